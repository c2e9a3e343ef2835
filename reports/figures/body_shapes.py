"""The outline of the body map: thirteen calm shapes, seen as in a mirror, so that one's own left is on the left."""

import math
from dataclasses import dataclass

from clinical.vocabulary import CELLS, Cell, Region, Side

WIDTH, HEIGHT = 360, 506
WITHIN = 110  # between the arms
EDGE = 24  # how far a label may stand over the edge of a map: into a margin, or between two maps

Corner = tuple[float, float]

# The unpaired parts, and the paired ones of the left side: corners clockwise and how round they are.
_CORNERS: dict[Region, tuple[tuple[Corner, ...], float]] = {
    Region.SPEECH: (((150, 4), (210, 4), (213, 40), (206, 66), (154, 66), (147, 40)), 22),
    Region.SWALLOWING: (((155, 70), (205, 70), (200, 92), (188, 106), (172, 106), (160, 92)), 9),
    Region.NECK: (((166, 110), (194, 110), (200, 138), (160, 138)), 5),
    Region.UPPER_ARM: (((122, 152), (99, 160), (90, 232), (119, 232)), 15),
    Region.HAND: (((89, 236), (118, 236), (108, 300), (106, 340), (79, 340), (80, 300)), 13),
    Region.BREATHING: (((152, 142), (208, 142), (235, 158), (230, 224), (130, 224), (125, 158)), 14),
    Region.TRUNK: (((130, 228), (230, 228), (234, 330), (126, 330)), 14),
    Region.THIGH: (((127, 334), (178, 334), (175, 412), (136, 412)), 12),
    Region.FOOT: (((137, 416), (174, 416), (171, 502), (122, 502), (122, 490), (138, 476)), 10),
}
# Where the grade stands; where the label is set: x, baseline of its first line, anchor.
_PLACES: dict[Region, tuple[Corner, tuple[float, float, str]]] = {
    Region.SPEECH: ((180, 43), (222, 32, "start")),
    Region.SWALLOWING: ((180, 95), (215, 84, "start")),
    Region.NECK: ((180, 131), (150, 116, "end")),
    Region.UPPER_ARM: ((107, 200), (86, 153, "end")),
    Region.HAND: ((97, 292), (76, 266, "end")),
    Region.BREATHING: ((180, 191), (180, 166, "middle")),
    Region.TRUNK: ((180, 299), (180, 252, "middle")),
    Region.THIGH: ((154, 380), (120, 360, "end")),
    Region.FOOT: ((154, 458), (120, 440, "end")),
}


@dataclass(frozen=True)
class Shape:
    """``d``: an SVG path in absolute coordinates of a map WIDTH x HEIGHT units."""

    d: str
    grade_at: Corner
    label_at: Corner
    anchor: str

    @property
    def room(self) -> float:
        """How broad a line of the label may be."""
        x, _y = self.label_at
        return {"start": WIDTH - x + EDGE, "middle": WITHIN, "end": x + EDGE}[self.anchor]


def _path(corners: tuple[Corner, ...], radius: float) -> str:
    """A polygon with rounded corners."""
    commands = []
    for n, corner in enumerate(corners):
        a = _towards(corner, corners[n - 1], radius)
        b = _towards(corner, corners[(n + 1) % len(corners)], radius)
        commands.append(f"{'L' if n else 'M'}{a[0]:g},{a[1]:g}Q{corner[0]:g},{corner[1]:g} {b[0]:g},{b[1]:g}")
    return "".join(commands) + "Z"


def _towards(corner: Corner, other: Corner, radius: float) -> Corner:
    length = math.dist(corner, other)
    share = min(radius, length / 2) / length
    return round(corner[0] + (other[0] - corner[0]) * share, 1), round(corner[1] + (other[1] - corner[1]) * share, 1)


def _mirrored(corner: Corner) -> Corner:
    return WIDTH - corner[0], corner[1]


def _shape(cell: Cell) -> Shape:
    corners, radius = _CORNERS[cell.region]
    grade_at, (x, y, anchor) = _PLACES[cell.region]
    if cell.side is Side.RIGHT:
        return Shape(_path(tuple(map(_mirrored, corners)), radius), _mirrored(grade_at), (WIDTH - x, y), "start")
    return Shape(_path(corners, radius), grade_at, (x, y), anchor)


SHAPES = {cell.name: _shape(cell) for cell in CELLS}
