import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.slope import Slope, adjusted, least_squares, standard_error, theil_sen, with_known_error

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
    assert least_squares(MONTHLY, TOTALS) == pytest.approx(-1.0)


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


def test_known_error_gives_the_interval_of_a_few_totals():
    quarterly = np.array([0.0, 3, 6])

    found = with_known_error(quarterly, np.array([44.0, 41, 38]))

    assert (found.value, found.low, found.high) == pytest.approx((-1.0, -1.83, -0.17), abs=0.005)


@pytest.mark.parametrize(("error", "value", "sd"), [(0.80, -1.30, 0.48), (0.34, -1.73, 0.30)])
def test_adjusted_slope_leans_on_its_own_data_as_far_as_they_carry(error, value, sd):
    found = adjusted(-2.0, error)

    assert (found.value, found.sd) == pytest.approx((value, sd), abs=0.005)
