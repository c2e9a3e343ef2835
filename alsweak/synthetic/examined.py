"""What an examiner grades at the visits of a made-up life."""

import datetime as dt
from collections.abc import Mapping

import numpy as np

from alsweak.synthetic.course import Floats, Rng
from clinical.strength import MRC, MUSCLES
from clinical.vocabulary import CELL_NAMES

Grades = Mapping[tuple[str, str], str]  # the code by muscle and side
NOISE = 0.15  # of a grade, where a muscle is weak
_CODES, _NUMBERS = tuple(MRC), np.array(list(MRC.values()))


def examined(rng: Rng, strength: Floats, visits: np.ndarray, first: dt.date) -> dict[dt.date, Grades]:
    """``strength`` (n, 13) from 4 to 0, ``visits`` (n,) the days with one, of which ``first`` is the day of the first
    row. The numbers of the two scales lie about as in the rough match of CLINICAL 5.2."""
    keys = [(name, side or "") for name, muscle in MUSCLES.items() for side in muscle.sides]
    cells = [CELL_NAMES.index(muscle.cell(side).name) for muscle in MUSCLES.values() for side in muscle.sides]
    found: dict[dt.date, Grades] = {}
    for day in np.flatnonzero(visits).tolist():
        exact = np.interp(strength[day, cells], [0, 1, 2, 3, 4], [0, 1.5, 3, 4, 5])
        given = exact + rng.normal(0, NOISE, len(exact)) * (exact < 5)
        nearest = np.abs(given[:, None] - _NUMBERS).argmin(axis=1)
        found[first + dt.timedelta(days=day)] = {key: _CODES[code] for key, code in zip(keys, nearest, strict=True)}
    return found
