"""The room's own statistics against those of scipy, which takes a second to import: not among the tests of the room."""

import numpy as np
import pytest

from clinical.slope import least_squares, of_whole_numbers, student95, theil_sen


@pytest.fixture(scope="module")
def stats():
    """Not imported where the tests are collected, which each process does."""
    from scipy import stats

    return stats


def test_theil_sen_equals_scipy(stats):
    random = np.random.default_rng(7)
    compared = 0
    for n in [3, 4, 5, 6, 7, 13, 40, 160] * 10:
        times = np.sort(random.integers(0, 2 * n, n)).astype(float)
        values = np.round(random.normal(40 - 0.5 * times, 2))
        expected = stats.theilslopes(values, times)
        if not np.isnan(expected.low_slope):  # scipy: where ties leave no variance
            found = theil_sen(times, values)
            assert (found.value, found.low, found.high) == (expected.slope, expected.low_slope, expected.high_slope)
            compared += 1
    assert compared > 70


def test_least_squares_equals_scipy(stats):
    random = np.random.default_rng(8)
    for n in [4, 5, 7, 13, 40] * 4:
        times = np.sort(random.permutation(3 * n)[:n]).astype(float)
        values = np.round(random.normal(40 - 0.5 * times, 2))
        expected = stats.linregress(times, values)
        found, fit = of_whole_numbers(times, values), least_squares(times, values)
        assert found.value == pytest.approx(expected.slope)
        assert found.high - found.value == pytest.approx(stats.t.ppf(0.975, n - 2) * expected.stderr, rel=2e-3)
        assert fit.left / (n - 2) / fit.spread == pytest.approx(expected.stderr**2)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4.5, 10, 50])
def test_students_point_is_near_that_of_scipy(stats, freedom):
    assert student95(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=0.005)
