from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.autocorrelation import widening
from clinical.slope import theil_sen

WEEKS = np.arange(40.0)


def leaning(random: np.random.Generator, rho: float, weeks: int = 60) -> np.ndarray:
    """Weeks of SD 1, each leaning on the one before by ``rho``."""
    shocks = random.normal(0, 1, weeks)
    for week in range(1, weeks):
        shocks[week] = rho * shocks[week - 1] + (1 - rho**2) ** 0.5 * shocks[week]
    return shocks


def left_widening(weeks: np.ndarray, values: np.ndarray, slope: float) -> float:
    return widening(weeks, values - slope * weeks)


def test_weeks_that_lean_on_one_another_widen_more():
    independent, together = (
        np.median([widening(np.arange(60.0), leaning(np.random.default_rng(seed), rho)) for seed in range(30)])
        for rho in (0.0, 0.7)
    )

    assert 1 <= independent < 1.7 < 2.2 < together < 3.5


def test_weeks_far_apart_hardly_lean_on_one_another():
    values = leaning(np.random.default_rng(4), 0.7, 40)

    assert widening(WEEKS * 6, values) < 1.2 < widening(WEEKS, values)


def test_values_on_a_line_are_taken_for_usual():
    assert widening(WEEKS, np.zeros(40)) == pytest.approx(1.589, abs=0.01)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 20), min_size=4, max_size=30), st.sets(st.integers(0, 60), min_size=30, max_size=30))
def test_widening_is_never_below_one(values, weeks):
    assert widening(np.array(sorted(weeks))[: len(values)].astype(float), np.array(values) / 2) >= 1


def test_range_of_leaning_weeks_holds_the_slope_as_often_as_it_says():
    random = np.random.default_rng(12)
    weeks = np.arange(52.0)
    held = {True: 0, False: 0}
    for _ in range(60):
        values = 4 + 0.01 * weeks + leaning(random, 0.6, 52)
        for widened in held:
            wider = partial(left_widening, weeks, values) if widened else None
            found = theil_sen(weeks, values, wider)
            held[widened] += found.low <= 0.01 <= found.high

    assert held[True] >= 54 > 45 >= held[False]
