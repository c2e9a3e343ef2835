"""Weight: loss, quick drop and body-mass index, from 7-day medians. Source: CLINICAL 7.1 [T, P], 7.3.

One baseline and one weight of a day for rule, figure, sheet and file: the median of the seven days up to it, whoever
weighed.
"""

import datetime as dt
from dataclasses import dataclass
from statistics import median

import numpy as np

from clinical.history import Days, Floats, History, as_date

QUICK = 14  # days
SETTLES_IN = 7  # days of which the median is taken


@dataclass(frozen=True)
class Losses:
    """``days``, ``kg`` and ``percent`` lost of the ``baseline`` (kg), each (n,); ``usual``: the baseline is the weight
    before the illness, else the first one on record. Without any weight the baseline is None where it is not usual."""

    days: Days
    kg: Floats
    percent: Floats
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
    """``baseline`` in kg (``usual`` or of the first day ``since``), and the weight of each day on which one was
    weighed."""

    baseline: float
    usual: bool
    since: dt.date
    days: tuple[WeightOf, ...]

    @property
    def now(self) -> WeightOf:
        return self.days[-1]

    def by(self, day: dt.date) -> WeightOf | None:
        """The last one on or before a day."""
        return next((weight for weight in reversed(self.days) if weight.date <= day), None)


def weekly_medians(history: History) -> tuple[Days, Floats]:
    """For each day with a weight, the median of the weights of the seven days up to it, in kg."""
    if "weight" not in history.measurements:
        return np.empty(0, "datetime64[D]"), np.empty(0)
    readings = history.measurements["weight"]
    days = np.unique(readings.days)
    start = np.searchsorted(readings.days, days - (SETTLES_IN - 1))
    end = np.searchsorted(readings.days, days, side="right")
    values = readings.values.tolist()
    return days, np.array([median(values[i:j]) for i, j in zip(start.tolist(), end.tolist(), strict=True)])


def losses(history: History) -> Losses:
    """Weights and 100 (baseline - weight) / baseline; baseline: the usual weight, else the first median."""
    days, weight = weekly_medians(history)
    first = float(weight[0]) if len(weight) else None
    baseline = history.usual_weight or first
    percent = 100 * (baseline - weight) / baseline if baseline else weight
    return Losses(days, weight, percent, baseline, bool(history.usual_weight))


def recent_drop(history: History) -> tuple[Days, Floats]:
    """How far each weight is below the highest of the 14 days before it, in kg; days with none before are left out."""
    days, weight = weekly_medians(history)
    start = np.searchsorted(days, days - QUICK)
    known = np.flatnonzero(start < np.arange(len(days)))
    return days[known], np.array([weight[start[i] : i].max() - weight[i] for i in known])


def bmi(history: History) -> tuple[Days, Floats]:
    """kg / m2; nothing without a height."""
    days, weight = weekly_medians(history)
    if not history.height:
        return days[:0], weight[:0]
    return days, weight / (history.height / 100) ** 2


def weight(history: History) -> Weight | None:
    """All that is said of a person's weight; None where it was never weighed."""
    lost = losses(history)
    if lost.baseline is None or not len(lost.days):
        return None
    indices = bmi(history)[1]
    known = indices.round(1).tolist() if len(indices) else [None] * len(lost.days)
    said = zip(lost.days, lost.kg.round(2).tolist(), lost.percent.round(1).tolist(), known, strict=True)
    days = tuple(WeightOf(as_date(day), kg, percent + 0.0, index) for day, kg, percent, index in said)
    return Weight(lost.baseline, lost.usual, days[0].date, days)
