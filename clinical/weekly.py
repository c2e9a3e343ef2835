"""The record by Monday-Sunday weeks: what the figures draw and what the rules on regions and trends read.

A week without an answer has no value; nothing is carried over. Source: CLINICAL 3.7, 4.4 (weekly value of a cell) [P].
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clinical.history import Days, Floats, History, week_of
from clinical.vocabulary import CELL_NAMES, LIMB_REGIONS, Cell, Region, Side

CRAMPS = ("count", "worst_pain", "woke")
SIGNS = ("breathless_lying_flat", "coughing_with_food", "choking_needed_help", "falls")  # of the weekly questions


@dataclass(frozen=True)
class Weekly:
    """``weeks`` (w,): consecutive Mondays from the first to the last entry; every other array has a row for each.

    ``answered``: days with any check-in. ``weakness`` (w, 13): weekly values in the order of CELLS. ``twitches``:
    median of the day's highest answer (0-3). ``cramps`` and ``fatigue`` by name: medians, of ``worst_pain`` the
    maximum. ``signs`` by name: the gravest answer of the week. By limb region: ``grade_difference``, right minus left,
    and ``reported``, the median of the person's own comparison (-2 left much weaker to +2 right much weaker); nan where
    a side has another cause.
    """

    weeks: Days
    answered: NDArray[np.int64]
    weakness: Floats
    twitches: Floats
    cramps: dict[str, Floats]
    fatigue: dict[str, Floats]
    signs: dict[str, Floats]
    grade_difference: dict[Region, Floats]
    reported: dict[Region, Floats]


def weekly(history: History) -> Weekly:
    """The weekly arrays of a whole record; all empty where nothing was entered."""
    sections = (history.weakness, history.fasciculation, history.fatigue, history.asymmetry, history.signs)
    checked_in = np.unique(np.concatenate([section.days for section in sections]))
    measured = [readings.days for readings in history.measurements.values()]
    weeks = _consecutive_weeks(np.concatenate([checked_in, history.function.days, *measured]))

    weakness = _lower_median(_by_week(history.weakness.days, history.weakness.values, weeks))
    symptoms = history.fasciculation
    highest = np.fmax.reduce(symptoms.values[:, : len(CELL_NAMES)], axis=1)
    answers = _by_week(symptoms.days, np.column_stack([highest, symptoms.values]), weeks)
    medians = dict(zip(("twitches", *symptoms.columns), _median(answers).T, strict=True))
    pain = answers[:, :, 1 + symptoms.columns.index("cramps.worst_pain")]
    fatigue = _median(_by_week(history.fatigue.days, history.fatigue.values, weeks))
    signs = np.fmax.reduce(_by_week(history.signs.days, history.signs.values, weeks), axis=1)
    reported = _median(_by_week(history.asymmetry.days, history.asymmetry.values, weeks))
    comparable = comparable_regions(history)
    nothing = np.full(len(weeks), np.nan)
    return Weekly(
        weeks=weeks,
        answered=np.bincount(_week_numbers(checked_in, weeks), minlength=len(weeks)),
        weakness=weakness,
        twitches=medians["twitches"],
        cramps={name: medians[f"cramps.{name}"] for name in CRAMPS} | {"worst_pain": np.fmax.reduce(pain, axis=1)},
        fatigue=dict(zip(history.fatigue.columns, fatigue.T, strict=True)),
        signs={name: signs[:, history.signs.columns.index(name)] for name in SIGNS},
        grade_difference={
            region: right_minus_left(weakness, region) if region in comparable else nothing for region in LIMB_REGIONS
        },
        reported={
            region: reported[:, history.asymmetry.columns.index(region)] if region in comparable else nothing
            for region in LIMB_REGIONS
        },
    )


def weekly_lower_median(days: Days, values: Floats) -> tuple[Days, Floats]:
    """The weekly value of each column: the median of the week's answers, of an even number the lower middle one.

    ``days`` (n,) unique, ``values`` (n, k) with nan for no answer. Returns the ascending Mondays of the weeks that have
    any answer (w,) and their values (w, k), nan where that column has none. Source: CLINICAL 4.4 [P].
    """
    weeks = _consecutive_weeks(days)
    return _answered(weeks, _lower_median(_by_week(days, values, weeks)))


def weekly_grouped_median(days: Days, values: Floats, least: int) -> tuple[Days, Floats]:
    """As ``weekly_lower_median`` with the median of grouped data, for weeks with at least ``least`` answered days.

    An answer of 4 stands for anything from 3.5 to 4.5: the median m lies as far into that span as the shares of answers
    below m and at m say. A trend needs this: plain medians of whole numbers stand still for months, and then jump.
    """
    weeks = _consecutive_weeks(days)
    answers = _by_week(days, values, weeks)
    count = np.count_nonzero(~np.isnan(answers), axis=1)
    plain = _median(answers)
    below, at = ((compared(answers, plain[:, None, :])).sum(axis=1) for compared in (np.less, np.equal))
    grouped = plain - 0.5 + (count / 2 - below) / np.maximum(at, 1)
    found = np.where((at > 0) & (plain == np.floor(plain)), grouped, plain)
    return _answered(weeks, np.where(count >= least, found, np.nan))


def comparable_regions(history: History) -> tuple[Region, ...]:
    """The limb regions whose two sides may be compared: neither is marked as having another cause (CLINICAL 4.4)."""
    other_cause = {mark.cell.region for mark in history.marks if mark.kind == "other_cause"}
    return tuple(region for region in LIMB_REGIONS if region not in other_cause)


def sides_of(grades: Floats, region: Region) -> tuple[Floats, Floats]:
    """Left and right (n,) of a limb region, from ``grades`` (n, 13) in the order of CELLS."""
    left, right = (grades[:, CELL_NAMES.index(Cell(region, side).name)] for side in (Side.LEFT, Side.RIGHT))
    return left, right


def right_minus_left(grades: Floats, region: Region) -> Floats:
    """The grade difference of a limb region, -4 to +4 (CLINICAL 4.5), from ``grades`` (n, 13) in the order of CELLS."""
    left, right = sides_of(grades, region)
    return right - left


def _consecutive_weeks(days: Days) -> Days:
    if not len(days):
        return np.empty(0, "datetime64[D]")
    first, last = week_of(np.array([days.min(), days.max()]))
    return np.arange(first, last + 1, 7)


def _week_numbers(days: Days, weeks: Days) -> NDArray[np.int64]:
    return (days - weeks[:1]).astype(np.int64) // 7 if len(days) else np.empty(0, np.int64)


def _by_week(days: Days, values: Floats, weeks: Days) -> Floats:
    """The answers (w, 7, k) of each week in ascending order, nan last."""
    answers = np.full((len(weeks), 7, values.shape[1]), np.nan)
    answers[_week_numbers(days, weeks), (days - week_of(days)).astype(np.int64)] = values
    return np.sort(answers, axis=1)


def _ranked(answers: Floats, rank: NDArray[np.int64]) -> Floats:
    return np.take_along_axis(answers, rank[:, None, :], axis=1)[:, 0, :]


def _lower_median(answers: Floats) -> Floats:
    # A week without an answer ranks -1, its last place, which is nan.
    return _ranked(answers, (np.count_nonzero(~np.isnan(answers), axis=1) - 1) // 2)


def _median(answers: Floats) -> Floats:
    count = np.count_nonzero(~np.isnan(answers), axis=1)
    return (_ranked(answers, (count - 1) // 2) + _ranked(answers, count // 2)) / 2


def _answered(weeks: Days, values: Floats) -> tuple[Days, Floats]:
    known = ~np.isnan(values).all(axis=1)
    return weeks[known], values[known]
