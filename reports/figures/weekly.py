"""Weekly values as panels of bars or joined points: what fatigue, twitches and cramps are drawn with."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from clinical.report import Report, Series
from reports.figures.data import Weekly, domain, ends_of, middle_of
from reports.figures.marks import Line, Point, Points, Vertex


@dataclass(frozen=True)
class WeeklyValues:
    """Named weekly values over the same ``weeks``; ``None`` is a week without an answer."""

    weeks: tuple[dt.date, ...]
    values: Mapping[str, Weekly]
    start: dt.date
    end: dt.date

    @cached_property
    def middles(self) -> tuple[dt.date, ...]:
        return tuple(map(middle_of, self.weeks, ends_of(self.weeks)))

    @classmethod
    def over(cls, report: Report, series: Series, values: Mapping[str, Weekly]) -> "WeeklyValues | None":
        """``None`` where nothing was ever answered."""
        if not any(value is not None for weekly in values.values() for value in weekly):
            return None
        return cls(series.mondays, values, *domain(report, series))

    def answered(self, name: str) -> list[tuple[dt.date, float]]:
        """The weeks with a value, each by its Monday."""
        return [(week, value) for week, value in zip(self.weeks, self.values[name], strict=True) if value is not None]

    def last(self, name: str) -> tuple[dt.date, float] | None:
        """The last week with a value (its Monday) and the value."""
        known = self.answered(name)
        return known[-1] if known else None


def dotted_line(data: WeeklyValues, name: str, label: str) -> tuple[Line, Points]:
    """Points in the middle of their weeks, joined only where these are neighbours."""
    pieces: list[list[Vertex]] = []
    for silent, entries in groupby(
        zip(data.middles, data.values[name], strict=True), key=lambda entry: entry[1] is None
    ):
        if not silent:
            pieces.append([Vertex(day, value) for day, value in entries if value is not None])
    points = tuple(Point(vertex.day, vertex.value) for piece in pieces for vertex in piece)
    return Line(label, tuple(map(tuple, pieces))), Points(label, "self", points)
