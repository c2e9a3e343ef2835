"""Where it began and where it went next, as bands as wide as they have people; on a telephone a list that steps in."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.figures.people.chart import Drawn
from reports.figures.svg.element import path, px, rect, text, wrap
from reports.figures.svg.page import Page
from reports.figures.svg.symbol import symbols

NODE = 10.0
MOST, EACH = 420.0, 6.0  # units for all people, and for one of them at most
GAP = 8.0
STEP = 26.0
SHAPE = 28.0


@dataclass(frozen=True)
class Node:
    """``people`` who came to a place, and where they went from there, as far as it is shown."""

    label: str
    people: int
    shape: str = ""
    next: tuple["Node", ...] = ()


def draw_flow(nodes: Sequence[Node], heads: Sequence[str], page: Page) -> Drawn:
    """``heads``: what each column holds."""
    if page.narrow:
        return _listed(nodes, page)
    column = page.width / len(heads)
    each = min(EACH, MOST / sum(node.people for node in nodes))
    drawn = [text(n * column, page.type, head, page.type, bold=True) for n, head in enumerate(heads)]
    y = page.line + GAP
    for node in nodes:
        svg, height = _node(node, 0, y, column, each, page)
        drawn.append(svg)
        y += height
    return "".join(drawn), y


def _node(node: Node, x: float, y: float, column: float, each: float, page: Page) -> Drawn:
    """With all that follows from it; and the height that it takes."""
    thick, bands, nodes, below, leaves = max(node.people * each, 2), [], [], y, y
    for child in node.next:
        svg, height = _node(child, x + column, below, column, each, page)
        wide = child.people * each
        bands.append(_band(x + NODE, leaves, x + column, below, wide))
        nodes.append(svg)
        below, leaves = below + height, leaves + wide
    left = x + NODE + 6 + (SHAPE if node.shape else 0)
    lines = wrap(f"{node.label} {node.people}", x + column - left - 4, page.type)
    drawn = [*bands, rect(x, y, NODE, thick, "bar"), *nodes]
    if node.shape:
        drawn.append(symbols([(x + NODE + 16, y + page.type * 0.65)], node.shape, 6.5))
    drawn += [text(left, y + page.type + n * page.line, words, page.type) for n, words in enumerate(lines)]
    return "".join(drawn), max(thick, len(lines) * page.line, below - y) + GAP


def _band(x0: float, y0: float, x1: float, y1: float, wide: float) -> str:
    half = (x0 + x1) / 2

    def curve(y0: float, y1: float, back: bool = False) -> str:
        end = (x0, y0) if back else (x1, y1)
        ends = (half, y1, half, y0) if back else (half, y0, half, y1)
        return "C" + " ".join(map(px, (*ends, *end)))

    d = f"M{px(x0)} {px(y0)}{curve(y0, y1)}L{px(x1)} {px(y1 + wide)}{curve(y0 + wide, y1 + wide, back=True)}Z"
    return path(d, "range")


def _listed(nodes: Sequence[Node], page: Page) -> Drawn:
    most, drawn = max(node.people for node in nodes), []

    def rows(node: Node, depth: int, y: float) -> float:
        left = depth * STEP
        shaped = SHAPE if node.shape else 0
        if node.shape:
            drawn.append(symbols([(left + 10, y + page.type * 0.65)], node.shape, 6.5))
        for words in wrap(f"{node.label} {node.people}", page.width - left - shaped, page.type):
            drawn.append(text(left + shaped, y + page.type, words, page.type))
            y += page.line
        drawn.append(rect(left, y, (page.width - 2 * STEP) * node.people / most, NODE, "bar"))
        y += NODE + GAP
        for child in node.next:
            y = rows(child, depth + 1, y)
        return y

    y = 0.0
    for node in nodes:
        y = rows(node, 0, y) + GAP
    return "".join(drawn), y
