import datetime as dt

import pytest

from clinical.life import Stand, State, due, in_order, overdue, stand
from clinical.need import Sign
from clinical.rules import Level

TODAY = dt.date(2026, 3, 13)  # a Friday
DAY = dt.timedelta(days=1)


def sign(level: Level = Level.SOON, ago: int = 0, *, began: int | None = None, **more) -> Sign:
    """Fired last so many days ago, and first ``began`` days ago."""
    last = TODAY - ago * DAY
    return Sign("R07", level, last if began is None else TODAY - began * DAY, last, fired=last, **more)


@pytest.mark.parametrize(
    ("level", "fired", "last"),
    [
        ("emergency", "2026-03-13", "2026-03-13"),
        ("urgent", "2026-03-14", "2026-03-14"),  # any day of the week
        ("soon", "2026-03-09", "2026-03-11"),
        ("soon", "2026-03-12", "2026-03-16"),
        ("soon", "2026-03-13", "2026-03-17"),
        ("soon", "2026-03-14", "2026-03-17"),  # a Saturday
        ("soon", "2026-03-15", "2026-03-17"),
        ("routine", "2026-03-13", "2026-06-11"),
    ],
)
def test_an_answer_is_in_time_for_as_long_as_the_level_says(level, fired, last):
    assert due(Level(level), dt.date.fromisoformat(fired)) == dt.date.fromisoformat(last)


@pytest.mark.parametrize(
    ("level", "ago", "days"),
    [
        ("urgent", 0, None),
        ("urgent", 1, 1),
        ("soon", 2, None),
        ("soon", 3, 3),
        ("routine", 90, None),
        ("routine", 91, 91),
    ],
)
def test_after_that_the_days_since_it_fired_are_counted(level, ago, days):
    assert overdue(sign(Level(level), ago), TODAY) == days


def test_the_time_runs_from_the_last_firing_at_its_level_and_of_an_old_report_from_the_last_of_all():
    old = Sign("R11", Level.URGENT, TODAY - 9 * DAY, TODAY, fired=TODAY - 7 * DAY)

    assert overdue(old, TODAY) == 7
    assert overdue(Sign("R11", Level.URGENT, TODAY - 9 * DAY, TODAY - 2 * DAY), TODAY) == 2


@pytest.mark.parametrize(
    ("raised", "state", "where"),
    [
        (sign(), "open", "waiting"),
        (sign(), "acknowledged", "answered"),
        (sign(), "closed", "answered"),
        (sign(new=True), "closed", "known"),
        (sign(new=True, began=59), "acknowledged", "answered"),
        (sign(new=True, began=60), "acknowledged", "known"),
        (sign(new=True, began=60), "snoozed", "answered"),  # it comes back by itself
        (sign(new=True, began=200), "open", "waiting"),  # nobody has answered it
        (sign(began=200), "acknowledged", "answered"),
        (sign(new=True, unheard_since=TODAY - 61 * DAY), "closed", "unheard"),
        (sign(unheard_since=TODAY - 61 * DAY), "open", "unheard"),
    ],
)
def test_where_a_sign_stands_follows_from_its_answers_and_from_those_of_the_team(raised, state, where):
    assert stand(raised, state, TODAY) == Stand(where)


@pytest.mark.parametrize(
    ("began", "reason", "where"),
    [
        (0, "", "known"),  # none was given
        (0, "known", "known"),
        (59, "dealt_with", "answered"),
        (60, "dealt_with", "known"),
        (60, "other", "known"),
        (200, "not_so", "answered"),
    ],
)
def test_a_state_is_known_once_it_was_closed_as_such_or_has_held_and_never_one_that_is_not_so(began, reason, where):
    assert stand(sign(new=True, began=began), "closed", TODAY, reason) == Stand(where)


def test_what_fired_in_two_weeks_comes_by_level_then_what_waits_longest_then_the_rest_by_last_firing():
    ordered = [
        (sign(Level.URGENT, 14), State.OPEN),
        (sign(Level.URGENT, 3), State.ACKNOWLEDGED),
        (sign(Level.SOON, 0), State.OPEN),
        (sign(Level.ROUTINE, 1), State.OPEN),
        (sign(Level.ROUTINE, 40), State.OPEN),
        (sign(Level.URGENT, 15), State.OPEN),
        (sign(Level.ROUTINE, 16), State.CLOSED),
        (sign(Level.URGENT, 90), State.ACKNOWLEDGED),
    ]

    assert in_order(reversed(ordered), TODAY) == ordered


def test_of_one_level_what_waits_comes_first_and_then_the_latest():
    ordered = [(sign(ago=2), State.OPEN), (sign(ago=9), State.OPEN), (sign(ago=1), State.SNOOZED)]

    assert in_order(reversed(ordered), TODAY) == ordered
