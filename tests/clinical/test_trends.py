import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.history import Days, FunctionChecks, History
from clinical.report import compute
from clinical.trends import State, Trend, trends
from clinical.vocabulary import Source
from tests.clinical.records import checks, every, items, items_of_total, on
from tests.clinical.trending import AT, NO_NUMBERS, named, numbers

FUNCTION = [f"function.{part}" for part in ("bulbar", "fine_motor", "gross_motor", "respiratory", "total")]


def total(days: Days, *totals: float) -> Trend:
    return named(History(at=AT, function=checks(days, items_of_total(*totals))), "function.total")


def bulbar(days: Days, *scores: float) -> Trend:
    lost = 12 - np.array(scores)
    answers = np.full((len(days), 12), 4.0)
    answers[:, :3] -= np.clip(lost[:, None] - 4 * np.arange(3), 0, 4)
    return named(History(at=AT, function=checks(days, answers)), "function.bulbar")


# What may be shown


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (every(1, 0), "none"),
        (every(400, 2), "none"),
        (on("2024-01-01", "2024-01-29", "2024-02-25"), "none"),  # 55 days
        (every(28, 3), "very_early"),
        (every(20, 4), "very_early"),
        (on("2024-01-01", "2024-01-29", "2024-03-25"), "very_early"),  # 84 days, but three checks
        (every(28, 4), "early"),
        (every(26, 7), "early"),  # 156 days
        (every(27, 7), "usable"),  # 162 days
        (every(28, 7), "usable"),
        (every(91, 3), "usable"),
        (every(84, 3), "early"),  # 168 days, but a range of 1.01 either way at the least
    ],
)
def test_state_follows_number_and_span_of_the_checks(days, state):
    assert total(days, *[40] * len(days)).state == state


def test_usable_total_shows_the_worked_slope_in_months():
    found = total(every(28, 7), 41, 40, 40, 38, 33, 37, 36)

    assert found.state is State.USABLE
    assert np.round(numbers(found), 3).tolist() == [-1.087, -1.931, -0.243]
    assert np.round([found.adjusted, found.adjusted_sd], 3).tolist() == [-1.036, 0.315]
    assert (found.n, found.first, found.last) == (7, dt.date(2024, 1, 1), dt.date(2024, 6, 17))
    assert (found.per, found.method) == ("month", "moderated-least-squares")


def test_usable_total_of_three_checks_leans_on_the_known_error():
    found = total(every(91, 3), 44, 42, 38)

    assert (found.state, np.round(numbers(found), 2).tolist()) == (State.USABLE, [-1.0, -1.95, -0.06])


def test_early_total_keeps_its_numbers_for_clinicians():
    found = total(every(28, 4), 44, 43, 42, 41)

    assert found.state is State.EARLY
    assert np.round([*numbers(found), found.adjusted], 2).tolist() == [-1.09, -2.83, 0.66, -0.96]


@pytest.mark.parametrize(("days", "totals"), [(every(400, 2), [40, 30]), (every(28, 3), [40, 38, 36])])
def test_total_too_early_has_no_number(days, totals):
    found = total(days, *totals)

    assert [*numbers(found), found.adjusted, found.adjusted_sd] == [None] * 5


def test_subscore_shows_a_slope_where_its_own_checks_leave_a_narrow_range():
    """Four checks on a line have the error of rounding; of three the range is too wide, with 12.7 times theirs."""
    three, four = bulbar(every(84, 3), 12, 11, 10), bulbar(every(56, 4), 12, 11, 10, 9)

    assert (three.state, numbers(three)) == (State.EARLY, NO_NUMBERS)
    assert (four.state, np.round(numbers(four), 2).tolist()) == (State.USABLE, [-0.54, -0.85, -0.24])
    assert (four.method, four.adjusted) == ("least-squares", None)


def test_subscore_that_never_changes_has_a_range():
    assert np.round(numbers(bulbar(every(28, 13), *[12] * 13)), 3).tolist() == [0, -0.051, 0.051]


def test_range_of_many_equal_subscores_is_told_as_a_hundredth_and_not_as_none():
    history = History(at=AT, function=checks(every(28, 130), items(*["444 444 444 444"] * 130)))
    made = trends(history)[0]
    told = compute(history, "A-1").report.trends[0]

    assert (made.measure, round(made.high, 4)) == ("function.bulbar", 0.0015)
    assert numbers(told) == [0, -0.01, 0.01]


def test_early_subscore_has_no_number():
    found = bulbar(every(28, 6), 12, 11, 10, 9, 8, 7)

    assert (found.state, numbers(found)) == (State.EARLY, NO_NUMBERS)


def test_subscore_is_never_adjusted():
    assert bulbar(every(56, 5), 12, 11, 10, 9, 8).adjusted is None


def test_ceiling_is_half_of_the_totals_near_the_top():
    assert total(every(56, 6), 48, 47, 46, 45, 44, 43).state is State.CEILING
    assert total(every(56, 6), 47, 46, 45, 45, 44, 43).state is State.USABLE


def test_ceiling_keeps_the_numbers_of_a_usable_total_only():
    usable, early = total(every(56, 6), 48, 47, 46, 46, 45, 44), total(every(28, 5), 48, 47, 46, 46, 45)

    assert usable.state is State.CEILING
    assert np.round(usable.slope, 2) == -0.4
    assert (early.state, numbers(early), early.adjusted) == (State.CEILING, NO_NUMBERS, None)


def test_total_with_a_wide_range_is_early():
    found = total(every(28, 7), 44, 36, 42, 31, 40, 34, 38)

    assert (found.state, np.round(numbers(found), 2).tolist()) == (State.EARLY, [-0.93, -2.45, 0.58])


