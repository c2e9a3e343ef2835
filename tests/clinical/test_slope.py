import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.slope import (
    SEM,
    Slope,
    adjusted,
    least_squares,
    moderated,
    of_whole_numbers,
    standard_error,
    student95,
    theil_sen,
)

MONTHLY = np.arange(7.0)
TOTALS = np.array([41.0, 40, 40, 38, 33, 37, 36])

points = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 48)), min_size=3, max_size=20).filter(
    lambda found: len({time for time, _ in found}) > 1
)


def columns(found):
    times, values = np.array(found, float).T
    return times, values


def test_theil_sen_of_the_worked_check():
    assert theil_sen(MONTHLY, TOTALS) == Slope(-1.0, -2.0, -0.5)


def test_theil_sen_withstands_one_bad_visit():
    once_wrong = np.where(MONTHLY == 3, 10, 41 - MONTHLY)

    assert theil_sen(MONTHLY, once_wrong).value == -1


def test_theil_sen_leaves_out_pairs_of_one_time():
    assert theil_sen(np.array([0.0, 0, 1]), np.array([40.0, 30, 30])).value == -5


def test_theil_sen_of_one_time_is_refused():
    with pytest.raises(ValueError, match="all values are from one time"):
        theil_sen(np.zeros(3), np.arange(3.0))


def test_theil_sen_of_values_that_never_change_has_no_width():
    assert theil_sen(np.array([0.0, 1, 2, 2, 3]), np.full(5, 12.0)) == Slope(0, 0, 0)


@settings(max_examples=50)
@given(points, st.randoms(use_true_random=False))
def test_theil_sen_does_not_depend_on_the_order_of_visits(found, random):
    shuffled = random.sample(found, len(found))

    assert theil_sen(*columns(shuffled)) == theil_sen(*columns(found))


@settings(max_examples=50)
@given(points, st.integers(-10_000, 10_000))
def test_theil_sen_does_not_depend_on_the_calendar(found, shift):
    times, values = columns(found)

    assert theil_sen(times + shift, values) == theil_sen(times, values)


def test_least_squares_of_the_worked_check():
    fit = least_squares(MONTHLY, TOTALS)

    assert (fit.slope, fit.left, fit.spread) == pytest.approx((-1.0, 132 / 7, 28.0))


def test_theil_sen_and_least_squares_agree_about_one_line():
    values = 41 - 0.75 * MONTHLY

    assert theil_sen(MONTHLY, values).value == pytest.approx(moderated(MONTHLY, values).value)


def test_moderated_range_weighs_the_scatter_against_the_known_error():
    """s² = (18.857 + 6 · 3.24) / 11 = 3.482; 2.201 · √(3.482 / 28) = 0.776."""
    found = moderated(MONTHLY, TOTALS)

    assert (found.value, found.low, found.high) == pytest.approx((-1.0, -1.776, -0.224), abs=0.001)


def test_totals_on_a_line_are_not_taken_for_sure():
    found = moderated(MONTHLY, 41 - MONTHLY)

    assert found.high - found.value == pytest.approx(student95(11) * SEM * (6 / 11 / 28) ** 0.5)


def test_range_of_whole_numbers_is_students_with_what_rounding_leaves_at_least():
    """The three scores leave squares of 1/6 with one degree of freedom, four on a line leave none."""
    few, line = of_whole_numbers(MONTHLY[:3], np.array([12.0, 12, 11])), of_whole_numbers(MONTHLY[:4], 12 - MONTHLY[:4])

    assert (few.value, few.high - few.value) == pytest.approx((-0.5, student95(1) * (1 / 6 / 2) ** 0.5))
    assert (line.value, line.high - line.value) == pytest.approx((-1.0, student95(2) * (1 / 12 / 5) ** 0.5))


@settings(max_examples=50)
@given(points)
def test_ranges_of_least_squares_are_never_without_width(found):
    for ranged in (moderated, of_whole_numbers):
        slope = ranged(*columns(found))

        assert slope.low < slope.value < slope.high


@pytest.mark.parametrize(
    ("freedom", "point"), [(1, 12.706), (2, 4.303), (3, 3.182), (5, 2.571), (10, 2.228), (30, 2.042), (1000, 1.962)]
)
def test_students_point_is_that_of_the_tables(freedom, point):
    assert student95(freedom) == pytest.approx(point, abs=0.005)


@pytest.mark.parametrize(
    ("months", "error"),
    [
        ([0, 1, 2], 1.27),
        ([0, 1, 2, 3], 0.80),
        ([0, 1, 2, 3, 4], 0.57),
        ([0, 0.5, 1, 1.5, 2, 2.5, 3], 0.68),
        ([0, 1, 2, 3, 4, 5, 6], 0.34),
        ([0, 3, 6], 0.42),
        ([0, 3, 6, 9], 0.27),
        ([0, 3, 6, 9, 12], 0.19),
        (range(13), 0.13),
    ],
)
def test_standard_error_counts_span_more_than_visits(months, error):
    assert standard_error(np.array(months, float)) == pytest.approx(error, abs=0.005)


def test_standard_error_without_a_span_is_boundless():
    assert standard_error(np.zeros(2)) == np.inf


@pytest.mark.parametrize(("error", "value", "sd"), [(0.80, -1.30, 0.48), (0.34, -1.73, 0.30)])
def test_adjusted_slope_leans_on_its_own_data_as_far_as_they_carry(error, value, sd):
    found = adjusted(-2.0, error)

    assert (found.value, found.sd) == pytest.approx((value, sd), abs=0.005)
