"""A middle with what lies to both sides of it, row by row, on one scale."""

from collections.abc import Sequence
from math import ceil, floor
from typing import NamedTuple

from reports.figures.people.chart import Drawn
from reports.figures.svg.element import label, line, path, px, rect, text, text_width, wrap
from reports.figures.svg.page import Page
from reports.figures.words import number

THICK = 14
STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
TICKS = 6


class Span(NamedTuple):
    """``told``: its numbers as they are read."""

    label: str
    low: float
    middle: float
    high: float
    told: str


def draw_spans(spans: Sequence[Span], page: Page) -> Drawn:
    """Each under its label and numbers; the scale, which holds 0, along the foot."""
    low, high = min(0, *(span.low for span in spans)), max(0, *(span.high for span in spans))
    step = next((step for step in STEPS if (high - low) / step <= TICKS), STEPS[-1])
    first, last = floor(low / step + 1e-9), max(ceil(high / step - 1e-9), floor(low / step + 1e-9) + 1)
    edge = text_width(number(round(last * step, 1)), page.type) / 2 + 2
    across = (page.width - 2 * edge) / ((last - first) * step)

    def x(value: float) -> float:
        return edge + (value - first * step) * across

    drawn, y = [], 0.0
    for span in spans:
        for words in wrap(f"{span.label}: {span.told}", page.width, page.type):
            drawn.append(label(0, y + page.type, words, page.type, "text"))
            y += page.line
        middle = y + THICK / 2 + 4
        drawn.append(rect(x(span.low), middle - THICK / 2, max(x(span.high) - x(span.low), 2), THICK, "range"))
        drawn.append(line(x(span.low), middle, x(span.high), middle, "known-range", 2))
        drawn.append(_diamond(x(span.middle), middle))
        y += THICK + page.type
    ticks = [round(place * step, 1) for place in range(first, last + 1)]
    drawn.insert(0, "".join(line(x(value), 0, x(value), y, "rule") for value in ticks))
    every = 2 if page.narrow and len(ticks) > TICKS - 2 else 1
    drawn += [text(x(value), y + page.type + 2, number(value), page.type, "soft", "middle") for value in ticks[::every]]
    return "".join(drawn), y + page.line + 6


def _diamond(x: float, y: float) -> str:
    at = ((x - 7, y), (x, y - 9), (x + 7, y), (x, y + 9))
    return path(f"M{' L'.join(f'{px(a)} {px(b)}' for a, b in at)}Z", "known", 1.5)
