"""Whose answers they are: the person's own as they are, a caregiver's by what sets the two apart.

Source: DESIGN 2 (the person's own answer counts first); the difference and how it is used are our own [P].
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clinical.history import Daily, Days, Floats, Told, as_weeks
from clinical.onset import LEAST_VARIANCE, LOW

LEAST_PAIRS = 8  # four weeks of a cell in which both answered
CERTAIN = (0.5, 3.5)  # grades; nearer to an end of the scale both can only say the same


class Lows(NamedTuple):
    """``low`` (n, 13): 1 for a grade of LOW or less, 0 for one above, nan for no answer; between for a caregiver's that
    lies between two grades of the person's. ``least`` (13,): the least variance of one answer of each cell."""

    low: Floats
    least: Floats


def lows(weakness: Daily, told: Told | None) -> Lows:
    """The answers as weaker or not; a caregiver's as the person would be expected to say."""
    apart = 0.0 if told is None or not told.caregiver.any() else difference(weakness, told)
    if told is None or not apart:
        answered = ~np.isnan(weakness.values)
        low = np.where(answered, weakness.values <= LOW, np.nan)
        return Lows(low, np.full(low.shape[1], LEAST_VARIANCE))
    low = np.clip(LOW + 1 - weakness.values + np.where(told.caregiver, apart, 0), 0, 1)
    # At the crossing a grade between two is answered as one of them as often as as the other; a whole one is not.
    between = (1 - 2 * abs(apart - round(apart))) ** 2
    theirs = (told.caregiver & ~np.isnan(low)).sum(axis=0) / np.maximum((~np.isnan(low)).sum(axis=0), 1)
    return Lows(low, LEAST_VARIANCE * (1 - theirs * (1 - between)))


def difference(weakness: Daily, told: Told) -> float:
    """How many grades a caregiver's answers lie above the person's own, over all cells and four weeks in which both
    answered; 0 with fewer than LEAST_PAIRS of them.

    Whether four weeks are CERTAIN is asked of those next to them that both answered about the cell. If they were chosen
    by their own answers, near 4 only those would be in which the two happen to differ.
    """
    own = _by_four_weeks(weakness.days, np.where(told.caregiver, np.nan, weakness.values))
    theirs = _by_four_weeks(told.beside.days, told.beside.values)
    _, ours, others = np.intersect1d(own[0], theirs[0], return_indices=True)
    mine, yours = own[1][ours], theirs[1][others]
    middle, apart = (mine + yours) / 2, yours - mine  # nan where one did not answer
    before, after = _known_before(middle), _known_before(middle[::-1])[::-1]
    beside = (np.where(np.isnan(before), after, before) + np.where(np.isnan(after), before, after)) / 2
    pairs = (beside >= CERTAIN[0]) & (beside <= CERTAIN[1]) & ~np.isnan(apart)
    return float(apart[pairs].mean()) if pairs.sum() >= LEAST_PAIRS else 0.0


def _known_before(values: Floats) -> Floats:
    """The last known value of each column before each row of ``values`` (b, 13), nan where there is none."""
    rows = np.where(np.isnan(values), 0, np.arange(1, len(values) + 1)[:, None])
    last = np.maximum.accumulate(np.pad(rows, ((1, 0), (0, 0)))[:-1], axis=0)
    found: Floats = np.take_along_axis(np.pad(values, ((1, 0), (0, 0)), constant_values=np.nan), last, axis=0)
    return found


def _by_four_weeks(days: Days, values: Floats) -> tuple[NDArray[np.int64], Floats]:
    """The numbers of the four weeks with any entry and the mean answers (b, 13) in them, nan for none."""
    numbers, starts = np.unique(as_weeks(days) // 4, return_index=True)
    known = ~np.isnan(values)
    sums, counts = (np.add.reduceat(each, starts, axis=0) for each in (np.where(known, values, 0), known.astype(float)))
    return numbers, np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
