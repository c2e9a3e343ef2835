"""The key at the foot of a figure, flowing into as many rows as the width needs."""

from collections.abc import Sequence

from reports.figures.marks import Key
from reports.figures.svg.element import group, line, path, px, rect, text, text_width, wrap
from reports.figures.svg.page import Page
from reports.figures.svg.symbol import SHAPES, symbols

BOX = 24
ROLES = {"onset": "known", "onset-clinician": "known"}
OPEN = {
    "onset-remembered": ((6, 0), (14, -10), (22, 0), (14, 10)),
    "onset-already": ((8, 0), (20, -10), (20, 10)),
}


def draw_key(keys: Sequence[Key], left: float, page: Page) -> tuple[str, float]:
    """The key's SVG and its height."""
    drawn, x, y = [], left, 0.0
    step = page.line + 6
    for key in keys:
        icon = 0 if key.symbol == "words" else BOX + 8
        lines = wrap(key.text, page.width - left - icon, page.type) or [""]
        width = icon + max(text_width(words, page.type) for words in lines)
        if x > left and x + width > page.width:
            x, y = left, y + step
        drawn.append(_icon(key.symbol, x, y, page))
        for n, words in enumerate(lines):
            drawn.append(text(x + icon, y + n * page.line + page.type, words, page.type, "soft"))
        y += (len(lines) - 1) * page.line
        x += width + (page.type if key.text else 6)
    return group(*drawn), y + step if keys else 0


def _icon(name: str, x: float, y: float, page: Page) -> str:
    middle, top = y + page.type * 0.65, y + page.type * 0.65 - BOX / 2
    if name.startswith("grade-"):
        grade = name.removeprefix("grade-")
        box = rect(x, top, BOX + 4, BOX, name, more=' stroke-width="0.5"')
        return box + text(x + BOX / 2 + 2, middle + 6.5, grade, 18, f"on-{name}", "middle")
    if name == "hatch":
        return rect(x, top, BOX + 4, BOX, "hatched", more=f' fill="url(#{page.prefix}-hatch)"')
    if name == "changed":
        return rect(x + 2, top + 2, BOX, BOX - 4, "changed", 4, ' stroke-width="4"')
    if name == "gap":
        return line(x, middle, x + BOX + 4, middle, "rule", 2)
    if name in ROLES:
        radius = 3 if name.endswith("clinician") else BOX / 2
        disc = rect(x + 2, top, BOX, BOX, ROLES[name], radius)
        return disc + text(x + 2 + BOX / 2, middle + 6.5, "1", 18, "on-mark", "middle", bold=True)
    if name in OPEN:
        points = [(px(x + dx), px(middle + dy)) for dx, dy in OPEN[name]]
        return path("M" + " L".join(f"{at} {down}" for at, down in points) + "Z", "open", 2)
    if name in ("line", "threshold", "span"):
        return line(x, middle, x + BOX + 4, middle, name, 3, "" if name == "line" else "6 4")
    if name == "range":
        return rect(x, top + 4, BOX + 4, BOX - 8, "range")
    if name == "bar":
        return rect(x + 8, top, 10, BOX, "bar")
    if name in SHAPES:
        return symbols([(x + BOX / 2, middle)], name, 7)
    return ""
