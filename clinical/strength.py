"""Strength as an examiner grades it: the codes of the MRC scale, the muscles of a visit, and the cell of each.

Source: CLINICAL 5.1 (0-5: *WJO 2017* [T]; the finer codes: *PM&R 2012* [T]; the numbers, the set of muscles and their
cells [P]). A grade of the scale and a person's own grade stand side by side and are never mixed (CLINICAL 5.2).
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clinical.history import Days, Floats
from clinical.vocabulary import CELL_BY_NAME, LIMB_REGIONS, Cell, Region, Side

# A number for storage and order alone: the steps are not equal (CLINICAL 5.1).
MRC: dict[str, float] = {
    "0": 0,
    "1": 1,
    "2": 2,
    "3-": 2.67,
    "3": 3,
    "3+": 3.33,
    "4-": 3.67,
    "4": 4,
    "4+": 4.33,
    "5-": 4.67,
    "5": 5,
}
BESIDE = 28  # days up to a visit in which a person's own grade stands beside it, as on the body map (our rule)
_MINUS = re.compile("[‐‑‒–—−]")


@dataclass(frozen=True)
class Muscle:
    """A muscle group of the standard set, by the movement that is tested; one of the neck has no side."""

    name: str
    region: Region

    @property
    def sides(self) -> tuple[Side | None, ...]:
        """As an examiner writes them down: right first."""
        return (Side.RIGHT, Side.LEFT) if self.region in LIMB_REGIONS else (None,)

    def cell(self, side: Side | None) -> Cell:
        return CELL_BY_NAME[Cell(self.region, side).name]


_SET = {
    Region.NECK: ("neck_flexion", "neck_extension"),
    Region.UPPER_ARM: ("shoulder_abduction", "elbow_flexion", "elbow_extension"),
    Region.HAND: (
        "wrist_extension",
        "finger_extension",
        "finger_flexion",
        "first_dorsal_interosseous",
        "thumb_abduction",
    ),
    Region.THIGH: ("hip_flexion", "knee_extension", "knee_flexion"),
    Region.FOOT: ("ankle_dorsiflexion", "plantar_flexion"),
}
MUSCLES = {name: Muscle(name, region) for region, names in _SET.items() for name in names}  # from head to foot


def mrc(typed: str) -> str:
    """The code that was typed, as it is stored: ``3-`` for ``3−`` and for ``3 -``. Raises ``ValueError``."""
    code = _MINUS.sub("-", "".join(typed.split()))
    if code not in MRC:
        raise ValueError(typed)
    return code


def beside(days: Days, grades: Floats, visits: Sequence[dt.date]) -> Floats:
    """Each column's last grade in the ``BESIDE`` days up to each visit, (v, k); nan where none was given.

    ``days`` (n,) in order, ``grades`` (n, k) on them, nan where a column was not answered.
    """
    found = np.full((len(visits), grades.shape[1]), np.nan)
    for place, visit in enumerate(np.array(visits, "datetime64[D]")):
        first, end = np.searchsorted(days, (visit - BESIDE + 1, visit + 1))
        if first == end:
            continue
        window = grades[first:end]
        answered = ~np.isnan(window)
        columns = np.flatnonzero(answered.any(axis=0))
        last = len(window) - 1 - answered[::-1].argmax(axis=0)
        found[place, columns] = window[last[columns], columns]
    return found
