"""Dates along the foot of a panel."""

from reports.figures.svg.element import lines, text_width, texts
from reports.figures.svg.page import Page, Scale, ticks


def time_axis(scale: Scale, top: float, bottom: float, page: Page) -> tuple[str, float]:
    """Gridlines from ``top`` to ``bottom`` with dates below; the SVG and the height of the dates."""
    room = text_width("Jan 2024", page.type) + page.type
    below = 1 if page.size.dense else 8
    grid, dates, free = [], [], 0.0
    for day, words in ticks(scale, room):
        x, half = scale.x(day), text_width(words, page.type) / 2
        grid.append((x, top, x, bottom + below * 0.75))
        centre = min(max(x, half), page.width - half)
        if centre - half >= free:
            dates.append((centre, bottom + below + page.type, words))
            free = centre + half + page.type / 2
    return lines(grid, "rule") + texts(dates, page.type, "soft", "middle"), page.line + below + (
        0 if page.size.dense else 2
    )
