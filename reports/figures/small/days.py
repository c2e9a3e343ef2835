"""The days that all figures of the one screen share, and what they have in common."""

import datetime as dt
from collections.abc import Sequence

from clinical.report import Report, Series
from reports.figures.context import Context
from reports.figures.data import domain, spans_of
from reports.figures.language import month_day
from reports.figures.marks import Rule, Span
from reports.figures.spread_data import Spread
from reports.figures.words import last_visit, short_date

A_YEAR = 300  # days; the same day and month of another year is not near
Days = tuple[dt.date, dt.date]


def days_of(report: Report, series: Series, context: Context) -> Days:
    """From the first day of the spread chart up to its end; of a record without answers, all that is on record."""
    data = Spread.of(report, series, context)
    if data.start and data.end:
        return data.start, data.end
    return domain(report, series, [reading.date for found in series.readings.values() for reading in found])


def near(day: dt.date, end: dt.date) -> str:
    """``12 Sep``, with its year where that is not near the day ``end``: room is scarce on the one screen."""
    return month_day(day) if abs((end - day).days) < A_YEAR else short_date(day)


def visit_of(context: Context) -> tuple[Rule, ...]:
    return (Rule(context.since, last_visit(context.since)),) if context.since else ()


def ticks_of(series: Series, kind: str) -> tuple[Span, ...]:
    """Events of one kind, each as a tick on its day."""
    return tuple(Span(span.start, None, span.label, span.kind) for span in spans_of(series, kind))


def last_of(weeks: Sequence[dt.date], values: Sequence[float | None]) -> tuple[dt.date, float] | None:
    """The last week with a value, by its Monday, and the value."""
    known = [(week, value) for week, value in zip(weeks, values, strict=True) if value is not None]
    return known[-1] if known else None


def weekly(series: Series, name: str) -> Sequence[float | None]:
    """A weekly question; nobody was asked in what an older engine kept."""
    return series.signs.get(name) or [None] * len(series.mondays)
