"""Whose word on a medicine counts, how a day stands, and on how many one was not taken."""

import datetime as dt

import pytest

from clinical.taken import Answer, NotTaken, Stands, not_taken, stands, that_count

DAY = dt.date(2026, 2, 2)


def answer(medicine, taken, source="self", why="", day=DAY):
    return Answer(medicine, day, taken, why, source)


def test_the_persons_own_word_counts_first_then_the_last_that_a_caregiver_said():
    said = [answer("riluzole", True), answer("riluzole", False, "caregiver")]
    helpers = [answer("baclofen", taken, "caregiver") for taken in (True, False)]

    counts = that_count([*said, *helpers, answer("riluzole", True, "helped")])[DAY]
    assert (counts["riluzole"].source, counts["baclofen"].taken) == ("helped", False)


@pytest.mark.parametrize(
    ("said", "stand"),
    [
        ({}, None),
        ({"a": True, "b": True}, Stands.ALL),
        ({"a": True, "b": False}, Stands.SOME),
        ({"a": True}, Stands.SOME),
        ({"a": False}, Stands.NONE),
        ({"a": False, "b": False}, Stands.NONE),
        ({"elsewhere": True}, None),
    ],
)
def test_a_day_stands_by_what_was_said_of_the_medicines_that_go_on(said, stand):
    assert stands(["a", "b"], {name: answer(name, taken) for name, taken in said.items()}) == stand


def test_days_without_an_answer_are_not_counted_and_reasons_are():
    days = [DAY + dt.timedelta(n) for n in range(6)]
    taken = (False, False, False, False, True, True)
    why = ("forgot", "side_effects", "forgot", "", "", "")
    said = [answer("a", was, why=reason, day=day) for was, reason, day in zip(taken, why, days, strict=True)]

    assert not_taken(said) == {"a": NotTaken(6, 4, {"forgot": 2, "side_effects": 1})}
    assert not_taken([]) == {}


def test_the_week_of_the_readme():
    monday, tuesday, wednesday, thursday = (DAY + dt.timedelta(n) for n in range(4))
    said = [
        answer("riluzole", True, day=monday),
        answer("baclofen", True, day=monday),
        answer("riluzole", True, day=tuesday),
        answer("riluzole", True, "caregiver", day=wednesday),
        answer("baclofen", True, "caregiver", day=wednesday),
        answer("riluzole", False, why="forgot", day=wednesday),
        answer("riluzole", False, day=thursday),
    ]
    counts = that_count(said)
    week = [stands(("riluzole", "baclofen"), counts.get(monday + dt.timedelta(n), {})) for n in range(5)]

    assert week == [Stands.ALL, Stands.SOME, Stands.SOME, Stands.NONE, None]
    assert not_taken(said) == {"riluzole": NotTaken(4, 2, {"forgot": 1}), "baclofen": NotTaken(2, 0, {})}
