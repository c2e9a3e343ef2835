"""Rules that read several answers together."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from clinical.history import FunctionChecks, History, Span
from clinical.signs import flags
from tests.clinical.records import checks, daily, every, items_of_total, readings
from tests.clinical.signed import AT, NOT, answered, day, fired, the, weekly_signs

# Rules of several answers


@pytest.mark.parametrize(
    ("weeks", "fires"),
    [
        ({"unrefreshing_sleep": [4, 4], "nightmares": [2, 2]}, True),
        ({"daytime_sleepiness": [6, 6], "poor_concentration": [4, 4]}, True),
        ({"unrefreshing_sleep": [4, 4], "nightmares": [2, 0], "daytime_sleepiness": [0, 6]}, True),
        ({"unrefreshing_sleep": [4], "nightmares": [2]}, False),  # one week
        ({"unrefreshing_sleep": [4, NOT, 4], "nightmares": [2, NOT, 2]}, False),  # not two weeks running
        ({"unrefreshing_sleep": [4, 4], "nightmares": [1, 1]}, False),
        ({"unrefreshing_sleep": [7, 7]}, False),  # the other three were skipped
    ],
)
def test_r08_needs_two_signs_of_poor_sleep_for_two_weeks(weeks, fires):
    assert fired(weekly_signs(**weeks)) == ({"R08": "soon"} if fires else {})


def test_r08_is_cleared_by_a_week_without_two_signs_and_not_by_a_half_answered_one():
    weeks = {"unrefreshing_sleep": [4, 4, 0, 0], "nightmares": [2, 2, 0, 0], "poor_concentration": [0, 0, 0, 0]}
    half = weeks | {"poor_concentration": [0, 0, NOT, NOT]}

    assert fired(weekly_signs(**weeks, daytime_sleepiness=[0, 0, 9, 9])) == {}
    assert fired(weekly_signs(**half, daytime_sleepiness=[0, 0, 9, 9])) == {"R08": "soon"}


@pytest.mark.parametrize(
    ("signs", "level"),
    [
        ({"fever": [1]}, "urgent"),
        ({"coloured_phlegm": [1]}, "urgent"),
        ({"fever": [0], "coloured_phlegm": [0]}, "soon"),
        ({}, "soon"),
    ],
)
def test_r09_is_urgent_with_fever_or_coloured_phlegm(signs, level):
    assert fired(weekly_signs(cannot_clear_phlegm=[2], **signs)) == {"R09": level}


@pytest.mark.parametrize(
    ("signs", "fires"),
    [
        ({"fever": [1], "more_breathless": [1]}, True),
        ({"coloured_phlegm": [1], "more_breathless": [1]}, True),
        ({"fever": [1], "more_breathless": [0]}, False),
        ({"fever": [0], "coloured_phlegm": [0], "more_breathless": [1]}, False),
        ({"fever": [1]}, False),
        ({"more_breathless": [1]}, False),
        ({"fever": [1, NOT], "more_breathless": [1, 1]}, True),  # the second week settles nothing
        ({"fever": [1, 1], "more_breathless": [1, 0]}, True),
        ({"fever": [1, 1, 1], "more_breathless": [1, 0, 0]}, False),
    ],
)
def test_r10_needs_signs_of_infection_with_more_breathlessness(signs, fires):
    assert fired(weekly_signs(**signs)) == ({"R10": "urgent"} if fires else {})


@pytest.mark.parametrize(
    ("serious", "answers", "fires"),
    [(True, [0], True), (False, [0], False), (True, [0, 0, 0], True), (True, [0, 0, 0, 0], False)],
)
def test_r11_fires_on_choking_that_needed_help_until_two_weeks_say_none(serious, answers, fires):
    choked = Span("choking", "", day(10), serious=serious)
    history = replace(weekly_signs(choking_needed_help=answers), events=(choked,))

    assert fired(history) == ({"R11": "urgent"} if fires else {})


# Breathing machine, falls, function check, cramps


def ventilated(*hours: float, since: int = -100) -> History:
    start = Span("niv", "", day(since))
    return replace(answered("niv_hours", list(hours), every(1, len(hours))), treatments=(start,))


@pytest.mark.parametrize(
    ("hours", "since", "fires"),
    [
        ((3, 3, 3, 3, 3), -100, True),
        ((3, 3, 8, 3, 8, 3, 3), -100, True),
        ((3, 3, 8, 8, 8, 3, 3), -100, False),
        ((3, 3, 3, 3), -100, False),  # four answered nights settle nothing
        ((4, 4, 4, 4, 4), -100, False),
        ((3, 3, 3, 3, 3), -24, True),
        ((3, 3, 3, 3, 3), -23, False),  # in its first four weeks
    ],
)
def test_r21_fires_on_five_short_nights_of_seven_after_four_weeks(hours, since, fires):
    history = ventilated(*hours, since=since)
    if since != -100:
        days = every(1, 5, start="2024-01-05")
        history = replace(history, measurements={"niv_hours": readings(days, list(hours))})

    assert fired(history) == ({"R21": "soon"} if fires else {})


def test_r21_counts_the_four_weeks_from_the_first_night_where_no_start_is_known():
    assert fired(answered("niv_hours", [3.0] * 28, every(1, 28))) == {}
    assert fired(answered("niv_hours", [3.0] * 33, every(1, 33))) == {"R21": "soon"}


@pytest.mark.parametrize(("hours", "fires"), [([16, 16.5], True), ([17, 17, 17], True), ([17, 16, 16], False)])
def test_r22_fires_at_each_day_with_more_than_sixteen_hours(hours, fires):
    history = answered("niv_hours", hours, every(1, len(hours)))

    assert fired(history, "R22") == ({"R22": "urgent"} if fires else {})
    assert not fires or the(history, "R22").last == day(len(hours) - 1)


@pytest.mark.parametrize(
    ("answers", "last"), [((3, 2, 1), 14), ((1,), 0), ((2, 1, 1), 7), ((2, 1, 1, 1), None), ((4, 3, 2), None)]
)
def test_r22_fires_at_the_check_that_newly_says_machine_by_day(answers, last):
    found = [flag.last for flag in flags(answered("function.respiratory_insufficiency", answers)) if flag.rule == "R22"]

    assert found == ([] if last is None else [day(last)])


def fell(*days_ago: int, answers: dict[int, int] | None = None, serious: bool = False) -> History:
    """Falls as events, and as answers, so many days before the day of the report."""
    events = tuple(Span("fall", "", AT - dt.timedelta(ago), serious=serious) for ago in days_ago)
    answers = dict(sorted((answers or {}).items(), reverse=True))
    days = np.array([AT - dt.timedelta(ago) for ago in answers], "datetime64[D]")
    return History(AT, signs=daily("signs", days, falls=list(answers.values())), events=events)


@pytest.mark.parametrize(
    ("history", "level"),
    [
        (fell(10), "routine"),
        (fell(10, serious=True), "soon"),
        (fell(10, 89), "soon"),
        (fell(10, 90), "routine"),
        (fell(90), None),
        (fell(answers={10: 2}), "soon"),
        (fell(answers={10: 1, 3: 0}), "routine"),  # later days without a fall undo none
        (fell(10, answers={10: 1}), "routine"),  # the same fall, said twice
        (fell(answers={10: 0}), None),
        (fell(answers={10: NOT}), None),
    ],
)
def test_r24_counts_the_falls_of_ninety_days(history, level):
    assert fired(history) == ({"R24": level} if level else {})


def test_r24_was_heard_of_as_long_as_falls_are_asked_for():
    assert the(fell(80), "R24").unheard_since == AT - dt.timedelta(80)
    assert the(fell(80, answers={5: 0}), "R24").unheard_since is None


def test_r24_begins_with_the_first_fall_of_the_series():
    flag = the(fell(300, 150, 80, 20), "R24")

    assert (flag.since, flag.last, flag.inputs) == (AT - dt.timedelta(150), AT - dt.timedelta(20), {"falls": 2})


@pytest.mark.parametrize(
    ("totals", "step", "fires"),
    [
        ((40, 34), 28, True),
        ((40, 35), 28, False),
        ((41, 38, 33), 28, True),  # 6.5 below the middle of those of 14 to 60 days before
        ((40, 38, 34), 28, False),  # 6 below one of them, which may have been high by its error
        ((40, 34), 13, False),
        ((40, 34), 61, False),
        ((40, 34, 34), 28, True),  # one clear answer
        ((40, 34, 34, 34), 28, False),
        ((40,), 28, False),
    ],
)
def test_r29_fires_on_a_drop_of_six_between_two_checks(totals, step, fires):
    history = History(AT, function=checks(every(step, len(totals)), items_of_total(*totals)))

    assert fired(history, "R29") == ({"R29": "soon"} if fires else {})


def test_r29_needs_whole_totals_of_one_rater_group():
    function = checks(every(28, 2), items_of_total(40, 34))
    other = FunctionChecks(function.days, function.items, function.gastrostomy, ("self", "clinician"))
    missing = replace(function, items=np.where(np.arange(12) == 0, np.nan, function.items))

    assert fired(History(AT, function=other), "R29") == {}
    assert fired(History(AT, function=missing), "R29") == {}


@pytest.mark.parametrize(
    ("pains", "fires"),
    [
        ([7, 7, 7], True),
        ([7, 0, 7, 0, 0, 0, 7], True),
        ([7, 0, 7, 0, 0, 0, 0, 7], False),
        ([6, 6, 6], False),
        ([7, 7, NOT], False),
        ([7, 7, 7, NOT, NOT, NOT, NOT, NOT, NOT, 0], True),  # one answer in a week settles nothing
        ([7, 7, 7, NOT, NOT, NOT, NOT, 0, 0, 0], False),
    ],
)
def test_r31_fires_on_three_days_of_strong_cramps_in_a_week(pains, fires):
    history = answered("cramps.worst_pain", pains, every(1, len(pains)))

    assert fired(history) == ({"R31": "soon"} if fires else {})


@pytest.mark.parametrize(
    ("woke", "fires"),
    [
        ([1, 1, 1, 0, 0, 0, 0] * 2, True),
        ([1, 1, 1, 0, 0, 0, 0], False),
        ([1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], False),
        ([1, 1, 1] + [NOT] * 14 + [1, 1, 1], False),
    ],
)
def test_r31_fires_on_three_broken_nights_a_week_for_two_weeks(woke, fires):
    assert fired(answered("cramps.woke", woke, every(1, len(woke)))) == ({"R31": "soon"} if fires else {})
