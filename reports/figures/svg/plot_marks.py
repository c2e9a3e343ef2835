"""The marks on a numeric axis, one function per kind."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.figures.marks import Axis, Bar, Bars, Line, Numeric, Points, Threshold, Vertex
from reports.figures.svg.element import group, line, painted, path, polyline, written
from reports.figures.svg.page import Scale
from reports.figures.svg.symbol import symbols

NARROW = 6  # units a bar


@dataclass(frozen=True)
class Area:
    """Where values and days stand; ``barred``: and whether bars do behind them."""

    scale: Scale
    axis: Axis
    top: float
    bottom: float
    barred: bool = False
    symbol: float = 5.5  # the largest

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.axis.low) / (self.axis.high - self.axis.low)

    def places(self, values: Sequence[tuple[dt.date, float]]) -> list[tuple[float, float]]:
        """Where each value stands, in the middle of its day."""
        low, per_unit = self.axis.low, (self.bottom - self.top) / (self.axis.high - self.axis.low)
        xs = self.scale.at((day for day, _ in values), 0.5)
        return [(x, self.bottom - per_unit * (value - low)) for x, (_, value) in zip(xs, values, strict=True)]

    def symbol_size(self, count: int) -> float:
        """Smaller where ``count`` points would otherwise cover each other."""
        return min(self.symbol, max(2.4, 0.45 * (self.scale.right - self.scale.left) / max(1, count)))


def draw_mark(mark: Numeric, area: Area) -> str:
    match mark:
        case Points():
            return symbols(area.places(mark.points), mark.shape, area.symbol_size(len(mark.points)), area.barred)
        case Line():
            bands = (_band(piece, area) for piece in mark.segments)
            return group(*bands, *(_piece(piece, area) for piece in mark.segments))
        case Bars():
            return painted("bar", [_bars(mark.bars, area)])
        case Threshold():
            y = area.y(mark.value)
            return line(area.scale.left, y, area.scale.right, y, "threshold", 2, "7 4")


def _piece(vertices: tuple[Vertex, ...], area: Area) -> str:
    """A piece of one vertex has no length: its point stands for it."""
    return (
        polyline(area.places([(v.day, v.value) for v in vertices]), "line", 2.5 if area.symbol > 4 else 1.5)
        if len(vertices) > 1
        else ""
    )


def _band(vertices: tuple[Vertex, ...], area: Area) -> str:
    upper = area.places([(v.day, v.high) for v in vertices if v.high is not None])
    lower = area.places([(v.day, v.low) for v in vertices if v.low is not None])
    if len(upper) < 2:
        return ""
    return path(f"M{written('%s%s', [*upper, *reversed(lower)])}Z", "range")


def _joined(bars: Sequence[Bar]) -> list[Bar]:
    found, first = [], bars[0]
    for before, bar in pairwise(bars):
        if bar.value != before.value or bar.start != before.end:
            found.append(Bar(first.start, before.end, first.value))
            first = bar
    return [*found, Bar(first.start, bars[-1].end, first.value)]


def _bars(bars: Sequence[Bar], area: Area) -> str:
    """Bars from zero; an answered zero is two units high, so that it is not taken for a gap. Narrow neighbours of one
    height are drawn as one."""
    if bars and area.scale.x(bars[0].end) - area.scale.x(bars[0].start) < NARROW:
        bars = _joined(bars)
    starts, ends = area.scale.at(bar.start for bar in bars), area.scale.at(bar.end for bar in bars)
    zero, per_unit = area.y(0), area.y(1) - area.y(0)
    drawn = []
    for x0, x1, bar in zip(starts, ends, bars, strict=True):
        gap = min(1.0, (x1 - x0) / 5)
        width = x1 - x0 - 2 * gap
        from_, height = (zero, per_unit * bar.value) if bar.value else (zero - 1, 2)
        drawn.append((x0 + gap, from_, width, height, -width))
    return f'<path d="{written("M%s%sh%sv%sh%sz", drawn)}"/>' if drawn else ""
