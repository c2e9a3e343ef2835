"""The sheet that a figure is drawn on: its width, its type, its time scale."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Size:
    """How large the parts of a drawing are, in units of the viewBox. ``bar``, ``between``: a lane and the room to the
    next one; ``apart``, ``mirrored``: between blocks and between the sides of one; ``disc``: the radius of a number;
    ``letters``, ``line``: of labels and numbers; ``plot``, ``flat``: a panel with a numeric axis, ``margin`` within it.
    ``rows``: of labels above a panel, None for as many as they need. ``digits``: of numbers on discs, where they are
    not as ``letters`` say; ``single``: labels of lanes stand in one line, whose column has the room."""

    bar: float = 24
    between: float = 8
    apart: float = 14
    mirrored: float = 12
    disc: float = 13
    letters: float = 18
    line: float = 20
    plot: float = 150
    flat: float = 96
    margin: float = 12
    symbol: float = 5.5
    rows: int | None = None
    digits: float | None = None
    single: bool = False

    @property
    def dense(self) -> bool:
        """On a screen that holds everything at once: headings and directions of panels stand beside the drawing."""
        return self.rows is not None


COMFORTABLE = Size()
# Thirteen lanes at 22 units, for the one screen of a clinician: nobody aims at anything in a drawing.
DENSE = Size(
    bar=16,
    between=6,
    apart=0,
    mirrored=0,
    disc=8,
    letters=12,
    line=11,
    plot=28,
    flat=16,
    margin=3,
    symbol=3,
    rows=1,
)
# On the printed summary, where a unit is a point: no letter under 11 of them (CLINICAL 9.1), thirteen lanes in 55 mm.
PAPER = replace(DENSE, bar=10.5, between=1, disc=6.5, letters=11, digits=11, single=True)


@dataclass(frozen=True)
class Page:
    """``width`` and ``type`` in units of the viewBox. Shown at its own width, a unit is a CSS pixel, so that text is
    at least 18 pixels on a telephone and on a page alike (ACCESS 22), and 12 points on A4; where ``size`` is dense
    it is smaller."""

    width: float
    type: float
    narrow: bool
    prefix: str
    size: Size = COMFORTABLE

    @property
    def line(self) -> float:
        """From one baseline to the next."""
        return self.type * 1.3


@dataclass(frozen=True)
class Scale:
    """Days to x."""

    start: dt.date
    end: dt.date
    left: float
    right: float

    def x(self, day: dt.date) -> float:
        """Where a day begins; days outside stand at the edge."""
        return self.at((day,))[0]

    def at(self, days: Iterable[dt.date], into: float = 0) -> list[float]:
        """Where each day begins, or that much of a day later."""
        first, last = self.start.toordinal() - into, self.end.toordinal() - into
        left, per_day = self.left, (self.right - self.left) / (last - first)
        found = [day.toordinal() for day in days]
        if found and (min(found) < first or max(found) > last):
            return [left + (min(max(day, first), last) - first) * per_day for day in found]
        return [left + (day - first) * per_day for day in found]

    def covers(self, day: dt.date) -> bool:
        return self.start <= day <= self.end
