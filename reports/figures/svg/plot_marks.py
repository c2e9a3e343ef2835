"""The marks on a numeric axis, one function per kind."""

import datetime as dt
from dataclasses import dataclass

from reports.figures.marks import Axis, Bar, Bars, Line, Numeric, Points, Threshold, Vertex
from reports.figures.svg.element import group, line, painted, path, polyline, px
from reports.figures.svg.page import Scale
from reports.figures.svg.symbol import symbols

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Area:
    """Where values and days stand."""

    scale: Scale
    axis: Axis
    top: float
    bottom: float

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.axis.low) / (self.axis.high - self.axis.low)

    def x(self, day: dt.date) -> float:
        """The middle of a day."""
        return (self.scale.x(day) + self.scale.x(day + DAY)) / 2

    def symbol_size(self, count: int) -> float:
        """Smaller where ``count`` points would otherwise cover each other."""
        return max(2.4, min(5.5, 0.45 * (self.scale.right - self.scale.left) / count))


def draw_mark(mark: Numeric, area: Area) -> str:
    match mark:
        case Points():
            places = ((area.x(point.day), area.y(point.value)) for point in mark.points)
            return symbols(places, mark.shape, area.symbol_size(len(mark.points)))
        case Line():
            bands = (_band(piece, area) for piece in mark.segments)
            return group(*bands, *(_piece(piece, area) for piece in mark.segments))
        case Bars():
            return painted("bar", (_bar(bar, area) for bar in mark.bars))
        case Threshold():
            y = area.y(mark.value)
            return line(area.scale.left, y, area.scale.right, y, "threshold", 2, "7 4")


def _piece(vertices: tuple[Vertex, ...], area: Area) -> str:
    """A piece of one vertex has no length: its point stands for it."""
    return polyline([(area.x(v.day), area.y(v.value)) for v in vertices], "line", 2.5) if len(vertices) > 1 else ""


def _band(vertices: tuple[Vertex, ...], area: Area) -> str:
    upper = [(area.x(v.day), area.y(v.high)) for v in vertices if v.high is not None]
    lower = [(area.x(v.day), area.y(v.low)) for v in vertices if v.low is not None]
    if len(upper) < 2:
        return ""
    corners = "L".join(f"{px(x)} {px(y)}" for x, y in (*upper, *reversed(lower)))
    return path(f"M{corners}Z", "range")


def _bar(bar: Bar, area: Area) -> str:
    """A bar from zero; an answered zero is two units high, so that it is not taken for a gap."""
    x0, x1, zero, y = area.scale.x(bar.start), area.scale.x(bar.end), area.y(0), area.y(bar.value)
    gap = min(1.0, (x1 - x0) / 5)
    top, height = (min(zero, y), abs(y - zero)) if bar.value else (zero - 1, 2)
    return f'<rect x="{px(x0 + gap)}" y="{px(top)}" width="{px(x1 - x0 - 2 * gap)}" height="{px(height)}"/>'
