"""What counts of the answers about each cell: without infections and bad spells, a caregiver's as the person would say.

"Whether" goes by all that counts; "since when" leaves out what was pressed as "no change": it says that nothing is new,
and nobody can tell afterwards whether that was felt. Source: CLINICAL 4.4 [P].
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from clinical.history import Days, Floats, History, as_weeks
from clinical.onset import LEAST_VARIANCE, Fit, fit
from clinical.raters import lows
from clinical.spells import spells
from clinical.vocabulary import CELLS, Cell

HALF = 0.45  # three of seven answers are less; a caregiver's may be about as low as not, and not exactly one half
WEEKS_APART = 60 // 7  # at most 60 days between two Mondays


@dataclass(frozen=True)
class Counted:
    """One cell: ``days`` (n,) ascending, their ``grades`` and whether these are ``low`` (n,), 0 to 1, and ``fresh``
    (n,), not pressed as "no change"; its answered ``weeks`` (w,) by number and which of them are ``bad``: HALF of the
    answers are low, so that the weekly value, the lower median, is LOW or less. ``least``: the least variance of one
    answer."""

    days: Days
    grades: Floats
    low: Floats
    fresh: NDArray[np.bool_]
    weeks: NDArray[np.int64]
    bad: NDArray[np.bool_]
    least: float = LEAST_VARIANCE

    @cached_property
    def since(self) -> np.datetime64 | None:
        """First low day in the earlier of two bad weeks out of three answered ones."""
        bad = np.flatnonzero(self.bad)
        close = (bad[1:] - bad[:-1] <= 2) & (self.weeks[bad[1:]] - self.weeks[bad[:-1]] <= WEEKS_APART)
        if not close.any():
            return None
        week = self.weeks[bad[close.argmax()]]
        found: np.datetime64 = self.days[(as_weeks(self.days) == week) & (self.low >= HALF)][0]
        return found

    @cached_property
    def whole(self) -> Fit | None:
        """The course of all answers; None where too few weeks were answered, or none of the answers is low."""
        return _fitted(self.days, self.low, self.least)

    @cached_property
    def felt(self) -> Fit | None:
        """The same without "no change"."""
        if self.fresh.all():
            return self.whole
        return _fitted(self.days[self.fresh], self.low[self.fresh], self.least)


def counted(history: History) -> dict[Cell, Counted]:
    """By cell, from a history without its infections."""
    weakness, told = history.weakness, history.told
    low, least = lows(weakness, told)
    low[spells(weakness.days, low)] = np.nan
    known = ~np.isnan(low)
    weeks, bad, answered = _weekly(weakness.days, low, known)
    found = {}
    for column, cell in enumerate(CELLS):
        rows, asked = known[:, column], answered[:, column]
        found[cell] = Counted(
            weakness.days[rows],
            weakness.values[rows, column],
            low[rows, column],
            np.ones(np.count_nonzero(rows), bool) if told is None else ~told.same[rows, column],
            weeks[asked],
            bad[asked, column],
            float(least[column]),
        )
    return found


def _weekly(
    days: Days, low: Floats, known: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    """The numbers of the weeks with any entry (w,), and of each cell which are bad and which answered (w, 13)."""
    weeks, starts = np.unique(as_weeks(days), return_index=True)
    if not len(weeks):
        nothing = np.empty((0, low.shape[1]), bool)
        return weeks, nothing, nothing
    answers, weaker = (
        np.add.reduceat(each, starts, axis=0, dtype=float) for each in (known, np.where(known, low, 0.0))
    )
    return weeks, (weaker > 0) & (weaker >= HALF * answers), answers > 0


def _fitted(days: Days, low: Floats, least: float) -> Fit | None:
    return fit(days, low, least) if (low >= 0.5).any() else None
