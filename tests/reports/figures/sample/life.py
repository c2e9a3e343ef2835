"""What happened to the made-up person: which part reached which grade in which week, and when nobody answered."""

import datetime as dt

FIRST = dt.date(2023, 1, 2)
WEEKS = 130
AS_OF = dt.date(2025, 6, 27)
SILENT = {*range(31, 35), 58, *range(83, 90), 112}  # weeks without any answer

# For each cell: the week from which it has each lower grade.
STEPS = {
    "hand.left": {8: 3, 40: 2, 78: 1, 118: 0},
    "upper_arm.left": {22: 3, 64: 2, 105: 1},
    "hand.right": {37: 3, 80: 2},
    "upper_arm.right": {66: 3, 110: 2},
    "foot.left": {54: 3, 98: 2},
    "thigh.left": {76: 3},
    "foot.right": {92: 3},
    "trunk": {100: 3},
    "speech": {116: 3},
    "swallowing": {124: 3},
}
LOW_ONCE = {"hand.left": (5,), "hand.right": (33, 35), "neck": (90,), "foot.left": (51,)}


def grade(cell: str, week: int) -> int | None:
    if week in SILENT or (cell in ("neck", "trunk") and week % 4):
        return None
    reached = [grade for start, grade in STEPS.get(cell, {}).items() if week >= start]
    usual = min(reached, default=4)
    return max(0, usual - 1) if week in LOW_ONCE.get(cell, ()) else usual


def monday(week: int) -> dt.date:
    return FIRST + dt.timedelta(weeks=week)


def onset_of(cell: str) -> dt.date:
    return monday(min(STEPS[cell])) + dt.timedelta(days=2)
