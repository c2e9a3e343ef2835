"""Breathing tests as points, each with the clinic's threshold (CLINICAL 7.1: shown to clinicians)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from clinical.vocabulary import Source
from reports.figures.context import Context
from reports.figures.data import Json, date_of, domain, span_words, spans_of
from reports.figures.marks import Figure, Key, Numeric, Plot, Point, Points, Span, Table, Threshold
from reports.figures.scales import axis_over
from reports.figures.words import SOURCES, capital, date_words, number

NAME = "breathing"
TITLE = "Breathing tests and hours with a breathing machine"


@dataclass(frozen=True)
class BreathingTest:
    """A breathing measure: its name, its unit, what its axis says, and the values that the axis holds in any case."""

    name: str
    unit: str
    direction: str
    held: tuple[float, ...] = (0,)


TESTS = {
    "fvc_percent": BreathingTest("Forced vital capacity (FVC)", "% of predicted", "lower is weaker", (0, 100)),
    "svc_percent": BreathingTest("Slow vital capacity (SVC)", "% of predicted", "lower is weaker", (0, 100)),
    "snip": BreathingTest("Sniff pressure (SNIP)", "cmH2O", "lower is weaker"),
    "mip": BreathingTest("Breathing-in pressure (MIP)", "cmH2O", "lower is weaker"),
    "peak_cough_flow": BreathingTest("Peak cough flow", "L/min", "lower is weaker"),
    "spo2": BreathingTest("Oxygen level (SpO2)", "%", "lower is less oxygen", (90, 100)),
    "niv_hours": BreathingTest("Hours with the breathing machine", "hours a day", "higher is longer"),
}
OXYGEN = "An oxygen level above a line does not show that breathing is well."


@dataclass(frozen=True)
class Breathing:
    """``readings`` of each measure that has any: day, value, who gave it."""

    readings: Mapping[str, tuple[tuple[dt.date, float, Source], ...]]
    spans: tuple[Span, ...]
    start: dt.date
    end: dt.date

    @classmethod
    def from_report(cls, report: Json, series: Json, context: Context) -> "Breathing | None":
        """``None`` where there is no reading at all."""
        readings = {
            measure: tuple(
                (day, value, Source(source))
                for date, value, source in series["readings"].get(measure, ())
                if (day := date_of(date)) and value is not None
            )
            for measure in TESTS
        }
        known = {measure: found for measure, found in readings.items() if found}
        if not known:
            return None
        start, end = domain(report, series, [day for found in known.values() for day, _, _ in found])
        return cls(known, spans_of(series, "niv", "cough_assist"), start, end)


def breathing(data: Breathing | None, context: Context) -> Figure:
    """A panel for each measure; treatments of breathing stand over the first."""
    if data is None:
        return Figure(NAME, TITLE, "No breathing tests yet.")
    used = [
        source for source in Source if any(source == given for found in data.readings.values() for *_, given in found)
    ]
    plots = tuple(
        _plot(data, measure, context, data.spans if first == 0 else ()) for first, measure in enumerate(data.readings)
    )
    lines = any(isinstance(mark, Threshold) for plot in plots for mark in plot.marks)
    return Figure(
        name=NAME,
        title=TITLE,
        reading=_reading(data),
        panels=plots,
        start=data.start,
        end=data.end,
        key=(
            *(Key(source, SOURCES[source]) for source in used),
            *((Key("threshold", "a guideline's line; guidelines differ"),) if lines else ()),
        ),
        caption=" ".join(filter(None, (OXYGEN if "spo2" in data.readings else "", span_words(data.spans)))),
        table=_table(data),
        columns=2,
    )


def _plot(data: Breathing, measure: str, context: Context, spans: tuple[Span, ...]) -> Plot:
    test, readings = TESTS[measure], data.readings[measure]
    limit = context.thresholds.get(measure) if context.clinical else None
    points = [
        Points(capital(words), source, found)
        for source, words in SOURCES.items()
        if (found := tuple(Point(day, value) for day, value, given in readings if given == source))
    ]
    marks: tuple[Numeric, ...] = (*((Threshold(*limit),) if limit else ()), *points)
    values = [*test.held, *(value for _, value, _ in readings), *([limit[0]] if limit else [])]
    axis = axis_over(values, f"{test.unit}, {test.direction}")
    return Plot(test.name, axis, marks, spans=spans)


def _reading(data: Breathing) -> str:
    told = [
        f"{TESTS[measure].name} {number(found[-1][1])} {TESTS[measure].unit} on {date_words(found[-1][0])}"
        for measure, found in data.readings.items()
    ]
    return f"Latest: {'; '.join(told)}."


def _table(data: Breathing) -> Table:
    rows = sorted(
        (day, n, TESTS[measure].name, f"{number(value)} {TESTS[measure].unit}", SOURCES[source])
        for n, (measure, found) in enumerate(data.readings.items())
        for day, value, source in found
    )
    return Table(
        ("Date", "Test", "Value", "According to"),
        tuple((date_words(day), name, value, source) for day, _, name, value, source in rows),
    )
