import datetime as dt
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.history import Days, Floats
from clinical.onset import STICKIEST, Crossing, Fit, _explained, crossing, fit, repeats
from tests.clinical.records import every


def fitted(days: Days, grades: Floats) -> Fit | None:
    return fit(days, (grades <= 3).astype(float))


def found(*grades: float, step: int = 7) -> Crossing | None:
    """Of answers every Monday from 1 January 2024 on."""
    course = fitted(every(step, len(grades)), np.array(grades, float))
    return course and crossing(course)


def day(number: int) -> dt.date:
    return dt.date(2024, 1, 1) + dt.timedelta(number)


def non_increasing(values: Floats, weights: Floats) -> Floats:
    """The fit by its definition: the least of the highest weighted means."""
    n = len(values)
    mean = [
        [np.average(values[i : j + 1], weights=weights[i : j + 1]) if i <= j else 0 for j in range(n)] for i in range(n)
    ]
    return np.array([min(max(mean[i][j] for j in range(k, n)) for i in range(k + 1)) for k in range(n)])


@pytest.mark.parametrize("step", range(40, 60))
def test_clear_step_is_dated_to_the_day(step):
    assert found(*[4] * step, *[3] * (100 - step), step=1).on == day(step)


def test_clear_step_is_in_the_middle_of_the_gap_and_bounded_around_it():
    assert found(*[4] * 10, *[2] * 10) == (day(67), day(56), day(77))


def test_how_low_the_answers_are_does_not_matter():
    assert found(*[4] * 10, *[0] * 10) == found(*[4] * 10, *[3] * 10)


def test_slow_crossing_has_a_wider_interval_than_a_fast_one():
    slow = found(*[4] * 6, *[4, 3] * 6, *[3] * 6)
    fast = found(*[4] * 11, 4, 3, *[3] * 11)

    assert slow.low < fast.low < fast.high < slow.high
    assert (fast.high - fast.low, slow.high - slow.low) == (dt.timedelta(21), dt.timedelta(105))


def test_crossing_is_in_the_middle_of_mixed_answers():
    assert found(*[4] * 6, *[4, 3] * 6, *[3] * 6).on == day(81)  # of 49 to 119 with a 4 and a 3 by turns


def test_more_answers_a_week_narrow_the_interval():
    """Ever more answers of 3 from the tenth week to the thirtieth."""
    n = np.arange(280)
    grades = np.where((0.618 * n) % 1 < (n - 70) / 140, 3.0, 4.0)
    weekly, daily = (crossing(fitted(every(step, 280 // step), grades[::step])) for step in (7, 1))

    assert weekly.low < daily.low < daily.high < weekly.high


def test_one_slip_hardly_moves_the_interval():
    steady = found(*[4] * 70, *[2] * 70, step=1)
    slipped = found(*[4] * 30, 0, *[4] * 39, *[2] * 70, step=1)

    assert steady == slipped == (day(70), day(67), day(72))


def test_crossing_before_the_first_answer_leaves_the_low_end_open():
    assert found(3, 4, 3, 3, 3, 3, 3, 3).low is None


def test_high_end_is_at_latest_the_last_answer():
    assert found(*[4] * 20, 4, 3, 3).high == day(154)


@pytest.mark.parametrize(("weeks", "known"), [(5, False), (6, True)])
def test_crossing_needs_six_answered_weeks(weeks, known):
    assert (found(4, 4, *[2] * (weeks - 2)) is not None) == known


def test_crossing_says_nothing_of_no_answers():
    assert fit(every(7, 0), np.empty(0)) is None


def test_fortnight_without_an_answer_changes_nothing_but_time():
    days = every(7, 20)
    grades = np.array([4.0] * 10 + [2.0] * 10)
    kept = np.delete(np.arange(20), [2, 3, 14, 15])

    assert crossing(fitted(days[kept], grades[kept])) == crossing(fitted(days, grades))


@settings(max_examples=30)
@given(st.lists(st.sampled_from([2, 3, 4]), min_size=42, max_size=120), st.integers(-500, 500))
def test_crossing_does_not_depend_on_the_calendar(grades, weeks):
    if min(grades) == 4:
        return
    values, shift = np.array(grades, float), dt.timedelta(weeks=weeks)
    here, there = (crossing(fitted(every(1, len(grades)) + 7 * number, values)) for number in (0, weeks))

    assert there == Crossing(here.on + shift, here.low and here.low + shift, here.high + shift)


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

    values = [total / weight for total, weight, _, _ in levels]
    fit = np.repeat(values, [blocks for _, _, blocks, _ in levels])
    np.testing.assert_allclose(fit, non_increasing(sums / weights, weights), atol=1e-9)
    assert all(one > other for one, other in pairwise(values))


@settings(max_examples=40)
@given(st.lists(st.sampled_from([2, 3, 4]), min_size=42, max_size=120))
def test_crossing_lies_in_its_interval_and_that_in_the_record(grades):
    if min(grades) < 4:
        on, low, high = found(*grades, step=1)

        assert day(0) <= (low or day(0)) <= on <= high <= day(len(grades) - 1)


def test_answers_that_are_repeated_make_the_crossing_earlier_and_less_sure():
    course = fitted(every(7, 40), np.array([4.0] * 18 + [3, 4, 4, 3] + [3.0] * 18))
    felt, repeated = crossing(course), crossing(course, repeated=0.5)

    assert repeated.on < felt.on
    assert repeated.low < felt.low < felt.high < repeated.high


def test_crossing_may_be_as_late_as_the_last_answer_that_was_no_change():
    course = fitted(every(7, 20), np.array([4.0] * 19 + [3]))

    assert crossing(course, until=int(course.number[-1]) + 70).high == day(19 * 7 + 70)


@pytest.mark.parametrize(
    ("mixed", "share"),
    [
        ([4, 3] * 20, 0),  # as often changed as can be
        ([4, 4, 4, 4, 3, 3, 3, 3] * 5, 1 - 8 / 17),  # 7 turns where 16 are expected of 16 and 16; and one of each
    ],
)
def test_repeats_are_what_turns_are_missing_where_answers_are_mixed(mixed, share):
    course = fitted(every(7, 60), np.array([4.0] * 10 + mixed + [3.0] * 10))

    assert repeats([course]) == pytest.approx(share)


def test_clear_steps_say_nothing_of_repeats():
    steps = [fitted(every(1, 100), np.array([4.0] * step + [3.0] * (100 - step))) for step in range(40, 54)]

    assert repeats(steps) == repeats([]) == 0


def test_repeats_stay_below_where_nothing_could_be_told():
    course = fitted(every(1, 200), np.array([4.0] * 50 + ([3.0] * 25 + [4.0] * 25) * 2 + [3.0] * 50))

    assert repeats([course] * 20) == STICKIEST


def test_share_at_either_end_is_that_of_the_monotone_fit():
    assert (fitted(every(7, 12), np.array([3.0] * 4 + [4] * 8)).last) == pytest.approx(4 / 12 - 1 / 2)
    assert (fitted(every(7, 12), np.array([4.0] * 8 + [3] * 4)).first) == -0.5


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
    held, errors = 0, []
    for _ in range(200):
        days, grades, truth = declining(random)
        on, low, high = crossing(fitted(days, grades))
        held += (low is None or low <= truth) and truth <= high
        errors.append((np.datetime64(on) - truth).astype(int))

    assert 170 <= held <= 194
    assert np.median(np.abs(errors)) <= 9
    assert abs(np.median(errors)) <= 3
