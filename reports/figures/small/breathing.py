"""Breathing in small: FVC and SNIP against the clinic's lines, and the days on which lying flat was hard."""

from clinical.report import Report, Series
from reports.figures.breathing import TESTS
from reports.figures.context import Context
from reports.figures.data import bars_of
from reports.figures.language import gettext as _
from reports.figures.language import gettext_lazy
from reports.figures.marks import Axis, Bars, Figure, Numeric, Plot, Point, Points, Threshold
from reports.figures.scales import axis_over
from reports.figures.small.days import Days, last_of, near, ticks_of, visit_of, weekly
from reports.figures.words import SOURCES, capital, number, sentences

TITLE = gettext_lazy("Breathing")
SHORT = {"fvc_percent": ("FVC", "%"), "snip": ("SNIP", "cmH2O")}
HELD = {"fvc_percent": (0.0, 100.0), "snip": (0.0, 80.0)}
FLAT = "breathless_lying_flat"


def breathing(report: Report, series: Series, context: Context, days: Days) -> Figure:
    bars = bars_of(series.mondays, weekly(series, FLAT))
    lying = Plot(
        _("Hard to breathe lying flat, days of 7"),
        Axis(0, 7, ((0, "0"), (7, "7")), _("higher is more")),
        (Bars(str(TITLE), bars),),
        spans=ticks_of(series, "infection"),
        rules=visit_of(context),
        flat=True,
    )
    tests = tuple(_plot(series, context, measure) for measure in SHORT)
    return Figure("small-breathing", str(TITLE), _reading(report, series, context), (*tests, lying), *days)


def _plot(series: Series, context: Context, measure: str) -> Plot:
    limit, readings = context.thresholds.get(measure), series.readings.get(measure, ())
    points = [
        Points(capital(words), source, found)
        for source, words in SOURCES.items()
        if (found := tuple(Point(day, value) for day, value, given in readings if given == source))
    ]
    marks: tuple[Numeric, ...] = (*((Threshold(limit[0], str(limit[1])),) if limit else ()), *points)
    axis = axis_over([*HELD[measure], *(value for _day, value, _source in readings)], str(TESTS[measure].direction))
    return Plot(f"{SHORT[measure][0]}, {TESTS[measure].unit}", axis, marks, rules=visit_of(context))


def _reading(report: Report, series: Series, context: Context) -> str:
    """The latest of each with its day, and how it lies to the clinic's line; what was never measured is said."""
    told, missing = [], []
    for measure, (name, unit) in SHORT.items():
        readings = series.readings.get(measure, ())
        if not readings:
            missing.append(name)
            continue
        last = readings[-1]
        said = {"test": name, "value": number(last.value), "unit": unit, "day": near(last.date, report.as_of)}
        limit = context.thresholds.get(measure)
        if limit:
            below = last.value < limit[0]
            words = (
                _("%(test)s %(value)s %(unit)s (%(day)s), below line %(line)s.")
                if below
                else _("%(test)s %(value)s %(unit)s (%(day)s), line %(line)s.")
            )
            told.append(words % (said | {"line": number(limit[0])}))
        else:
            told.append(_("%(test)s %(value)s %(unit)s (%(day)s).") % said)
    if missing:
        told.append(_("Not on record: %(tests)s.") % {"tests": ", ".join(missing)})
    lying = last_of(series.mondays, weekly(series, FLAT))
    if lying:
        said = {"days": number(lying[1]), "day": near(lying[0], report.as_of)}
        told.append(_("Hard lying flat %(days)s of 7 days (week of %(day)s).") % said)
    else:
        told.append(_("Lying flat: no answer."))
    return sentences(*told)
