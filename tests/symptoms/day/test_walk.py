"""The order of the questions."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.vocabulary import ASKED_OF, CELL_NAMES, MEASURES
from symptoms.day import walk

CELLS = [f"weakness.{name}" for name in CELL_NAMES]
GRADES = st.dictionaries(st.sampled_from(CELLS), st.integers(0, 4))


def test_the_whole_walk_asks_each_part_of_the_body_then_the_rest():
    assert walk.steps("all", {}) == [
        *CELLS,
        "twitches",
        "cramps.count",
        "fatigue.now",
        "fatigue.worst",
        "fatigue.after_small_effort",
    ]


def test_what_a_person_leaves_out_is_not_asked():
    left_out = ("head", "chest", "left_arm", "right_arm", "left_leg", "twitches", "fatigue")

    assert walk.steps("all", {}, left_out=left_out) == ["weakness.thigh.right", "weakness.foot.right", "cramps.count"]


def test_the_weekly_questions_come_at_the_end_when_they_are_due():
    due = walk.steps("all", {}, due=True)

    assert due[-len(walk.WEEK_STEPS) - 1 :] == ["week", *walk.WEEK_STEPS]
    assert "week" not in walk.steps("all", {}, due=True, left_out=("week",))


@pytest.mark.parametrize(("days", "due"), [(None, True), (0, False), (6, False), (7, True), (40, True)])
def test_the_weekly_questions_are_due_after_seven_days(days, due):
    day = dt.date(2026, 3, 2)

    assert walk.is_due(None if days is None else day - dt.timedelta(days), day) == due


@pytest.mark.parametrize(
    ("left", "right", "asked"), [(3, 3, True), (0, 0, True), (4, 4, False), (3, 2, False), (None, 3, False)]
)
def test_left_or_right_is_asked_only_where_both_have_the_same_grade_below_four(left, right, asked):
    said = {"weakness.hand.left": left, "weakness.hand.right": right}

    assert ("asymmetry.hand" in walk.steps("all", said)) == asked
    assert ("asymmetry.hand" in walk.steps("left_arm", said)) == asked
    assert "asymmetry.hand" not in walk.steps("left_leg", said)


WEEK = dt.timedelta(days=7)
TODAY = dt.date(2026, 3, 2)
BEFORE = {"weakness.hand.left": 4, "weakness.hand.right": 4, "weakness.foot.left": 4, "weakness.foot.right": 3}


def test_left_or_right_is_asked_where_both_are_as_before_if_it_is_due():
    for way in ("all", "left_arm", "right_arm"):
        asked = walk.steps(way, BEFORE, compare={"hand", "foot"})

        assert [step for step in asked if step.startswith("asymmetry")] == ["asymmetry.hand"]


@pytest.mark.parametrize(
    ("said_on", "due"),
    [({}, True), ({"asymmetry.hand": TODAY - WEEK}, True), ({"asymmetry.hand": TODAY - WEEK / 2}, False)],
)
def test_left_or_right_of_sides_as_before_is_due_once_a_week(said_on, due):
    assert ("hand" in walk.compared(said_on, {}, TODAY)) == due


def test_left_or_right_that_was_said_today_can_be_said_anew():
    said_on = {"asymmetry.hand": TODAY}

    assert "hand" in walk.compared(said_on, {"asymmetry.hand": 0}, TODAY)
    assert "hand" not in walk.compared(said_on, {"asymmetry.hand": None}, TODAY)


def test_left_or_right_of_sides_as_before_is_asked_of_what_a_person_keeps_track_of():
    assert walk.compared({}, {}, TODAY) == {"upper_arm", "hand", "thigh", "foot"}
    assert walk.compared({}, {}, TODAY, left_out=("left_arm", "head")) == {"thigh", "foot"}
    assert walk.compared({}, {}, TODAY, left_out=("right_arm", "right_leg")) == frozenset()


def test_left_or_right_follows_the_second_side():
    order = walk.steps("all", {"weakness.foot.left": 1, "weakness.foot.right": 1})

    assert walk.preceding("asymmetry.foot", order) == "weakness.foot.right"


def test_more_about_cramps_is_asked_of_who_had_one():
    assert walk.steps("cramps", {"cramps.count": 0}) == ["cramps.count"]
    assert walk.steps("cramps", {"cramps.count": 2}) == ["cramps.count", "cramps.worst_pain", "cramps.woke"]


def test_recovery_is_asked_of_who_was_tired_after_a_small_effort():
    assert "fatigue.recovery_minutes" not in walk.steps("fatigue", {"fatigue.after_small_effort": 0})
    assert walk.steps("fatigue", {"fatigue.after_small_effort": 3})[-1] == "fatigue.recovery_minutes"


def test_the_areas_hold_each_part_once():
    assert sorted(cell for cells in walk.AREAS.values() for cell in cells) == sorted(CELL_NAMES)


def test_the_week_asks_every_sign_that_is_asked_of_everybody_falls_and_weight():
    shared = [name for name in MEASURES if name in walk.ASKED_WEEKLY and name not in (*ASKED_OF, "falls")]

    assert walk.steps("week", {}) == ["week", *shared, "falls", "weight"]
    assert len(shared) == 15


STRAIN = ("signs.caregiver_cannot_go_on", "signs.caregiver_strain")


@pytest.mark.parametrize(
    ("source", "asked", "own_asked", "own", "others"),
    [
        ("self", None, None, ("signs.low_mood",), True),
        ("helped", None, None, ("signs.low_mood",), True),
        ("clinician", None, None, (), True),
        ("caregiver", None, None, STRAIN, True),
        ("caregiver", 3, None, STRAIN, False),  # the person has answered the others this week
        ("caregiver", 3, 8, STRAIN, False),
        ("caregiver", 8, 3, STRAIN, True),
        ("caregiver", 3, 3, STRAIN, True),  # nothing is due, and they go there all the same
    ],
)
def test_a_caregiver_is_asked_about_themselves_each_week_whoever_answers_the_rest(
    source, asked, own_asked, own, others
):
    ago = [None if days is None else TODAY - dt.timedelta(days) for days in (asked, own_asked)]
    steps = walk.week_steps(source, *ago, TODAY)

    assert [step for step in steps if step in ASKED_OF] == list(own)
    assert ("falls" in steps, "signs.nightmares" in steps) == (others, others)


@given(said=GRADES, way=st.sampled_from(walk.WALKS), compare=st.sets(st.sampled_from(["hand", "upper_arm", "foot"])))
def test_every_walk_ends_and_asks_nothing_twice(said, way, compare):
    order = walk.steps(way, said, due=True, compare=compare)
    step, seen = order[0], []
    while step:
        seen.append(step)
        step = walk.following(step, order)

    assert seen == order
    assert len(set(seen)) == len(seen)
