"""Point symbols: who gave a value, or which side it is of, is told by shape."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from reports.figures.svg.element import painted, path, px, written

# Corners on a circle of one unit, and whether the symbol is filled; no corners: a disc.
SHAPES: dict[str, tuple[tuple[tuple[float, float], ...], bool]] = {
    "self": ((), True),
    "helped": (((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)), True),
    "caregiver": (((0, -1.2), (1.15, 0.85), (-1.15, 0.85)), True),
    "clinician": (((-1, -1), (1, -1), (1, 1), (-1, 1)), False),
    "given": (((0, 1.25), (-1.15, -0.8), (1.15, -0.8)), False),
    "left": (((-1.5, 0), (1.05, -1.45), (1.05, 1.45)), True),
    "right": (((1.2, 0), (-0.85, -1.15), (-0.85, 1.15)), False),
}
RIMMED = 4  # units; smaller ones stand without a rim, and so as one path


def symbols(places: Sequence[tuple[float, float]], shape: str, size: float, over_bars: bool = False) -> str:
    """One symbol at each place, of about ``size`` units radius; small ones stand without a rim, discs but over bars."""
    filled = SHAPES[shape][1]
    if filled and size <= RIMMED and not SHAPES[shape][0]:  # a line of no length with a round end is a disc
        dots, round_end = written("M%s%sh0", places), ' stroke-linecap="round"'
        rims = path(dots, "range-halo", 2 * size + 2, round_end) if over_bars else ""
        return rims + path(dots, "line", 2 * size, round_end) if places else ""
    (dx, dy), outline = _outline(shape, size)
    begun = [(x + dx, y + dy) for x, y in places]
    if filled and size <= RIMMED:
        return painted("point", [f'<path d="{written(f"M%s%s{outline}", begun)}"/>'] if begun else [], 0.01)
    drawn = written(f'<path d="M%s%s{outline}"/>', begun)
    return painted("point" if filled else "hollow", [drawn], 1.5 if filled else 2.5)


@lru_cache
def _outline(shape: str, size: float) -> tuple[tuple[float, float], str]:
    """From the middle to where the outline begins, and its way from there."""
    corners = SHAPES[shape][0]
    if not corners:
        radius, across = px(size), px(2 * size)
        return (-size, 0), f"a{radius} {radius} 0 1 0 {across} 0a{radius} {radius} 0 1 0-{across} 0z"
    steps = ((size * (x1 - x0), size * (y1 - y0)) for (x0, y0), (x1, y1) in pairwise(corners))
    way = " ".join(f"{px(dx)} {px(dy)}" for dx, dy in steps)
    return (size * corners[0][0], size * corners[0][1]), f"l{way}z"
