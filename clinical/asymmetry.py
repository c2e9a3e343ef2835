"""Left and right compared: three indices, and the latest known comparison of each limb region. Source: CLINICAL 4.5.

A difference can shrink because the better side fell: whoever shows one shows left and right beside it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, copysign
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clinical.history import Daily, Days, Floats, History, Readings, as_date
from clinical.vocabulary import Region, Side, Source
from clinical.weekly import comparable_regions, right_minus_left, sides_of, weekly_lower_median

NOTHING = (None, None)
WEEKS = 4  # of grades, from whose middle difference two sides are compared
PAIRS, PAIRS_DAYS = 4, 91  # the last so many pairs of grips, no older than that before the last one
EVEN, CLEAR = 10.0, 20.0  # laterality index below which two grips are even, above which clearly not (CLINICAL 4.5 [P])
DOMINANCE = 100 * 0.1 / 2.1  # laterality index where the right hand is a tenth stronger (CLINICAL 4.5 [O])
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

    ``grade_difference`` is of the days from ``grade_since`` to ``grade_on``, ``grip_index`` of the pairs from
    ``grip_since`` to ``grip_on``, and ``grip_beyond`` what the ``writing_hand`` leaves of it. ``evened_by``: the two
    sides, once uneven, are even now because this side, the stronger one, came down.
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
    grade_since: dt.date | None = None
    grip_since: dt.date | None = None
    grip_beyond: float | None = None
    writing_hand: Side | None = None


def laterality_index(right: float, left: float) -> float | None:
    """100 (R - L) / (R + L) of two strengths in kg, -100 to +100, positive where right is stronger; None if both are 0.

    Not for grades, which are ordinal.
    """
    return 100 * (right - left) / (right + left) if right + left else None


def percent_difference(right: float, left: float) -> float | None:
    """100 |R - L| / max(R, L) of two strengths in kg, 0 to 100; None if both are 0."""
    return 100 * abs(right - left) / max(right, left) if right or left else None


def beyond_dominance(index: Floats, writing_hand: Side | None) -> Floats:
    """What the writing hand leaves of laterality indices (n,): right-handers are about a tenth stronger on the right,
    left-handers about even (CLINICAL 4.5 [O]). Where it isn't known, up to that much on the right may be due to it."""
    if writing_hand is None:
        return index - np.clip(index, 0, DOMINANCE)
    return index - DOMINANCE if writing_hand is Side.RIGHT else index


def asymmetry(history: History) -> tuple[Asymmetry, ...]:
    """The latest known comparison of each limb region; regions with another cause on either side are left out.

    ``grade_difference`` is the middle R - L of four weeks, ``reported`` the person's own comparison (-2 to +2),
    ``grip_index`` the middle laterality index of the last four pairs of grips of one day and one source.
    """
    weeks, values = weekly_lower_median(history.weakness.days, history.weakness.values)
    grips = grip_pairs(history)
    found = []
    for region in comparable_regions(history):
        reported, reported_on = _latest_reported(history.asymmetry, region)
        one = Asymmetry(region, history.at, reported=reported, reported_on=reported_on)
        one = replace(one, **_graded(history.weakness, region, weeks, values))
        if region is Region.HAND:
            one = replace(one, **_gripped(grips, history.writing_hand))
        days = [day for day in (one.grade_on, one.reported_on, one.grip_on) if day]
        if days:
            evened = _evened_grades(values, region) if one.grade_difference == 0 else None
            if evened is None and one.grip_beyond is not None and abs(one.grip_beyond) < EVEN:
                evened = _evened_grips(grips, history.writing_hand)
            found.append(replace(one, date=max(days), evened_by=evened))
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


def _evened_grips(grips: GripPairs, writing_hand: Side | None) -> Side | None:
    _, left, right = _with_strength(grips)
    return _evened(left, right, beyond_dominance(_indices(left, right), writing_hand), GRIPS)


def _graded(weakness: Daily, region: Region, weeks: Days, values: Floats) -> dict[str, Any]:
    """The middle difference of the days on which both sides were answered, or where there is none, of the weeks: of the
    four weeks up to the last in which both were. Half a grade counts as one: there are as many days with it as without.
    """
    weekly = right_minus_left(values, region)
    known = np.flatnonzero(~np.isnan(weekly))
    if not known.size:
        return {}
    last = weeks[known[-1]]
    first = last - 7 * (WEEKS - 1)
    rows = (weakness.days >= first) & (weakness.days < last + 7)
    left, right = sides_of(weakness.values[rows], region)
    apart = (right - left)[~np.isnan(right - left)]
    if not apart.size:
        apart = weekly[known[weeks[known] >= first]]
    middle = float(np.median(apart))
    days = weakness.days[rows][~(np.isnan(left) & np.isnan(right))]
    return {
        "grade_difference": int(copysign(ceil(abs(middle)), middle)),
        "grade_since": as_date(days[0]),
        "grade_on": as_date(days[-1]),
    }


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


def _gripped(grips: GripPairs, writing_hand: Side | None) -> dict[str, Any]:
    days, left, right = grips
    if not len(days):
        return {}
    last = as_date(days[-1])
    found: dict[str, Any] = {"grip_on": last, "grip_since": last, "writing_hand": writing_hand}
    days, left, right = _with_strength(grips)
    if not len(days) or as_date(days[-1]) < last:
        return found  # the last pair has no index: both hands were without strength
    few = slice(max(len(days) - PAIRS, int(np.searchsorted(days, days[-1] - PAIRS_DAYS))), None)
    index = np.median(_indices(left[few], right[few]), keepdims=True)
    beyond = beyond_dominance(index, writing_hand)
    return found | {"grip_since": as_date(days[few][0]), "grip_index": float(index[0]), "grip_beyond": float(beyond[0])}


def _with_strength(grips: GripPairs) -> GripPairs:
    """The pairs that have an index: not both hands are without strength."""
    days, left, right = grips
    known = left + right > 0
    return days[known], left[known], right[known]


def _indices(left: Floats, right: Floats) -> Floats:
    return 100 * (right - left) / (right + left)
