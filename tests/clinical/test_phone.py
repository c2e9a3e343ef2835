"""Single records of a phone to days."""

import datetime as dt

import pytest

from clinical.phone import Gathered, PhoneDay

DAY = dt.date(2026, 3, 1)


def at(hour, offset=1):
    return dt.datetime(2026, 3, 1, hour, tzinfo=dt.timezone(dt.timedelta(hours=offset)))


def test_the_first_weight_of_a_day_counts_in_whatever_order_they_come():
    found = Gathered()
    for hour, kg in ((12, 71.9), (7, 71.24), (8, 71.5)):
        found.weigh(DAY, at(hour), kg)

    assert found.days() == (PhoneDay(DAY, weight=71.2),)


def test_the_first_is_told_by_the_instant_where_the_clock_was_set_back():
    found = Gathered()
    found.weigh(DAY, at(2, offset=1), 70)
    found.weigh(DAY, at(2, offset=2), 71)

    assert found.days() == (PhoneDay(DAY, weight=71),)


def test_steps_that_a_watch_and_a_phone_counted_are_not_added_up():
    found = Gathered()
    for source, steps in (("Watch", 900), ("Phone", 800), ("Watch", 100.4), ("Phone", 150)):
        found.walk(DAY, source, steps)

    assert found.days() == (PhoneDay(DAY, steps=1000),)


def test_of_walking_asymmetry_the_mean_counts():
    found = Gathered()
    for percent in (2, 3, 3):
        found.limp(DAY, percent)

    assert found.days() == (PhoneDay(DAY, walking_asymmetry=2.7),)


def test_days_are_in_order_with_what_each_has():
    found = Gathered()
    found.walk(DAY, "Phone", 0)
    found.weigh(DAY - dt.timedelta(days=1), at(7), 70)

    assert found.days() == (PhoneDay(DAY - dt.timedelta(days=1), weight=70), PhoneDay(DAY, steps=0))


@pytest.mark.parametrize(
    "say",
    [
        lambda found: found.weigh(DAY, at(7), 19.9),
        lambda found: found.weigh(DAY, at(7), 300.1),
        lambda found: found.walk(DAY, "Phone", -1),
        lambda found: found.walk(DAY, "Phone", 100_001),
        lambda found: found.limp(DAY, -0.1),
        lambda found: found.limp(DAY, 100.1),
    ],
)
def test_what_cannot_be_is_left_out_and_counted(say):
    found = Gathered()
    say(found)

    assert (found.days(), found.left_out) == ((), 1)
