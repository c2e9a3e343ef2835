"""Point symbols: who gave a value, or which side it is of, is told by shape."""

from collections.abc import Iterable

from reports.figures.svg.element import painted, px

# Corners on a circle of one unit, and whether the symbol is filled; no corners: a disc.
SHAPES: dict[str, tuple[tuple[tuple[float, float], ...], bool]] = {
    "self": ((), True),
    "helped": (((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)), True),
    "caregiver": (((0, -1.2), (1.15, 0.85), (-1.15, 0.85)), True),
    "clinician": (((-1, -1), (1, -1), (1, 1), (-1, 1)), False),
    "left": (((-1.5, 0), (1.05, -1.45), (1.05, 1.45)), True),
    "right": (((1.2, 0), (-0.85, -1.15), (-0.85, 1.15)), False),
}


def symbols(places: Iterable[tuple[float, float]], shape: str, size: float) -> str:
    """One symbol at each place, of about ``size`` units radius; small ones stand without a rim."""
    corners, filled = SHAPES[shape]
    drawn = (_symbol(x, y, corners, size) for x, y in places)
    return painted("point" if filled else "hollow", drawn, (1.5 if size > 4 else 0.01) if filled else 2.5)


def _symbol(x: float, y: float, corners: tuple[tuple[float, float], ...], size: float) -> str:
    if not corners:
        return f'<circle cx="{px(x)}" cy="{px(y)}" r="{px(size)}"/>'
    at = "L".join(f"{px(x + size * a)} {px(y + size * b)}" for a, b in corners)
    return f'<path d="M{at}Z"/>'
