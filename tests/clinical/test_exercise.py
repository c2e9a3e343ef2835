"""When to do less, who needs a look, and the weeks of an exercise programme (CLINICAL 8.1)."""

import datetime as dt

import pytest

from clinical.exercise import Answer, Done, Stretch, Why, do_less, reaction_days, too_weak, weeks, why

MONDAY = dt.date(2026, 3, 2)


def day(n):
    return MONDAY + dt.timedelta(n)


def done(n, **more):
    return Answer(day(n), Done.DONE, **more)


@pytest.mark.parametrize(
    ("answers", "today", "less"),
    [
        ([], 0, False),
        ([done(0, tired=True)], 0, False),
        ([done(0, tired=True), done(0, sore=True), done(0, tired=True)], 0, False),  # one day is one reaction
        ([done(0, tired=True), done(6, sore=True)], 6, True),
        ([done(0, tired=True), done(7, sore=True)], 7, False),
        ([done(0, tired=True), done(3, tired=True)], 6, True),
        ([done(0, tired=True), done(3, tired=True)], 7, False),
        ([done(0, tired=False), done(3, sore=False), done(4, effort=9)], 4, False),
    ],
)
def test_two_days_with_a_reaction_within_seven_are_when_to_do_less(answers, today, less):
    assert do_less(answers, day(today)) is less


def test_a_reaction_belongs_to_the_day_of_the_exercise():
    assert reaction_days([done(2, sore=True), done(0, tired=True), done(1)]) == (day(0), day(2))


@pytest.mark.parametrize(
    ("kind", "grade", "weak"),
    [("strengthen", 1, True), ("strengthen", 0, True), ("strengthen", 2, False), ("stretch", 0, False)],
)
def test_only_strengthening_what_cannot_lift_against_gravity_is_told(kind, grade, weak):
    found = too_weak(kind, ["hand.left", "foot.right", "trunk"], {"hand.left": grade, "foot.right": 3, "trunk": None})
    assert found == (("hand.left",) if weak else ())


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([done(20)], ()),
        ([], (Why.UNHEARD,)),
        ([done(7)], (Why.UNHEARD,)),
        ([done(8)], ()),
        ([done(20, tired=True), done(14, sore=True)], (Why.REACTIONS,)),
        ([done(20, tired=True), done(13, sore=True)], ()),
        ([done(9, tired=True), done(10, tired=True), done(20)], (Why.REACTIONS,)),
        ([Answer(day(20), breathless=True)], (Why.BREATHLESS,)),
        ([Answer(day(-1), breathless=True), done(20)], ()),  # before the programme was as it is
    ],
)
def test_who_needs_a_look_and_why(answers, told):
    assert why(answers, day(21), since=day(0), review=day(21), planned=True) == told


def test_a_review_that_has_passed_is_told_and_a_programme_that_is_new_or_empty_is_not_unheard_of():
    assert why([done(20)], day(22), since=day(0), review=day(21), planned=True) == (Why.REVIEW,)
    assert why([], day(13), since=day(0), review=None, planned=True) == ()
    assert why([], day(30), since=day(0), review=None, planned=False) == ()


def test_weeks_count_what_was_planned_and_what_was_said():
    said = [
        done(0, effort=3, tired=True),
        done(0, effort=4, tired=True),
        Answer(day(2), Done.PART, effort=7),
        Answer(day(3), Done.NOT_TODAY),
        Answer(day(8), breathless=True),
    ]
    planned = {day(n): 2 for n in range(9)}

    assert weeks(planned, said, day(2), day(8)) == (
        Stretch(day(0), 14, done=2, part=1, not_today=1, effort=4, reacted=1, tired=1, sore=0, breathless=0),
        Stretch(day(7), 4, done=0, part=0, not_today=0, effort=None, reacted=0, tired=0, sore=0, breathless=1),
    )
