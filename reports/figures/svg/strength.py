"""Strength as examined, muscle by muscle and side by side, with the person's own grades in rows and on a scale of their
own: never mixed (CLINICAL 5.2). Filled: the newest visit; hollow: those before."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from reports.figures.svg.element import group, line, painted, px, text, wrap

Codes = tuple[tuple[float, str], ...]  # from the first visit to the newest: the place on the scale, and the code
WIDE, NARROW = 800.0, 360.0
TYPE, LINE = 15.0, 20.0
DOT = 5.5
SHARE = 0.3  # of a wide page for the labels
EDGE, GAP = 12.0, 34.0  # beside a scale; and between the two, for the newest code


@dataclass(frozen=True)
class StrengthRow:
    """``sides``: right and left, or one of what has no side. ``own``: the person's own grade, else an examiner's."""

    label: str
    sides: tuple[Codes, ...]
    own: bool = False

    @property
    def top(self) -> int:
        """The end of its scale."""
        return 4 if self.own else 5


@dataclass(frozen=True)
class StrengthDrawing:
    title: str
    reading: str
    sides: tuple[str, str]
    rows: tuple[StrengthRow, ...]


def draw_strength(drawing: StrengthDrawing, *, narrow: bool = False) -> str:
    """As one ``<svg role="img">``, with the names of the two columns on top and the ends of each scale in its row."""
    width, labels = (NARROW, 0.0) if narrow else (WIDE, WIDE * SHARE)
    column = (width - labels) / 2
    spans = [(labels + EDGE + n * column, labels + (n + 1) * column - EDGE - GAP) for n in (0, 1)]
    parts = [text(left, LINE, name, TYPE, bold=True) for (left, _), name in zip(spans, drawing.sides, strict=True)]
    y = LINE * 1.5
    for row in drawing.rows:
        svg, height = _row(row, spans, width if narrow else labels - EDGE, above=narrow)
        parts.append(group(svg, place=(0, y)))
        y += height + (LINE * 0.5 if row.own else 0)  # a region ends with its own grades
    name = f"strength-{'narrow' if narrow else 'wide'}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fig fig-{"narrow" if narrow else "wide"}" role="img" '
        f'viewBox="0 0 {px(width)} {px(y)}" font-family="system-ui, sans-serif" aria-labelledby="{name}-title" '
        f'aria-describedby="{name}-desc"><title id="{name}-title">{escape(drawing.title)}</title>'
        f'<desc id="{name}-desc">{escape(drawing.reading)}</desc>{"".join(parts)}</svg>'
    )


def _row(row: StrengthRow, spans: list[tuple[float, float]], room: float, *, above: bool) -> tuple[str, float]:
    """The label beside its two scales, or above them; and how high all of it is."""
    words = wrap(row.label, room, TYPE)
    role = "soft" if row.own else "text"
    label = "".join(text(0, LINE * (n + 0.75), said, TYPE, role) for n, said in enumerate(words))
    middle = LINE * (len(words) + 0.5) if above else max(LINE * len(words), LINE) / 2
    scales = "".join(
        _scale(codes, row, left, right, middle) for codes, (left, right) in zip(row.sides, spans, strict=False)
    )
    return label + scales, (middle + LINE * 0.75 if above else max(LINE * len(words), LINE) + LINE * 0.4)


def _scale(codes: Codes, row: StrengthRow, left: float, right: float, y: float) -> str:
    step = (right - left) / row.top
    ticks = "".join(line(left + n * step, y - 4, left + n * step, y + 4, "middle") for n in range(row.top + 1))
    drawn = line(left, y, right, y, "rule", 1.5) + ticks
    if not codes:
        return drawn + text(right + EDGE, y + TYPE * 0.35, "–", TYPE, "soft")
    places = [(left + value * step, y) for value, _code in codes]
    newest, code = places[-1], codes[-1][1]
    before = [place for place in dict.fromkeys(places[:-1]) if place != newest]
    drawn += _marks(before, "hollow", row.own) + _marks([newest], "bar", row.own)
    return drawn + text(right + EDGE, y + TYPE * 0.35, code, TYPE, "soft" if row.own else "text", bold=not row.own)


def _marks(places: Sequence[tuple[float, float]], role: str, square: bool) -> str:
    """Discs of an examiner's, squares of the person's own."""
    side = px(2 * DOT)
    shapes = [
        f'<rect x="{px(x - DOT)}" y="{px(y - DOT)}" width="{side}" height="{side}"/>'
        if square
        else f'<circle cx="{px(x)}" cy="{px(y)}" r="{px(DOT)}"/>'
        for x, y in places
    ]
    return painted(role, shapes, 2) if shapes else ""
