import datetime as dt

import numpy as np
import pytest

from clinical.asymmetry import Asymmetry, asymmetry, laterality_index, percent_difference
from clinical.history import History, Mark
from clinical.vocabulary import CELL_BY_NAME, Region, Side
from tests.clinical.records import daily, every, on, readings

AT = dt.date(2025, 1, 1)


@pytest.mark.parametrize(
    ("right", "left", "index", "percent"),
    [(30, 20, 20, 100 / 3), (20, 30, -20, 100 / 3), (0, 12, -100, 100), (12, 12, 0, 0), (0, 0, None, None)],
)
def test_strengths_are_compared_by_two_indices(right, left, index, percent):
    assert laterality_index(right, left) == index
    assert percent_difference(right, left) == percent


def test_asymmetry_gives_each_value_with_its_day():
    history = History(
        at=AT,
        weakness=daily("weakness", on("2024-03-04", "2024-03-06"), hand_left=[4, np.nan], hand_right=[np.nan, 2]),
        asymmetry=daily("asymmetry", on("2024-03-11"), hand=[1]),
        measurements={
            "grip.left": readings(on("2024-02-01"), [20]),
            "grip.right": readings(on("2024-02-01"), [30]),
        },
    )

    assert asymmetry(history) == (
        Asymmetry(
            region=Region.HAND,
            date=dt.date(2024, 3, 11),
            grade_difference=-2,
            grade_on=dt.date(2024, 3, 6),
            reported=1,
            reported_on=dt.date(2024, 3, 11),
            grip_index=20,
            grip_on=dt.date(2024, 2, 1),
        ),
    )


def test_asymmetry_needs_both_sides_in_one_week():
    sides = daily("weakness", every(7, 3), foot_left=[4, 3, np.nan], foot_right=[4, np.nan, 1])

    (found,) = asymmetry(History(at=AT, weakness=sides))

    assert (found.region, found.date, found.grade_difference) == (Region.FOOT, dt.date(2024, 1, 1), 0)


def test_asymmetry_of_grips_needs_one_day_and_one_source():
    right = readings(on("2024-02-01", "2024-02-08"), [30, 29])

    def with_left(left):
        return History(at=AT, measurements={"grip.left": left, "grip.right": right})

    assert asymmetry(with_left(readings(on("2024-02-02"), [20]))) == ()
    assert asymmetry(with_left(readings(on("2024-02-08"), [20], "clinician"))) == ()
    (found,) = asymmetry(with_left(readings(on("2024-02-01", "2024-02-09"), [20, 19])))
    assert (found.grip_index, found.date) == (20, dt.date(2024, 2, 1))


def test_asymmetry_of_two_powerless_hands_is_undefined():
    nothing = readings(on("2024-02-01"), [0])

    (found,) = asymmetry(History(at=AT, measurements={"grip.left": nothing, "grip.right": nothing}))

    assert (found.grip_index, found.grip_on) == (None, dt.date(2024, 2, 1))


def test_asymmetry_of_one_measured_hand_is_unknown():
    assert asymmetry(History(at=AT, measurements={"grip.left": readings(on("2024-02-01"), [20])})) == ()


def test_asymmetry_leaves_out_a_region_with_another_cause():
    history = History(
        at=AT,
        weakness=daily("weakness", every(1, 1), hand_left=[1], hand_right=[4], thigh_left=[3], thigh_right=[4]),
        marks=(Mark(CELL_BY_NAME["hand.right"], "other_cause"),),
    )

    assert [found.region for found in asymmetry(history)] == [Region.THIGH]


def test_asymmetry_of_an_empty_record_is_empty():
    assert asymmetry(History(at=AT)) == ()


@pytest.mark.parametrize(
    ("right", "left", "side"),
    [
        ([4, 4, 4, 3, 2, 2], [2, 2, 2, 2, 2, 2], Side.RIGHT),
        ([2, 2, 2, 2, 1, 1], [4, 4, 4, 3, 1, 1], Side.LEFT),
        ([2, 2, 2, 3, 4, 4], [4, 4, 4, 4, 4, 4], None),  # the weaker side rose
        ([4, 4, 3, 4, 2, 2], [3, 3, 3, 3, 2, 2], None),  # uneven, but not at three comparisons running
        ([4, 4, 4, 4, 3, 2], [2, 2, 2, 2, 2, 2], None),  # even only once
        ([3, 3, 3], [3, 3, 3], None),
        ([3], [3], None),
    ],
)
def test_two_sides_even_because_the_stronger_one_fell(right, left, side):
    history = History(at=AT, weakness=daily("weakness", every(7, len(right)), hand_left=left, hand_right=right))

    assert asymmetry(history)[0].evened_by == side


@pytest.mark.parametrize(
    ("right", "left", "side"),
    [
        ([30, 30, 22], [20, 20, 20], Side.RIGHT),
        ([20, 19, 18], [30, 30, 20], Side.LEFT),
        ([30, 30, 27], [20, 20, 27], None),  # the left rose by more
        ([25, 25, 22], [20, 20, 20], None),  # 12 %, which a second reading may differ by
        ([30, 22], [20, 20], None),
        ([0, 0], [0, 0], None),
    ],
)
def test_two_grips_even_because_the_stronger_one_fell(right, left, side):
    days = every(7, len(right))
    history = History(at=AT, measurements={"grip.left": readings(days, left), "grip.right": readings(days, right)})

    assert asymmetry(history)[0].evened_by == side
