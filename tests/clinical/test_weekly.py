import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.history import History, Mark, week_of
from clinical.vocabulary import CELL_BY_NAME, CELLS, Region
from clinical.weekly import comparable_regions, weekly, weekly_grouped_median, weekly_lower_median
from tests.clinical.records import checks, daily, every, items, on, readings

AT = dt.date(2025, 1, 1)
NONE = np.nan


def lower(days, *columns):
    weeks, values = weekly_lower_median(days, np.array(columns, float).T)
    return [week.isoformat() for week in weeks.tolist()], values.T.tolist()


@pytest.mark.parametrize(
    ("answers", "value"),
    [([3], 3), ([4, 2], 2), ([4, 3, 3, 2], 3), ([4, 4, 3, 3], 3), ([4, 1, 3], 3), ([0, 4, 4, 4, 4, 4, 4], 4)],
)
def test_weekly_value_is_the_lower_median_of_the_week(answers, value):
    assert lower(every(1, len(answers)), answers) == (["2024-01-01"], [[value]])


def test_weekly_value_ends_its_week_on_sunday():
    assert lower(on("2024-01-07", "2024-01-08"), [4, 3]) == (["2024-01-01", "2024-01-08"], [[4, 3]])


def test_weekly_value_skips_unanswered_weeks_and_days():
    weeks, values = lower(every(7, 4), [4, NONE, NONE, 2], [NONE, NONE, NONE, 3])

    assert weeks == ["2024-01-01", "2024-01-22"]
    np.testing.assert_equal(values, [[4, 2], [NONE, 3]])


def test_weekly_value_of_no_days_is_empty():
    weeks, values = weekly_lower_median(on(), np.empty((0, 13)))

    assert (weeks.shape, values.shape) == ((0,), (0, 13))


