"""Left and right compared: three indices, and the latest known comparison of each limb region. Source: CLINICAL 4.5.

A difference can shrink because the better side fell: whoever shows one shows left and right beside it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clinical.history import Daily, Days, Floats, History, Readings, as_date, week_of
from clinical.vocabulary import Region, Side, Source
from clinical.weekly import comparable_regions, right_minus_left, sides_of, weekly_lower_median

NOTHING = (None, None)
EVEN = 10.0  # laterality index below which two grips are shown as even (CLINICAL 4.5 [P])
GRIP_CHANGED = 0.17  # of a grip: 2.77 times the error of one reading (CLINICAL 5.4)
_PLACE = {str(source): place for place, source in enumerate(sorted(Source))}
GripPairs = tuple[Days, Floats, Floats]


@dataclass(frozen=True)
class Evening:
    """When two sides count as evened: at most ``even`` apart at the last ``now`` comparisons, further apart the same
    way at ``then`` comparisons running, and the stronger side has come down by ``least_fall`` of its median then."""

    even: float
    now: int
    then: int
    least_fall: Callable[[float], float]


GRADES = Evening(even=0, now=2, then=3, least_fall=lambda before: 1)
GRIPS = Evening(even=EVEN, now=1, then=2, least_fall=lambda before: GRIP_CHANGED * before)


@dataclass(frozen=True)
class Asymmetry:
    """What is known of one limb region. Each value carries the day it is from; ``date`` is the latest of these.

    ``evened_by``: the two sides, once uneven, are even now because this side, the stronger one, came down.
    """

    region: Region
    date: dt.date
    grade_difference: int | None = None
    grade_on: dt.date | None = None
    reported: int | None = None
    reported_on: dt.date | None = None
    grip_index: float | None = None
    grip_on: dt.date | None = None
    evened_by: Side | None = None


def laterality_index(right: float, left: float) -> float | None:
    """100 (R - L) / (R + L) of two strengths in kg, -100 to +100, positive where right is stronger; None if both are 0.

    Not for grades, which are ordinal.
    """
    return 100 * (right - left) / (right + left) if right + left else None


def percent_difference(right: float, left: float) -> float | None:
    """100 |R - L| / max(R, L) of two strengths in kg, 0 to 100; None if both are 0."""
    return 100 * abs(right - left) / max(right, left) if right or left else None


def asymmetry(history: History) -> tuple[Asymmetry, ...]:
    """The latest known comparison of each limb region; regions with another cause on either side are left out.

    ``grade_difference`` is R - L of the weekly values of a week in which both sides were answered, ``reported`` the
    person's own comparison (-2 to +2), ``grip_index`` the laterality index of two grips of one day and one source.
    """
    weeks, values = weekly_lower_median(history.weakness.days, history.weakness.values)
    grips = grip_pairs(history)
    found = []
    for region in comparable_regions(history):
        grade, grade_on = _latest_grade(history.weakness, region, weeks, right_minus_left(values, region))
        reported, reported_on = _latest_reported(history.asymmetry, region)
        grip, grip_on = _latest_grip(grips) if region is Region.HAND else NOTHING
        evened = _evened_grades(values, region)
        if region is Region.HAND and evened is None:
            evened = _evened_grips(grips)
        days = [day for day in (grade_on, reported_on, grip_on) if day]
        if days:
            found.append(Asymmetry(region, max(days), grade, grade_on, reported, reported_on, grip, grip_on, evened))
    return tuple(found)


def _evened(left: Floats, right: Floats, apart: Floats, rule: Evening) -> Side | None:
    """The side whose fall made two sides even, from ``left``, ``right`` and ``apart`` (n,), positive where the right is
    stronger: see ``Evening``. The stronger side fell by more than the weaker one rose.
    """
    if len(apart) < rule.now + rule.then or np.any(np.abs(apart[-rule.now :]) > rule.even):
        return None
    for side, strong, weak, ahead in ((Side.LEFT, left, right, -apart), (Side.RIGHT, right, left, apart)):
        running = np.convolve(ahead > rule.even, np.ones(rule.then), "valid") == rule.then
        if running.any():
            start = int(np.flatnonzero(running)[-1])
            then = slice(start, start + rule.then)
            before = float(np.median(strong[then]))
            fall, rise = before - strong[-1], weak[-1] - np.median(weak[then])
            if fall >= rule.least_fall(before) and fall > rise:
                return side
    return None


def _evened_grades(values: Floats, region: Region) -> Side | None:
    left, right = sides_of(values, region)
    known = ~np.isnan(right - left)
    return _evened(left[known], right[known], (right - left)[known], GRADES)


def _evened_grips(grips: GripPairs) -> Side | None:
    _, left, right = grips
    known = left + right > 0
    left, right = left[known], right[known]
    return _evened(left, right, 100 * (right - left) / (right + left), GRIPS)


def _latest_grade(
    weakness: Daily, region: Region, weeks: Days, differences: Floats
) -> tuple[int, dt.date] | tuple[None, None]:
    known = np.flatnonzero(~np.isnan(differences))
    if not known.size:
        return NOTHING
    last = known[-1]
    days = np.concatenate([weakness.column(f"{region}.{side}")[0] for side in Side])
    return int(differences[last]), as_date(days[week_of(days) == weeks[last]].max())


def _latest_reported(comparisons: Daily, region: Region) -> tuple[int, dt.date] | tuple[None, None]:
    days, answers = comparisons.column(region)
    return (int(answers[-1]), as_date(days[-1])) if len(days) else NOTHING


def grip_pairs(history: History) -> GripPairs:
    """Two grips of one day by one source: days (n,) ascending, left and right in kg (n,)."""
    if not history.measurements.keys() >= {"grip.left", "grip.right"}:
        return np.empty(0, "datetime64[D]"), np.empty(0), np.empty(0)
    left, right = history.measurements["grip.left"], history.measurements["grip.right"]
    _, on_left, on_right = np.intersect1d(_said(left), _said(right), assume_unique=True, return_indices=True)
    return left.days[on_left], left.values[on_left], right.values[on_right]


def _said(readings: Readings) -> NDArray[np.int64]:
    """One number for each day and source, ascending with the day."""
    sources = np.array([_PLACE[source] for source in readings.sources], np.int64)
    found: NDArray[np.int64] = readings.days.astype(np.int64) * len(_PLACE) + sources
    return found


def _latest_grip(grips: GripPairs) -> tuple[float | None, dt.date] | tuple[None, None]:
    days, left, right = grips
    return (laterality_index(float(right[-1]), float(left[-1])), as_date(days[-1])) if len(days) else NOTHING
