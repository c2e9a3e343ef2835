"""Weekly values as panels of bars or joined points: what fatigue, twitches and cramps are drawn with."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from clinical.report import Report, Series
from reports.figures.data import Weekly, domain, segments_of
from reports.figures.marks import Line, Point, Points

MIDWEEK = dt.timedelta(days=3)


@dataclass(frozen=True)
class WeeklyValues:
    """Named weekly values over the same ``weeks``; ``None`` is a week without an answer."""

    weeks: tuple[dt.date, ...]
    values: Mapping[str, Weekly]
    start: dt.date
    end: dt.date

    @classmethod
    def over(cls, report: Report, series: Series, values: Mapping[str, Weekly]) -> "WeeklyValues | None":
        """``None`` where nothing was ever answered."""
        if not any(value is not None for weekly in values.values() for value in weekly):
            return None
        return cls(series.mondays, values, *domain(report, series))

    def answered(self, name: str) -> list[tuple[dt.date, float]]:
        """The weeks with a value, each by its middle day."""
        pairs = zip(self.weeks, self.values[name], strict=True)
        return [(week + MIDWEEK, value) for week, value in pairs if value is not None]

    def last(self, name: str) -> tuple[dt.date, float] | None:
        """The last week with a value (its Monday) and the value."""
        known = self.answered(name)
        return (known[-1][0] - MIDWEEK, known[-1][1]) if known else None


def dotted_line(answered: list[tuple[dt.date, float]], name: str) -> tuple[Line, Points]:
    """Points, joined only where they are of neighbouring weeks."""
    points = tuple(Point(day, value) for day, value in answered)
    return Line(name, segments_of(answered, gap=7)), Points(name, "self", points)
