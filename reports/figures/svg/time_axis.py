"""Dates along the foot of a panel."""

from reports.figures.svg.element import group, line, text, text_width
from reports.figures.svg.page import Page, Scale, ticks


def time_axis(scale: Scale, top: float, bottom: float, page: Page) -> tuple[str, float]:
    """Gridlines from ``top`` to ``bottom`` with dates below; the SVG and the height of the dates."""
    room = text_width("Jan 2024", page.type) + page.type
    drawn, free = [], 0.0
    for day, words in ticks(scale, room):
        x, half = scale.x(day), text_width(words, page.type) / 2
        drawn.append(line(x, top, x, bottom + 6, "rule"))
        centre = min(max(x, half), page.width - half)
        if centre - half >= free:
            drawn.append(text(centre, bottom + 8 + page.type, words, page.type, "soft", "middle"))
            free = centre + half + page.type / 2
    return group(*drawn), page.line + 10
