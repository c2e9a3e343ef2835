import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from clinical.history import FunctionChecks, History
from clinical.life import FRESH_DAYS, VISIT_DAYS
from clinical.need import RECENT_DAYS, Drop, Facts, Group, Need, Sign, group_of, need, pressing
from clinical.report import compute
from clinical.rules import RISING, Level
from clinical.signs import flags
from clinical.spread import Kind, SpreadEvent
from clinical.vocabulary import CELL_BY_NAME, Source
from tests.clinical.records import checks, every, items_of_total, on

TODAY = dt.date(2024, 12, 31)
DAY = dt.timedelta(days=1)
SPEECH = CELL_BY_NAME["speech"]


def sign(rule: str, level: Level, last: dt.date = TODAY) -> Sign:
    return Sign(rule, level, TODAY - 30 * DAY, last)


def with_checks(function: FunctionChecks) -> History:
    return History(TODAY, function=function)


def drops(function: FunctionChecks) -> tuple[Drop, ...]:
    return compute(with_checks(function), "A-1").facts.drops


def test_signs_wait_until_they_are_answered_and_the_highest_level_waits_first():
    known = Facts(signs=(sign("R05", Level.URGENT), sign("R06", Level.SOON)), last_day=TODAY)

    assert need(known, {}, TODAY).waiting == known.signs
    assert need(known, {("R05", TODAY - 30 * DAY): "acknowledged"}, TODAY).waiting == known.signs[1:]
    assert need(known, {("R05", TODAY): "closed"}, TODAY).waiting == known.signs  # another episode was answered


def test_what_was_not_heard_of_again_does_not_wait_and_is_told_apart():
    gone = replace(sign("R05", Level.URGENT), unheard_since=TODAY - 61 * DAY)
    known = Facts(signs=(gone, sign("R17", Level.ROUTINE)), last_day=TODAY)
    found = need(known, {}, TODAY)

    assert (found.waiting, found.unheard) == (known.signs[1:], (gone,))
    assert need(known, {("R05", gone.since): "closed"}, TODAY).unheard == ()


def test_a_new_part_is_new_for_about_the_time_between_two_visits():
    def new(ago: int) -> SpreadEvent | None:
        event = SpreadEvent(TODAY - ago * DAY, SPEECH, (Kind.DISTANT,))
        return need(Facts(spread=event, last_day=TODAY), {}, TODAY).spread

    assert [new(ago) is not None for ago in (0, RECENT_DAYS, RECENT_DAYS + 1)] == [True, True, False]


@pytest.mark.parametrize(("last", "quiet"), [(14, None), (15, 15), (149, 149)])
def test_more_than_two_weeks_without_an_entry_are_told(last, quiet):
    assert need(Facts(last_day=TODAY - last * DAY), {}, TODAY) == Need(TODAY, quiet_days=quiet)


def test_no_entry_at_all_is_told_apart():
    assert need(Facts(), {}, TODAY) == Need(TODAY, never=True)


def test_of_one_group_what_is_more_pressing_comes_first_then_the_newest_part():
    part = SpreadEvent(TODAY, SPEECH, (Kind.DISTANT,))
    older = SpreadEvent(TODAY - 9 * DAY, SPEECH, (Kind.DISTANT,))
    needs = [
        Need(TODAY, (sign("R03", Level.EMERGENCY),)),
        Need(TODAY, (sign("R05", Level.URGENT),)),
        Need(TODAY, (sign("R05", Level.URGENT, TODAY - DAY),)),
        Need(TODAY, (sign("R06", Level.SOON),)),
        Need(TODAY, (sign("R05", Level.URGENT, TODAY - 20 * DAY),)),
        Need(TODAY, (sign("R05", Level.URGENT, TODAY - 19 * DAY),)),
        Need(TODAY, (sign("R17", Level.ROUTINE),), spread=part),
        Need(TODAY, (sign("R17", Level.ROUTINE),)),
        Need(TODAY, spread=part),
        Need(TODAY, spread=older),
        Need(TODAY, quiet_days=40),
        Need(TODAY),
    ]

    assert sorted(needs, key=lambda each: each.place(TODAY).order) == needs


@pytest.mark.parametrize(
    ("level", "ago", "group"),
    [
        (Level.EMERGENCY, 0, Group.TODAY),
        (Level.URGENT, FRESH_DAYS, Group.TODAY),
        (Level.URGENT, FRESH_DAYS + 1, Group.WEEK),
        (Level.SOON, 0, Group.WEEK),
        (Level.SOON, 50, Group.WEEK),
        (Level.ROUTINE, 0, Group.CHANGED),
        (Level.ROUTINE, VISIT_DAYS, Group.CHANGED),
        (Level.ROUTINE, VISIT_DAYS + 1, Group.WEEK),
    ],
)
def test_a_sign_that_waits_says_by_when_somebody_is_needed(level, ago, group):
    found = sign("R05", level, TODAY - ago * DAY)

    assert group_of(found, TODAY) == Need(TODAY, (found,)).group == group


