import datetime as dt
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.history import Days, Floats
from clinical.onset import _explained, onset_interval
from tests.clinical.records import every

Interval = tuple[dt.date | None, dt.date] | None


def interval(*grades: float, step: int = 7) -> Interval:
    """Of answers every Monday from 1 January 2024 on."""
    return onset_interval(every(step, len(grades)), np.array(grades, float))


def day(number: int) -> dt.date:
    return dt.date(2024, 1, 1) + dt.timedelta(number)


def non_increasing(values: Floats, weights: Floats) -> Floats:
    """The fit by its definition: the least of the highest weighted means."""
    n = len(values)
    mean = [
        [np.average(values[i : j + 1], weights=weights[i : j + 1]) if i <= j else 0 for j in range(n)] for i in range(n)
    ]
    return np.array([min(max(mean[i][j] for j in range(k, n)) for i in range(k + 1)) for k in range(n)])


def test_clear_step_is_bounded_by_the_weeks_around_it():
    assert interval(*[4] * 10, *[2] * 10) == (day(56), day(70))  # the last 4 may be a slip, a first 2 hardly


def test_slow_crossing_has_a_wider_interval_than_a_fast_one():
    slow = interval(*[4] * 6, *[4, 3] * 6, *[3] * 6)
    fast = interval(*[4] * 11, 4, 3, *[3] * 11)

    assert slow[0] < fast[0] < fast[1] < slow[1]
    assert fast[1] - fast[0] == dt.timedelta(21)


def test_more_answers_a_week_narrow_the_interval():
    weekly, daily = interval(*[4] * 12, *[3] * 12), interval(*[4] * 84, *[3] * 84, step=1)

    assert daily[1] - daily[0] < weekly[1] - weekly[0]


def test_one_slip_hardly_moves_the_interval():
    steady = interval(*[4] * 70, *[2] * 70, step=1)
    slipped = interval(*[4] * 30, 0, *[4] * 39, *[2] * 70, step=1)

    assert steady == slipped == (day(66), day(73))


def test_crossing_before_the_first_answer_leaves_the_low_end_open():
    assert interval(3, 4, 3, 3, 3, 3, 3, 3) == (None, day(35))


def test_high_end_is_at_latest_the_last_answer():
    assert interval(*[4] * 20, 3, 3)[1] == day(147)


@pytest.mark.parametrize(("weeks", "known"), [(5, False), (6, True)])
def test_interval_needs_six_answered_weeks(weeks, known):
    assert (interval(4, 4, *[2] * (weeks - 2)) is not None) == known


def test_interval_says_nothing_of_no_answers():
    assert onset_interval(every(7, 0), np.empty(0)) is None


def test_week_without_an_answer_changes_nothing_but_time():
    days = every(7, 20)
    grades = np.array([4.0] * 10 + [2.0] * 10)
    kept = np.delete(np.arange(20), [3, 15])

    assert onset_interval(days[kept], grades[kept]) == onset_interval(days, grades)


weeks = st.lists(st.tuples(st.integers(-14, 2), st.integers(1, 7)), min_size=1, max_size=12)


@settings(max_examples=40)
@given(weeks)
def test_one_pass_explains_what_every_prefix_fit_explains(answers):
    sums, weights = np.array(answers, float).T
    values = sums / weights

    expected = [0.0]
    for end in range(1, len(values) + 1):
        fit = np.maximum(non_increasing(values[:end], weights[:end]), 0)
        expected.append(weights[:end] @ (values[:end] ** 2 - (values[:end] - fit) ** 2))

    np.testing.assert_allclose(_explained(values, weights)[0], expected, atol=1e-9)


@settings(max_examples=40)
@given(weeks)
def test_levels_are_those_of_the_free_fit(answers):
    sums, weights = np.array(answers, float).T
    _, levels = _explained(sums / weights, weights)

    fit = np.repeat([level.total / level.weight for level in levels], [level.weeks for level in levels])
    np.testing.assert_allclose(fit, non_increasing(sums / weights, weights), atol=1e-9)
    assert all(one.total / one.weight > other.total / other.weight for one, other in pairwise(levels))


@settings(max_examples=40)
@given(st.lists(st.sampled_from([2, 3, 4]), min_size=42, max_size=120))
def test_interval_lies_within_the_record(grades):
    low, high = interval(*grades, step=1)

    assert day(0) <= (low or day(0)) <= high <= day(len(grades) - 1)


def declining(random: np.random.Generator) -> tuple[Days, Floats, np.datetime64]:
    """Two years of daily answers, 90 % of days, about a straight decline with good and bad weeks, and its crossing."""
    day = np.arange(730)
    grade = np.clip(4 - 4 * (day - random.uniform(90, 500)) / random.uniform(250, 1200), 0, 4)
    noise = np.repeat(random.normal(0, 0.15, 105), 7)[:730] + random.normal(0, 0.3, 730)
    answered = random.random(730) < 0.9
    days = every(1, 730)
    return days[answered], np.clip(np.rint(grade + noise), 0, 4)[answered], days[np.argmax(grade < 3.5)]


def test_interval_holds_the_true_day_about_nine_times_in_ten():
    random = np.random.default_rng(411)
    held = 0
    for _ in range(200):
        days, grades, truth = declining(random)
        low, high = onset_interval(days, grades)
        held += (low is None or low <= truth) and truth <= high

    assert 170 <= held <= 194
