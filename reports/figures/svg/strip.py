"""Over a panel: the last visit, treatments and events, each a tick with its label at the top and a bar to its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.figures.marks import Rule, Span
from reports.figures.svg.element import group, line, text, text_width
from reports.figures.svg.page import Page, Scale

GAP = 6


@dataclass(frozen=True)
class Strip:
    """``labels`` fill ``height`` above the panel; ``ticks`` are the lines that go on down through it."""

    labels: str
    height: float
    ticks: tuple[tuple[float, str], ...]

    @classmethod
    def of_ticks(cls, spans: Sequence[Span], rules: Sequence[Rule], scale: Scale) -> "Strip":
        """Without labels, which stand in another panel of the same days."""
        days = [(rule.day, "visit") for rule in rules] + [(span.start, "span") for span in spans]
        return cls("", 0, tuple((scale.x(day), role) for day, role in days if scale.covers(day)))

    def lines(self, top: float, bottom: float) -> str:
        return "".join(line(x, top, x, bottom, role, 1.5, "1 5" if role == "span" else "7 4") for x, role in self.ticks)


def strip(spans: Sequence[Span], rules: Sequence[Rule], scale: Scale, top: float, page: Page) -> Strip:
    """Labels in as few rows as they need without touching each other; where a page has no room for so many, the others
    are ticks without a label."""
    taken: list[list[tuple[float, float]]] = []
    labels, ticks = [], []
    items = [(rule.day, rule.day, rule.label, "visit") for rule in rules]
    items += [(span.start, span.end or scale.end, span.label, "span") for span in spans if span.start <= scale.end]
    for start, end, words, role in items:
        if end < scale.start:
            continue
        x0, x1 = scale.x(start), scale.x(end)
        at, anchor, words = _place(words, x0, scale, page)
        width = text_width(words, page.type)
        left = at - width if anchor == "end" else at
        extent = (min(x0, left) - GAP, max(x1, left + width) + GAP)
        row = next(
            (n for n, row in enumerate(taken) if all(a >= extent[1] or b <= extent[0] for a, b in row)), len(taken)
        )
        if scale.covers(start):
            ticks.append((x0, role))
        if row == page.size.rows:
            continue
        if row == len(taken):
            taken.append([])
        taken[row].append(extent)
        y = top + row * page.line
        labels.append(text(at, y + page.type, words, page.type, "text" if role == "visit" else "soft", anchor))
        labels.append(line(x0, y + 2, x0, y + page.line, role, 2))
        if x1 > x0:
            labels.append(line(x0, y + page.line - 1, x1, y + page.line - 1, role, 2))
    height = len(taken) * page.line + (GAP if taken else 0)
    if page.size.rows:  # always the same, so that what is below it stands in the same place for everybody
        height = page.size.rows * page.size.letters
    return Strip(group(*labels) if labels else "", height, tuple(ticks))


def _place(words: str, x: float, scale: Scale, page: Page) -> tuple[float, str, str]:
    """Right of the tick, left of it, or on the roomier side and cut short."""
    width, right, left = text_width(words, page.type), scale.right - x - GAP, x - GAP - scale.left
    if width <= right or (right >= left and width > left):
        return x + GAP, "start", _cut(words, right, page.type)
    return x - GAP, "end", _cut(words, left, page.type)


def _cut(words: str, room: float, size: float) -> str:
    if text_width(words, size) <= room:
        return words
    return words[: max(1, int(room / text_width("x", size)) - 1)].rstrip() + "…"