def test_subscore_with_a_wide_range_has_no_slope():
    found = bulbar(every(56, 5), 12, 8, 12, 6, 10)

    assert (found.state, numbers(found)) == (State.EARLY, NO_NUMBERS)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 48), min_size=3, max_size=14), st.integers(20, 120))
def test_usable_is_never_wider_than_its_scale_allows(totals, step):
    history = History(at=AT, function=checks(every(step, len(totals)), items_of_total(*totals)))

    for found in trends(history):
        if found.state is State.USABLE and found.slope is not None:
            assert round((found.high - found.low) / 2, 2) <= (1 if found.measure == FUNCTION[-1] else 0.6)


@pytest.mark.parametrize(
    ("totals", "state"), [([42, 41, 40, 39, 38, 37, 36], "usable"), ([42, 39] * 3 + [38], "early")]
)
def test_state_follows_the_width_of_the_range(totals, state):
    """On the same days, as often: what the line leaves decides."""
    scores = np.array(totals) - 30.0

    assert bulbar(every(27, 7), *scores).state == state


def test_turn_is_told_from_eight_checks_and_252_days():
    falling = [46, 46, 45, 46, 45, 44, 42, 40, 38, 36]
    found, short = total(every(28, 10), *falling), total(every(27, 10), *falling)

    days = (found.change_around, found.change_low, found.change_high)
    assert days == (dt.date(2024, 4, 22), dt.date(2024, 4, 22), dt.date(2024, 5, 20))
    assert (short.change_around, total(every(40, 7), *falling[:7]).change_around) == (None, None)


def test_floor_is_a_subscore_at_the_bottom_twice_in_a_row():
    found = bulbar(every(56, 6), 6, 5, 4, 2, 1, 0)

    assert (found.state, numbers(found)) == (State.FLOOR, NO_NUMBERS)
    assert bulbar(every(56, 6), 6, 5, 1, 1, 2, 1).state is State.USABLE


def test_top_and_bottom_say_nothing_before_there_is_a_trend():
    assert total(every(28, 2), 48, 48).state is State.NONE
    assert bulbar(every(28, 2), 0, 0).state is State.NONE


# Which values make a trend


def test_every_function_score_is_there_without_any_check():
    found = trends(History(at=AT))

    assert [trend.measure for trend in found] == FUNCTION
    assert {(trend.source, trend.state, trend.n, trend.first, trend.last) for trend in found} == {
        (Source.SELF, State.NONE, 0, None, None)
    }


def test_raters_are_kept_apart():
    days = every(28, 8)
    mixed = FunctionChecks(
        days,
        items_of_total(40, 48, 39, 47, 38, 46, 37, 45),
        np.zeros(8),
        ("self", "clinician", "helped", "clinician", "caregiver", "clinician", "self", "clinician"),
    )

    found = {trend.source: trend for trend in trends(History(at=AT, function=mixed)) if trend.measure == FUNCTION[-1]}

    assert {source: (trend.n, trend.first, trend.last) for source, trend in found.items()} == {
        Source.SELF: (3, dt.date(2024, 1, 1), dt.date(2024, 6, 17)),
        Source.CAREGIVER: (1, dt.date(2024, 4, 22), dt.date(2024, 4, 22)),
        Source.CLINICIAN: (4, dt.date(2024, 1, 29), dt.date(2024, 7, 15)),
    }


def test_modes_are_kept_apart():
    by_clinic = checks(every(28, 5), items_of_total(40, 48, 39, 47, 38), "clinician")
    history = History(at=AT, function=replace(by_clinic, modes=("clinic", "phone", "clinic", "phone", "clinic")))

    found = [(trend.mode, trend.n) for trend in trends(history) if trend.measure == FUNCTION[-1]]

    assert found == [(None, 0), ("clinic", 3), ("phone", 2)]


def test_clinic_checks_alone_leave_the_own_trend_empty():
    found = trends(History(at=AT, function=checks(every(28, 3), items_of_total(40, 40, 40), "clinician")))

    assert [(trend.source, trend.n) for trend in found] == [(Source.SELF, 0)] * 5 + [(Source.CLINICIAN, 3)] * 5


def test_missing_item_takes_its_scores_out_of_that_check_only():
    answers = items(*["444 444 444 444"] * 4, "44- 444 444 444", *["343 333 444 444"] * 3)
    history = History(at=AT, function=checks(every(28, 8), answers))

    assert {trend.measure: trend.n for trend in trends(history)} == dict(zip(FUNCTION, [7, 8, 8, 8, 7], strict=True))


def test_the_person_and_a_caregiver_on_one_day_are_one_assessment_the_persons():
    days = on("2024-01-01", "2024-03-01", "2024-05-01", "2024-05-01", "2024-07-01")
    alone = total(on("2024-01-01", "2024-03-01", "2024-05-01", "2024-07-01"), 44, 42, 40, 38)

    both = checks(days, items_of_total(44, 42, 39, 40, 38))
    sources = ("self", "self", "caregiver", "self", "self")

    assert named(History(at=AT, function=replace(both, sources=sources)), "function.total") == alone


def test_uneven_register_with_a_long_gap_uses_every_point():
    days = on("2024-01-15", "2024-03-16", "2024-06-15", "2024-07-16", "2025-09-15", "2029-11-14")

    found = total(days, 44, 43, 42, 41, 30, 12)

    assert (found.n, found.state, found.last) == (6, State.USABLE, dt.date(2029, 11, 14))


@settings(max_examples=25)
@given(st.lists(st.integers(0, 48), min_size=7, max_size=7), st.integers(-5000, 5000))
def test_trend_does_not_depend_on_the_calendar(totals, shift):
    here, there = total(every(28, 7), *totals), total(every(28, 7) + shift, *totals)

    assert (there.state, numbers(there), there.adjusted) == (here.state, numbers(here), here.adjusted)