@given(st.dictionaries(st.integers(0, 60), st.one_of(st.integers(0, 4), st.just(np.nan)), min_size=1))
def test_weekly_value_equals_sorting_each_week_by_hand(answers):
    days = np.array(sorted(answers)) + np.datetime64("2024-01-03", "D")
    by_week: dict[dt.date, list[float]] = {}
    for day, number in zip(days, sorted(answers), strict=True):
        if not np.isnan(answers[number]):
            by_week.setdefault(week_of(day[None]).item(), []).append(answers[number])

    weeks, values = weekly_lower_median(days, np.array([[answers[number]] for number in sorted(answers)], float))

    expected = {week: sorted(found)[(len(found) - 1) // 2] for week, found in by_week.items()}
    assert dict(zip(weeks.tolist(), values[:, 0].tolist(), strict=True)) == expected


@pytest.mark.parametrize(
    ("answers", "median"),
    [
        ([4, 4, 4], 4),
        ([4, 4, 3], 3.75),
        ([4, 3, 3], 3.25),
        ([4, 4, 3, 3], 3.5),
        ([5, 3], 4),  # nobody said 4
        ([6, 5, 4, 4, 1], 4.25),
    ],
)
def test_grouped_median_lies_within_the_span_of_the_middle_answer(answers, median):
    _, values = weekly_grouped_median(every(1, len(answers)), np.array([answers], float).T, least=1)

    assert values.tolist() == [[median]]


def test_grouped_median_can_ask_for_enough_days():
    days = on("2024-01-01", "2024-01-02", "2024-01-03", "2024-01-08", "2024-01-09")

    weeks, values = weekly_grouped_median(days, np.array([[5.0, 6, 7, 1, 1]]).T, least=3)

    assert (weeks.tolist(), values.tolist()) == ([dt.date(2024, 1, 1)], [[6]])


def test_weekly_series_run_without_a_break_from_the_first_entry_to_the_last():
    history = History(
        at=AT,
        weakness=daily("weakness", on("2024-01-10"), hand_left=[3]),
        function=checks(on("2024-01-03"), items("444 444 444 444")),
        measurements={"weight": readings(on("2024-01-25"), [70])},
    )

    found = weekly(history)

    assert found.weeks.tolist() == every(7, 4).tolist()
    np.testing.assert_equal(found.weakness[:, 5], [NONE, 3, NONE, NONE])
    assert found.answered.tolist() == [0, 1, 0, 0]


def test_weekly_answered_counts_a_day_once_over_all_sections():
    history = History(
        at=AT,
        weakness=daily("weakness", every(1, 2), speech=[4, 4]),
        fatigue=daily("fatigue", every(1, 3), now=[1, 2, 3]),
    )

    assert weekly(history).answered.tolist() == [3]


def test_weekly_twitches_is_the_median_of_each_day_at_its_worst():
    twitches = daily(
        "fasciculation", every(1, 3), hand_left=[1, 0, NONE], trunk=[3, NONE, NONE], cramps_count=[9, 9, 9]
    )

    assert weekly(History(at=AT, fasciculation=twitches)).twitches.tolist() == [1.5]


def test_weekly_cramps_and_fatigue_are_medians_but_the_worst_pain_is_the_worst():
    history = History(
        at=AT,
        fasciculation=daily(
            "fasciculation", every(1, 3), cramps_count=[0, 2, 7], cramps_worst_pain=[NONE, 2, 6], cramps_woke=[0, 0, 1]
        ),
        fatigue=daily("fatigue", every(1, 3), now=[5, 6, 9], recovery_minutes=[30, 60, NONE]),
    )

    found = weekly(history)

    assert {name: values.tolist() for name, values in found.cramps.items()} == {
        "count": [2],
        "worst_pain": [6],
        "woke": [0],
    }
    np.testing.assert_equal(
        found.fatigue, {"now": [6], "worst": [NONE], "after_small_effort": [NONE], "recovery_minutes": [45]}
    )


def test_weekly_grade_difference_is_right_minus_left_of_one_week():
    history = History(at=AT, weakness=daily("weakness", every(7, 2), hand_left=[4, 4], hand_right=[2, NONE]))

    found = weekly(history)

    np.testing.assert_equal(found.grade_difference[Region.HAND], [-2, NONE])
    np.testing.assert_equal(found.grade_difference[Region.FOOT], [NONE, NONE])


def test_weekly_comparison_is_the_median_of_what_the_person_said():
    history = History(at=AT, asymmetry=daily("asymmetry", every(1, 3), hand=[-1, -2, 0]))

    assert weekly(history).reported[Region.HAND].tolist() == [-1]


def test_weekly_comparison_leaves_out_a_region_with_another_cause():
    history = History(
        at=AT,
        weakness=daily("weakness", every(1, 1), hand_left=[1], hand_right=[4], foot_left=[3], foot_right=[4]),
        asymmetry=daily("asymmetry", every(1, 1), hand=[-2], foot=[-1]),
        marks=(Mark(CELL_BY_NAME["hand.left"], "other_cause"), Mark(CELL_BY_NAME["foot.left"], "involved")),
    )

    found = weekly(history)

    assert comparable_regions(history) == (Region.UPPER_ARM, Region.THIGH, Region.FOOT)
    np.testing.assert_equal(found.grade_difference[Region.HAND], [NONE])
    np.testing.assert_equal(found.reported[Region.HAND], [NONE])
    assert found.grade_difference[Region.FOOT].tolist() == [1]


def test_weekly_of_an_empty_record_is_empty():
    found = weekly(History(at=AT))

    assert (found.weeks.shape, found.weakness.shape, found.twitches.shape) == ((0,), (0, len(CELLS)), (0,))


def test_a_week_has_the_gravest_answer_to_a_weekly_question():
    asked = daily(
        "signs", on("2024-01-01", "2024-01-07", "2024-01-22"), falls=[0, 2, 1], coughing_with_food=[5, 3, NONE]
    )
    weeks = weekly(History(at=AT, signs=asked))

    np.testing.assert_equal(weeks.signs["falls"], [2, NONE, NONE, 1])
    np.testing.assert_equal(weeks.signs["coughing_with_food"], [5, NONE, NONE, NONE])
    np.testing.assert_equal(weeks.signs["choking_needed_help"], [NONE] * 4)
