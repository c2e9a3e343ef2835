"""How many people are in which group, as bars; a side is told by its word and its shape."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from reports.figures.people.chart import Drawn
from reports.figures.svg.element import rect, text, text_width, wrap
from reports.figures.svg.page import Page
from reports.figures.svg.symbol import symbols

LABELS = 0.45  # of the width of a wide page
THICK = 22
SHAPE = 26


class Bar(NamedTuple):
    """``shape``: ``left`` or ``right``, where the group is of one side."""

    label: str
    people: int
    shape: str = ""


def draw_bars(bars: Sequence[Bar], page: Page) -> Drawn:
    """A row a bar, its label beside it, on a narrow page above it; the number stands at its end."""
    sided = SHAPE if any(bar.shape for bar in bars) else 0
    left = 0.0 if page.narrow else page.width * LABELS
    room = page.width - left - max(text_width(str(bar.people), page.type, bold=True) for bar in bars) - 12
    most, drawn, y = max(bar.people for bar in bars), [], 0.0
    for bar in bars:
        lines = wrap(bar.label, (page.width if page.narrow else left - 12) - sided, page.type)
        top = y + (len(lines) * page.line if page.narrow else 0)
        if bar.shape:
            drawn.append(symbols([(SHAPE / 2 - 4, y + page.type * 0.65)], bar.shape, 6.5))
        drawn += [text(sided, y + page.type + n * page.line, words, page.type) for n, words in enumerate(lines)]
        long = room * bar.people / most
        drawn.append(rect(left, top + 2, long, THICK, "bar"))
        drawn.append(text(left + long + 8, top + 2 + THICK * 0.8, str(bar.people), page.type, bold=True))
        y = max(top + THICK + 4, y + len(lines) * page.line) + page.type * 0.5
    return "".join(drawn), y


def drawer(bars: Sequence[Bar]) -> partial[Drawn]:
    return partial(draw_bars, tuple(bars))
