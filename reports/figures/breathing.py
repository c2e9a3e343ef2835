"""Breathing tests as points, each with the clinic's threshold (CLINICAL 7.1: shown to clinicians)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from clinical.report import Reading, Report, Series
from clinical.vocabulary import Source
from reports.figures.context import Context
from reports.figures.data import domain, few, span_words, spans_of
from reports.figures.language import Text, gettext_lazy
from reports.figures.language import gettext as _
from reports.figures.marks import Figure, Key, Numeric, Plot, Span, Threshold
from reports.figures.measured import latest, points_of, table_of
from reports.figures.scales import axis_over
from reports.figures.words import SOURCES, sentences

NAME = "breathing"
TITLE = gettext_lazy("Breathing tests and hours with a breathing machine")


@dataclass(frozen=True)
class BreathingTest:
    """A breathing measure: its name, its unit, what its axis says, and the values that the axis holds in any case."""

    name: Text
    unit: Text
    direction: Text
    held: tuple[float, ...] = (0,)


WEAKER = gettext_lazy("lower is weaker")
# xgettext:no-python-format
PREDICTED = gettext_lazy("% of predicted")
TESTS = {
    "fvc_percent": BreathingTest(gettext_lazy("Forced vital capacity (FVC)"), PREDICTED, WEAKER, (0, 100)),
    "svc_percent": BreathingTest(gettext_lazy("Slow vital capacity (SVC)"), PREDICTED, WEAKER, (0, 100)),
    "snip": BreathingTest(gettext_lazy("Sniff pressure (SNIP)"), "cmH2O", WEAKER),
    "mip": BreathingTest(gettext_lazy("Breathing-in pressure (MIP)"), "cmH2O", WEAKER),
    "peak_cough_flow": BreathingTest(gettext_lazy("Peak cough flow"), "L/min", WEAKER),
    "spo2": BreathingTest(gettext_lazy("Oxygen level (SpO2)"), "%", gettext_lazy("lower is less oxygen"), (90, 100)),
    "spo2_second": BreathingTest(
        gettext_lazy("Oxygen level (SpO2), second reading of the day"),
        "%",
        gettext_lazy("lower is less oxygen"),
        (90, 100),
    ),
    "niv_hours": BreathingTest(
        gettext_lazy("Hours with the breathing machine"), gettext_lazy("hours a day"), gettext_lazy("higher is longer")
    ),
}
OF_BREATHING = ("niv", "cough_assist", "niv_over_22h", "tracheostomy")
OXYGEN = gettext_lazy("An oxygen level above a line does not show that breathing is well.")


@dataclass(frozen=True)
class Breathing:
    """``readings`` of each measure that has any."""

    readings: Mapping[str, tuple[Reading, ...]]
    spans: tuple[Span, ...]
    spans_known: int
    start: dt.date
    end: dt.date

    @classmethod
    def of(cls, report: Report, series: Series, context: Context) -> "Breathing | None":
        """``None`` where there is no reading at all."""
        known = {measure: found for measure in TESTS if (found := series.readings.get(measure))}
        if not known:
            return None
        start, end = domain(report, series, [day for found in known.values() for day, *_rest in found])
        spans = spans_of(series)
        return cls(known, few(spans, OF_BREATHING), len(spans), start, end)


def breathing(data: Breathing | None, context: Context) -> Figure:
    """A panel for each measure; treatments and events stand over the first."""
    if data is None:
        return Figure(NAME, str(TITLE), _("No breathing tests yet."))
    used = [
        source for source in Source if any(source == given for found in data.readings.values() for *_at, given in found)
    ]
    plots = tuple(
        _plot(data, measure, context, data.spans if first == 0 else ()) for first, measure in enumerate(data.readings)
    )
    lines = any(isinstance(mark, Threshold) for plot in plots for mark in plot.marks)
    return Figure(
        name=NAME,
        title=str(TITLE),
        reading=latest(data.readings, TESTS),
        panels=plots,
        start=data.start,
        end=data.end,
        key=(
            *(Key(source, SOURCES[source]) for source in used),
            *((Key("threshold", _("a guideline's line; guidelines differ")),) if lines else ()),
        ),
        caption=sentences(OXYGEN if "spo2" in data.readings else "", span_words(data.spans, data.spans_known)),
        tabulate=partial(table_of, data.readings, TESTS, _("Test")),
        columns=2,
    )


def _plot(data: Breathing, measure: str, context: Context, spans: tuple[Span, ...]) -> Plot:
    test, readings = TESTS[measure], data.readings[measure]
    limit = context.thresholds.get(measure) if context.clinical else None
    marks: tuple[Numeric, ...] = (*((Threshold(limit[0], str(limit[1])),) if limit else ()), *points_of(readings))
    values = [*test.held, *(value for _day, value, _source in readings), *([limit[0]] if limit else [])]
    axis = axis_over(values, f"{test.unit}, {test.direction}", unit=str(test.unit))
    return Plot(str(test.name), axis, marks, spans=spans)
