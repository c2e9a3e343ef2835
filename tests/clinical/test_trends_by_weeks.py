"""Trends of daily symptoms, weight and grip."""

import datetime as dt

import numpy as np
import pytest

from clinical.history import Days, Floats, History
from clinical.trends import State, Trend, trends
from clinical.vocabulary import Source
from tests.clinical.records import daily, every, readings
from tests.clinical.trending import AT, NO_NUMBERS, named, numbers

# Daily symptoms, weight and grip


def fatigue(days: Days, values: list[float] | Floats) -> Trend:
    return named(History(at=AT, fatigue=daily("fatigue", days, now=list(values))), "fatigue.now")


def test_symptom_trend_is_drawn_through_weekly_medians():
    found = fatigue(every(1, 42), np.repeat(np.arange(6.0), 7))

    assert (found.state, found.n, found.source) == (State.USABLE, 6, Source.SELF)
    assert found.slope == pytest.approx(30.4375 / 7)
    assert (found.first, found.last) == (dt.date(2024, 1, 1), dt.date(2024, 2, 5))


def test_symptom_week_counts_with_three_answered_days():
    thrice, twice = np.tile([3.0, 3, 3, *[np.nan] * 4], 6), np.tile([3.0, 3, *[np.nan] * 5], 6)

    assert (fatigue(every(1, 42), thrice).state, fatigue(every(1, 42), thrice).n) == (State.USABLE, 6)
    assert (fatigue(every(1, 42), twice).state, fatigue(every(1, 42), twice).n) == (State.NONE, 0)


def test_symptom_trend_with_a_wide_range_has_no_slope():
    found = fatigue(every(1, 42), np.repeat([3.0, 6, 2, 7, 3, 5], 7))

    assert (found.state, found.n, numbers(found)) == (State.VERY_EARLY, 6, NO_NUMBERS)


def test_symptom_trend_needs_six_weeks():
    found = fatigue(every(1, 35), [3.0] * 35)

    assert (found.state, found.n, numbers(found)) == (State.NONE, 5, NO_NUMBERS)


def test_symptoms_have_a_trend_where_there_is_any_answer():
    history = History(
        at=AT,
        fatigue=daily("fatigue", every(1, 1), worst=[5], recovery_minutes=[30]),
        fasciculation=daily("fasciculation", every(1, 1), cramps_count=[2], hand_left=[3]),
    )

    assert [trend.measure for trend in trends(history)][5:] == ["fatigue.worst", "cramps.count"]


def weight(days: Days, values: list[float], source: str = "self") -> Trend:
    return named(History(at=AT, measurements={"weight": readings(days, values, source)}), "weight", source)


def test_weight_trend_needs_four_weeks_of_readings_and_sixty_days():
    assert weight(every(20, 4), [80, 79, 78, 77]).state is State.USABLE
    assert weight(every(19, 4), [80, 79, 78, 77]).state is State.NONE
    assert weight(every(40, 3), [80, 79, 78]).state is State.NONE


def test_weight_trend_of_one_reading_a_week_is_that_of_the_readings():
    assert numbers(weight(every(30, 4), [80, 79, 78, 77])) == pytest.approx([-30.4375 / 30] * 3)


def test_weighing_daily_is_one_point_a_week():
    found = weight(every(1, 70), [80.0, 80, 80, 80, 81, 79, 99] * 10)

    assert (found.n, numbers(found)) == (10, [0, 0, 0])


def test_grip_has_the_rule_of_weight_for_each_rater():
    history = History(
        at=AT,
        measurements={
            "grip.left": readings(every(30, 4), [20, 19, 18, 17]),
            "grip.right": readings(every(30, 4), [30, 29, 28, 27], "clinician"),
            "spo2": readings(every(30, 4), [96, 96, 96, 96]),
        },
    )

    found = [(trend.measure, trend.source, trend.state) for trend in trends(history)][5:]

    assert found == [
        ("grip.left", Source.SELF, State.USABLE),
        ("grip.right", Source.CLINICIAN, State.USABLE),
    ]
