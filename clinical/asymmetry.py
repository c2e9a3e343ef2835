"""Left and right compared: three indices, and the latest known comparison of each limb region. Source: CLINICAL 4.5.

A difference can shrink because the better side fell: whoever shows one shows left and right beside it.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from clinical.history import Daily, Days, Floats, History, Readings, as_date, week_of
from clinical.vocabulary import Region, Side
from clinical.weekly import comparable_regions, right_minus_left, weekly_lower_median

NOTHING = (None, None)


@dataclass(frozen=True)
class Asymmetry:
    """What is known of one limb region. Each value carries the day it is from; ``date`` is the latest of these."""

    region: Region
    date: dt.date
    grade_difference: int | None = None
    grade_on: dt.date | None = None
    reported: int | None = None
    reported_on: dt.date | None = None
    grip_index: float | None = None
    grip_on: dt.date | None = None


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
    found = []
    for region in comparable_regions(history):
        grade, grade_on = _latest_grade(history.weakness, region, weeks, right_minus_left(values, region))
        reported, reported_on = _latest_reported(history.asymmetry, region)
        grip, grip_on = _latest_grip(history.measurements) if region is Region.HAND else NOTHING
        days = [day for day in (grade_on, reported_on, grip_on) if day]
        if days:
            found.append(Asymmetry(region, max(days), grade, grade_on, reported, reported_on, grip, grip_on))
    return tuple(found)


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


def _latest_grip(measurements: dict[str, Readings]) -> tuple[float | None, dt.date] | tuple[None, None]:
    if not measurements.keys() >= {"grip.left", "grip.right"}:
        return NOTHING
    left, right = (
        dict(zip(zip(grip.days.tolist(), grip.sources, strict=True), grip.values.tolist(), strict=True))
        for grip in (measurements["grip.left"], measurements["grip.right"])
    )
    both = left.keys() & right.keys()
    if not both:
        return NOTHING
    latest = max(both)
    return laterality_index(right[latest], left[latest]), latest[0]
