"""Dates along the foot of a panel."""

from reports.figures.svg.days import ticks
from reports.figures.svg.element import lines, texts
from reports.figures.svg.page import Page, Scale


def time_axis(scale: Scale, top: float, bottom: float, page: Page) -> tuple[str, float]:
    """Gridlines from ``top`` to ``bottom``, below them a mark at each day that is named, and its date; the SVG and the
    height of the dates."""
    dense = page.size.dense
    below = 1 if dense else 8
    found = ticks(scale, page)
    grid = lines([(tick.x, top, tick.x, bottom) for tick in found], "rule")
    foot, reach = (bottom - 3, 3) if dense else (bottom, below * 0.75)
    marks = lines([(tick.x, foot, tick.x, foot + reach) for tick in found], "day", 1.5 if dense else 2)
    dates = texts(
        [(tick.centre, bottom + below + page.type, tick.words) for tick in found], page.type, "soft", "middle"
    )
    return grid + marks + dates, page.line + below + (0 if dense else 2)
