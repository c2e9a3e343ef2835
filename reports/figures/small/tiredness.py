"""Tiredness in small, with cramps and falls."""

from collections.abc import Sequence

from clinical.report import Report, Series
from reports.figures.context import Context
from reports.figures.data import bars_of
from reports.figures.language import gettext as _
from reports.figures.language import gettext_lazy
from reports.figures.marks import Axis, Bars, Figure, Plot
from reports.figures.scales import axis_over
from reports.figures.small.days import Days, last_of, near, ticks_of, visit_of, weekly
from reports.figures.weekly import WeeklyValues, dotted_line
from reports.figures.words import number, sentences

TITLE = gettext_lazy("Tiredness, cramps, falls")


def tiredness(report: Report, series: Series, context: Context, days: Days) -> Figure:
    values = WeeklyValues(series.mondays, {"worst": series.fatigue.get("worst", ())}, *days)
    marks = dotted_line(values, "worst", str(TITLE)) if values.values["worst"] else ()
    tired = Plot(
        _("Tiredness, worst of the day"),
        Axis(0, 10, ((0, "0"), (5, "5"), (10, "10")), _("0 none to 10, higher is more tired")),
        marks,
        rules=visit_of(context),
    )
    cramps = _bars(series, _("Cramps in a day"), series.cramps.get("count", ()), context)
    falls = _bars(series, _("Falls in a week; lines: noted one by one"), weekly(series, "falls"), context, "fall")
    return Figure("small-tiredness", str(TITLE), _reading(report, series), (tired, cramps, falls), *days)


def _bars(series: Series, label: str, values: Sequence[float | None], context: Context, kind: str = "") -> Plot:
    bars = bars_of(series.mondays, values) if values else ()
    axis = axis_over([0, 4, *(bar.value for bar in bars)], _("higher is more"), whole=True)
    spans = ticks_of(series, kind) if kind else ()
    return Plot(label, axis, (Bars(label, bars),), spans=spans, rules=visit_of(context), flat=True)


def _reading(report: Report, series: Series) -> str:
    told = []
    worst = last_of(series.mondays, series.fatigue.get("worst", ())) if series.fatigue.get("worst") else None
    if worst:
        said = {"number": number(worst[1]), "day": near(worst[0], report.as_of)}
        told.append(_("At worst %(number)s of 10 (week of %(day)s).") % said)
    else:
        told.append(_("Tiredness: no answer."))
    cramps = last_of(series.mondays, series.cramps.get("count", ())) if series.cramps.get("count") else None
    told.append(_("Cramps %(number)s a day.") % {"number": number(cramps[1])} if cramps else _("Cramps: no answer."))
    falls = last_of(series.mondays, weekly(series, "falls"))
    told.append(
        _("Falls %(number)s in a week (%(day)s).") % {"number": number(falls[1]), "day": near(falls[0], report.as_of)}
        if falls
        else _("Falls: no answer.")
    )
    return sentences(*told)
