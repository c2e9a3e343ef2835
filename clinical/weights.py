"""Weight: loss, quick drop and body-mass index, from 7-day medians, each kind of scale by itself. Source: CLINICAL 7.1
[T, P], 7.3, 7.4.

One baseline and one weight of a day for rule, figure, sheet and file: the median of the seven days up to it on that
kind of scale, whoever weighed.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

import numpy as np
from numpy.typing import NDArray

from clinical.history import Days, Floats, History, Readings, starts_of
from clinical.vocabulary import Source

QUICK = 14  # days
SETTLES_IN = 7  # days of which the median is taken
TOGETHER = 28  # days; weights further apart are not taken together


class Scale(StrEnum):
    """Where somebody was weighed: two scales, and what is worn on them, may be kilograms apart."""

    HOME = "home"
    CLINIC = "clinic"


@dataclass(frozen=True)
class Losses:
    """``days``, ``kg`` and ``percent`` lost of the ``baseline`` (kg), each (n,), on one kind of scale; ``usual``: the
    baseline is the weight before the illness, else the first one on that scale. ``several`` (n,): the median is of two
    weights or more. Without any weight the baseline is None where it is not usual."""

    days: Days
    kg: Floats
    percent: Floats
    several: NDArray[np.bool_]
    baseline: float | None
    usual: bool


@dataclass(frozen=True)
class WeightOf:
    """The weight that counts for one day, in kg, and what it says: per cent lost (negative: gained), kg / m2."""

    date: dt.date
    kg: float
    lost: float
    bmi: float | None = None


@dataclass(frozen=True)
class Weight:
    """On one kind of scale: ``baseline`` in kg (``usual`` or of the first day ``since``), and the weight of each day on
    which one was weighed."""

    baseline: float
    usual: bool
    since: dt.date
    days: tuple[WeightOf, ...]
    scale: Scale = Scale.HOME

    @property
    def now(self) -> WeightOf:
        return self.days[-1]

    def by(self, day: dt.date) -> WeightOf | None:
        """The last one on or before a day."""
        return next((weight for weight in reversed(self.days) if weight.date <= day), None)


def scale_of(source: str) -> Scale:
    return Scale.CLINIC if source == Source.CLINICIAN else Scale.HOME


def _readings(history: History, scale: Scale) -> tuple[Days, Floats]:
    readings = history.measurements.get("weight", Readings(np.empty(0, "datetime64[D]"), np.empty(0), ()))
    ours = np.array([source == Source.CLINICIAN for source in readings.sources], bool) == (scale is Scale.CLINIC)
    return readings.days[ours], readings.values[ours]


def weekly_medians(history: History, scale: Scale) -> tuple[Days, Floats, NDArray[np.int64]]:
    """For each day with a weight on this kind of scale, the median of the weights of the seven days up to it, in kg,
    and how many they are, each (n,)."""
    taken, values = _readings(history, scale)
    days = taken[starts_of(taken)]
    start = np.searchsorted(taken, days - (SETTLES_IN - 1))
    end = np.searchsorted(taken, days, side="right")
    kg, found = values.tolist(), values[start]
    for n in np.flatnonzero(end - start > 1).tolist():
        found[n] = median(kg[start[n] : end[n]])
    return days, found, end - start


def losses(history: History, scale: Scale) -> Losses:
    """Weights and 100 (baseline - weight) / baseline; baseline: the usual weight, else the first median."""
    days, kg, count = weekly_medians(history, scale)
    first = float(kg[0]) if len(kg) else None
    baseline = history.usual_weight or first
    percent = 100 * (baseline - kg) / baseline if baseline else kg
    return Losses(days, kg, percent, count > 1, baseline, bool(history.usual_weight))


def recent_drop(lost: Losses) -> tuple[Days, Floats]:
    """How far each weight is below the highest of the 14 days before it, in kg; days with none before are left out.

    Both are of two weights or more: where seven days hold one, its mean with the median before, at most 28 days
    earlier, counts; without that it is left out.
    """
    days, kg, sure = lost.days, lost.kg.copy(), lost.several.copy()
    alone = np.flatnonzero(~sure[1:] & (np.diff(days) <= np.timedelta64(TOGETHER, "D"))) + 1
    kg[alone] = (lost.kg[alone] + lost.kg[alone - 1]) / 2
    sure[alone] = True
    days, weights = days[sure], kg[sure].tolist()
    start = np.searchsorted(days, days - QUICK).tolist()
    known = [i for i, first in enumerate(start) if first < i]
    return days[known], np.array([max(weights[start[i] : i]) - weights[i] for i in known], float)


def bmi(height: float | None, kg: Floats) -> Floats:
    """kg / m2 of weights (n,); empty without a height (cm)."""
    return kg / (height / 100) ** 2 if height else kg[:0]


def weights(history: History) -> tuple[Weight, ...]:
    """All that is said of a person's weight, on each kind of scale on which it was ever taken. The first is the one to
    speak of: that at home, unless its last weight is over four weeks older than the clinic's."""
    home, clinic = (_weight(history, scale) for scale in Scale)
    if home and clinic and (clinic.now.date - home.now.date).days > TOGETHER:
        return clinic, home
    return tuple(weight for weight in (home, clinic) if weight)


def _weight(history: History, scale: Scale) -> Weight | None:
    lost = losses(history, scale)
    if lost.baseline is None or not len(lost.days):
        return None
    indices = bmi(history.height, lost.kg)
    known = indices.round(1).tolist() if len(indices) else [None] * len(lost.days)
    said = zip(lost.days.tolist(), lost.kg.round(2).tolist(), lost.percent.round(1).tolist(), known, strict=True)
    days = tuple(WeightOf(day, kg, percent + 0.0, index) for day, kg, percent, index in said)
    return Weight(lost.baseline, lost.usual, days[0].date, days, scale)
