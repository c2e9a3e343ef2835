"""Weight with its lines at 5 % and 10 % below the usual weight (CLINICAL 7.1, rule R13)."""

import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from clinical.vocabulary import Source
from reports.figures.context import Context
from reports.figures.data import Json, date_of, domain, segments_of, span_words, spans_of
from reports.figures.marks import Figure, Key, Line, Numeric, Plot, Point, Points, Span, Table, Threshold
from reports.figures.scales import axis_over
from reports.figures.words import SOURCES, capital, date_words, number

NAME = "weight"
TITLE = "Weight, and how far from the usual weight"
LOSSES = (5, 10)  # per cent below the baseline
DAYS = 7  # home weights vary: what counts is the median of the last seven days
JOINED = 28  # days; further apart they are not joined


@dataclass(frozen=True)
class Weight:
    """``readings`` in kg with who gave them; ``baseline`` in kg and what it is."""

    readings: tuple[tuple[dt.date, float, Source], ...]
    baseline: float
    baseline_is: str
    spans: tuple[Span, ...]
    start: dt.date
    end: dt.date

    @classmethod
    def from_report(cls, report: Json, series: Json, context: Context) -> "Weight | None":
        """``None`` where weight was never entered. Baseline: the usual weight, else the first one recorded."""
        found = sorted(
            (day, value, Source(source))
            for date, value, source in series["readings"].get("weight", ())
            if (day := date_of(date)) and value is not None
        )
        if not found:
            return None
        start, end = domain(report, series, [day for day, _, _ in found])
        usual = context.usual_weight
        baseline_is = "usual weight" if usual else "first recorded weight"
        return cls(tuple(found), usual or found[0][1], baseline_is, spans_of(series, "gastrostomy"), start, end)

    @cached_property
    def medians(self) -> list[tuple[dt.date, float]]:
        """For each day with a reading, the median of its last seven days, in kg."""
        on, kg = [day for day, _, _ in self.readings], [value for _, value, _ in self.readings]
        first = dt.timedelta(days=DAYS - 1)
        return [(day, median(kg[bisect_left(on, day - first) : bisect_right(on, day)])) for day in sorted(set(on))]


def weight(data: Weight | None, context: Context) -> Figure:
    """Readings as points, their seven-day medians joined, the two lines of weight loss."""
    if data is None:
        return Figure(NAME, TITLE, "No weight recorded yet.")
    limits = tuple(
        Threshold(round(data.baseline * (100 - loss) / 100, 1), f"{loss} % below {data.baseline_is}") for loss in LOSSES
    )
    points = tuple(
        Points(capital(words), source, found)
        for source, words in SOURCES.items()
        if (found := tuple(Point(day, kg) for day, kg, given in data.readings if given == source))
    )
    marks: tuple[Numeric, ...] = (*limits, Line("Seven-day median", segments_of(data.medians, JOINED)), *points)
    values = [kg for _, kg, _ in data.readings] + [limit.value for limit in limits] + [data.baseline]
    return Figure(
        name=NAME,
        title=TITLE,
        reading=_reading(data),
        panels=(Plot("Weight", axis_over(values, "kg, lower is less"), marks, spans=data.spans),),
        start=data.start,
        end=data.end,
        key=(
            *(Key(mark.shape, SOURCES[Source(mark.shape)]) for mark in points),
            Key("line", "median of seven days"),
            Key("threshold", "5 % and 10 % below"),
        ),
        caption=span_words(data.spans),
        table=_table(data),
    )


def _change(kg: float, data: Weight) -> str:
    """``12.1 % below``, against the baseline."""
    change = 100 * (kg - data.baseline) / data.baseline
    return "the same as" if abs(change) < 0.05 else f"{abs(change):.1f} % {'below' if change < 0 else 'above'}"


def _reading(data: Weight) -> str:
    day, kg = data.medians[-1]
    return (
        f"{number(kg)} kg on {date_words(day)} (median of seven days), "
        f"{_change(kg, data)} the {data.baseline_is} of {number(data.baseline)} kg."
    )


def _table(data: Weight) -> Table:
    medians = dict(data.medians)
    header = ("Date", "Weight", "Median of seven days", f"Against the {data.baseline_is}", "According to")
    rows = (
        (
            date_words(day),
            f"{number(kg)} kg",
            f"{number(medians[day])} kg",
            _change(medians[day], data).removesuffix(" as"),
            SOURCES[source],
        )
        for day, kg, source in data.readings
    )
    return Table(header, tuple(rows))
