"""Home weights: loss, quick drop and body-mass index, from 7-day medians. Source: CLINICAL 7.1 [T, P], 7.3."""

from statistics import median

import numpy as np

from clinical.history import Days, Floats, History

QUICK = 14  # days


def weekly_medians(history: History) -> tuple[Days, Floats]:
    """For each day with a weight, the median of the weights of the seven days up to it, in kg."""
    if "weight" not in history.measurements:
        return np.empty(0, "datetime64[D]"), np.empty(0)
    readings = history.measurements["weight"]
    days = np.unique(readings.days)
    start, end = np.searchsorted(readings.days, days - 6), np.searchsorted(readings.days, days, side="right")
    values = readings.values.tolist()
    return days, np.array([median(values[i:j]) for i, j in zip(start.tolist(), end.tolist(), strict=True)])


def loss_percent(history: History) -> tuple[Days, Floats, Floats]:
    """Days, weights and 100 (baseline - weight) / baseline; baseline: the usual weight, else the first one logged."""
    days, weight = weekly_medians(history)
    baseline = history.usual_weight or weight[:1]
    return days, weight, 100 * (baseline - weight) / baseline


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