def test_the_sign_that_is_needed_soonest_says_the_group_wherever_it_stands():
    """By CLINICAL 7.4 what fired of late stands first in a list of signs, also where an old one is more pressing."""
    routine, old = sign("R17", Level.ROUTINE), sign("R05", Level.URGENT, TODAY - 20 * DAY)
    found = need(Facts(signs=(old, routine), last_day=TODAY), {}, TODAY)

    assert (found.waiting, found.first, found.group) == ((routine, old), old, Group.WEEK)
    assert found.place(TODAY).level == RISING.index(Level.URGENT)


def test_who_is_quiet_or_of_whom_nothing_was_heard_again_is_no_change():
    drop = Drop(Source.SELF, TODAY - 30 * DAY, 40, TODAY, 33)
    gone = replace(sign("R05", Level.URGENT), unheard_since=TODAY - 61 * DAY)
    groups = [
        need(known, {}, TODAY).group
        for known in (
            Facts(drops=(drop,), last_day=TODAY),
            Facts(),
            Facts(last_day=TODAY - 15 * DAY),
            Facts(signs=(gone,), last_day=TODAY),
            Facts(last_day=TODAY - 14 * DAY),
        )
    ]

    assert groups == [Group.CHANGED, Group.QUIET, Group.QUIET, Group.QUIET, Group.NOTHING]


def test_who_was_heard_of_longest_ago_comes_first_of_those_alike():
    days = [None, TODAY - 90 * DAY, TODAY - 15 * DAY]

    assert sorted([days[2], days[0], days[1]], key=lambda day: Need(TODAY, quiet_days=15).place(day).order) == days


@pytest.mark.parametrize("level", RISING)
def test_what_is_more_pressing_is_the_greater_number_that_a_database_can_hold(level):
    signs = [sign("R05", level, TODAY - ago * DAY) for ago in (*range(FRESH_DAYS + 1), *range(2_000, FRESH_DAYS, -400))]
    numbers = [pressing(each, TODAY) for each in signs]

    assert sorted(set(numbers), reverse=True) == numbers
    assert 0 < min(numbers) < max(numbers) < 2**31


def test_a_drop_is_the_one_of_r29_from_the_highest_total_of_the_weeks_before():
    """41, 38, 33: no step of six, but it is six and a half below the middle of the two, and eight below the higher."""
    record = with_checks(checks(every(28, 3, "2024-10-01"), items_of_total(41, 38, 33)))

    assert drops(record.function) == (Drop(Source.SELF, dt.date(2024, 10, 1), 41, dt.date(2024, 11, 26), 33),)
    assert [(flag.rule, flag.inputs) for flag in flags(record) if flag.rule == "R29"] == [
        ("R29", {"function.total": 33, "function.total_drop": 6.5})
    ]


@pytest.mark.parametrize("totals", [(40, 35), (40, 34), (48, 40, 36, 33), (40, 33, 33), (40, 30, 38), (44, np.nan, 38)])
def test_need_and_rule_agree_on_what_is_a_drop(totals):
    items = np.vstack([items_of_total(48 if np.isnan(total) else total) for total in totals])
    items[np.isnan(totals), 0] = np.nan
    record = with_checks(checks(every(21, len(totals), "2024-09-01"), items))

    raised = [flag.last for flag in flags(record) if flag.rule == "R29" and not flag.clear_answers]
    assert [drop.date for drop in drops(record.function)] == raised


def test_raters_are_not_mixed_in_a_drop():
    days = on("2024-11-20", "2024-12-18")
    mixed = FunctionChecks(days, items_of_total(40, 30), np.zeros(2), ("clinician", "self"), ("clinic", "app"))

    assert drops(mixed) == ()


def test_a_drop_of_long_ago_calls_for_nothing():
    drop = Drop(Source.SELF, TODAY - 120 * DAY, 40, TODAY - 91 * DAY, 30)

    assert need(Facts(drops=(drop,), last_day=TODAY), {}, TODAY) == Need(TODAY)


def test_the_last_day_is_the_last_one_with_any_entry():
    record = with_checks(checks(on("2024-11-20"), items_of_total(40)))

    assert compute(record, "A-1").facts.last_day == dt.date(2024, 11, 20)
    assert compute(History(TODAY), "A-1").facts.last_day is None
