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
            grade_since=dt.date(2024, 3, 4),
            grip_since=dt.date(2024, 2, 1),
            grip_beyond=20 - 100 / 21,
        ),
    )


def hands(days, left, right) -> Asymmetry:
    (found,) = asymmetry(History(at=AT, weakness=daily("weakness", days, hand_left=left, hand_right=right)))
    return found


@pytest.mark.parametrize(
    ("right", "difference"),
    [
        ([4, 4, 4, 3], 0),  # one day of four
        ([4, 4, 3, 3], -1),  # as many days with it as without
        ([4, 3, 3, 3], -1),
        ([2, 2, 3, 3], -2),  # between one and two
    ],
)
def test_grades_are_compared_by_the_middle_of_the_differences(right, difference):
    assert hands(every(7, 4), [4] * 4, right).grade_difference == difference


def test_grades_of_four_weeks_are_compared_and_no_older_ones():
    found = hands(every(7, 9), [4] * 9, [1, 1, 1, 1, 1, 4, 4, 4, 4])

    assert found.grade_difference == 0
    assert (found.grade_since, found.grade_on) == (dt.date(2024, 2, 5), dt.date(2024, 2, 26))


def test_one_bad_week_of_daily_answers_makes_no_difference():
    assert hands(every(1, 28), [4] * 28, [4] * 21 + [3] * 7).grade_difference == 0


def test_days_on_which_one_side_was_answered_are_compared_by_the_week():
    sides = ([4, np.nan, 4, np.nan], [np.nan, 3, np.nan, 3])

    assert hands(on("2024-01-01", "2024-01-02", "2024-01-08", "2024-01-09"), *sides).grade_difference == -1
    assert hands(
        on("2024-01-01", "2024-01-02", "2024-01-08", "2024-01-10"), [4, 4, 4, np.nan], [4, np.nan, np.nan, 1]
    ) == (
        Asymmetry(
            Region.HAND,
            dt.date(2024, 1, 10),
            grade_difference=0,
            grade_on=dt.date(2024, 1, 10),
            grade_since=dt.date(2024, 1, 1),
        )
    )


def gripped(days, left, right, writing_hand=None) -> Asymmetry:
    measured = {"grip.left": readings(days, left), "grip.right": readings(days, right)}
    (found,) = asymmetry(History(at=AT, measurements=measured, writing_hand=writing_hand))
    return found


def test_grips_are_compared_by_the_middle_of_the_last_four_pairs():
    found = gripped(every(7, 6), [20] * 6, [90, 90, 20, 22, 24, 60])

    assert found.grip_index == pytest.approx((100 * 2 / 42 + 100 * 4 / 44) / 2)
    assert (found.grip_since, found.grip_on) == (dt.date(2024, 1, 15), dt.date(2024, 2, 5))


def test_pairs_of_grips_that_are_three_months_older_do_not_count():
    found = gripped(on("2024-01-01", "2024-02-01", "2024-06-01"), [20, 20, 20], [10, 10, 20])

    assert (found.grip_index, found.grip_since) == (0, dt.date(2024, 6, 1))


@pytest.mark.parametrize(
    ("right", "writing_hand", "beyond"),
    [
        (22, Side.RIGHT, 0),
        (20, Side.RIGHT, -100 / 21),
        (22, Side.LEFT, 100 / 21),
        (22, None, 0),
        (21, None, 0),
        (18, None, -200 / 38),
        (30, None, 20 - 100 / 21),
    ],
)
def test_a_right_handers_tenth_is_no_weakness(right, writing_hand, beyond):
    found = gripped(on("2024-02-01"), [20], [right], writing_hand)

    assert (found.grip_beyond, found.writing_hand) == (pytest.approx(beyond), writing_hand)


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
        ([4, 4, 4, 3, 2, 2, 2], [2, 2, 2, 2, 2, 2, 2], Side.RIGHT),
        ([2, 2, 2, 2, 1, 1, 1], [4, 4, 4, 3, 1, 1, 1], Side.LEFT),
        ([2, 2, 2, 3, 4, 4], [4, 4, 4, 4, 4, 4], None),  # the weaker side rose
        ([4, 4, 3, 4, 2, 2], [3, 3, 3, 3, 2, 2], None),  # uneven, but not at three comparisons running
        ([4, 4, 4, 4, 3, 2], [2, 2, 2, 2, 2, 2], None),  # even only once
        ([4, 4, 4, 3, 2, 2], [2, 2, 2, 2, 2, 2], None),  # the middle of four weeks is not even yet
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
        ([30, 30, 22, 22, 22], [20, 20, 20, 20, 20], Side.RIGHT),
        ([30, 30, 22], [20, 20, 20], None),  # the middle of the pairs is not even yet,
        ([20, 19, 18, 18, 18], [30, 30, 20, 20, 20], Side.LEFT),
        ([30, 30, 27, 27, 27], [20, 20, 27, 27, 27], None),  # the left rose by more
        ([36, 36, 32, 32, 32], [25, 25, 25, 25, 25], None),  # 11 %, which a second reading may differ by
        ([30, 22], [20, 20], None),
        ([0, 0], [0, 0], None),
    ],
)
def test_two_grips_even_because_the_stronger_one_fell(right, left, side):
    days = every(7, len(right))
    history = History(at=AT, measurements={"grip.left": readings(days, left), "grip.right": readings(days, right)})

    assert asymmetry(history)[0].evened_by == side
