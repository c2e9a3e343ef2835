"""The codes of the sheets: each of one item, for good, and nothing of a person in them."""

import re

import pytest
from django.utils.translation import override

from clinical.vocabulary import CELL_NAMES, FUNCTION_ITEMS, MEASURES
from symptoms.day import walk
from symptoms.day.questions import asked
from symptoms.day.sheet.rows import (
    BEGAN,
    CODES,
    FOOD,
    NOT_SURE,
    TUBE,
    WEEK_CODES,
    WHEN,
    WITH_TUBE,
    first_day,
    two_weeks,
    without,
)
from symptoms.wording import week_of
from tests.cast import TODAY


def codes(groups):
    return [row.code for group in groups for row in group.rows]


def test_each_item_has_a_code_of_its_own_that_nobody_can_misread():
    every = [*CODES.values(), WITH_TUBE]

    assert len(set(every)) == len(every)
    assert [code for code in every if not re.fullmatch(r"[BCDFNQSTW][0-9]{1,2}|Q5T", code)] == []
    assert set(CODES) - {BEGAN, WHEN, NOT_SURE} <= set(MEASURES)


def test_codes_that_were_printed_stay_what_they_were():
    given = {
        **{f"weakness.{cell}": f"B{n}" for n, cell in enumerate(CELL_NAMES, 1)},
        "weakness.hand.left": "B6",
        "asymmetry.foot": "S4",
        "fasciculation.foot.right": "T13",
        "cramps.woke": "C3",
        "fatigue.recovery_minutes": "F4",
        "falls": "N1",
        "weight": "N2",
        "function.cutting_food": "Q5",
        "function.respiratory_insufficiency": "Q12",
        "signs.breathless_lying_flat": "W1",
        "signs.low_mood": "W16",
        "signs.caregiver_strain": "W18",
        BEGAN: "D1",
        WHEN: "D2",
        NOT_SURE: "D3",
    }
    assert {step: CODES[step] for step in given} == given


@pytest.mark.parametrize("source", ["self", "caregiver", "clinician"])
def test_two_weeks_ask_what_the_walk_through_a_day_asks(source):
    asked_for = {row.step for group in two_weeks(source) for row in group.rows}
    of_the_walk = {step for step in walk.QUESTIONS if step not in WEEK_CODES} | set(week_of(source))

    assert asked_for == of_the_walk


@pytest.mark.parametrize("topic", walk.TOPICS)
def test_a_topic_that_is_left_out_takes_with_it_what_the_walk_would_not_ask(topic):
    every = {"weakness.hand.left": 4, "weakness.hand.right": 4, "cramps.count": 1, "fatigue.after_small_effort": 1}
    said = {f"weakness.{cell}": 4 for cell in CELL_NAMES} | every
    asked_for = {"left_out": (topic,), "due": True, "week": (*week_of("self"), "falls", "weight")}
    walked = set(walk.steps("all", said, compare=walk.compared({}, said, TODAY, (topic,)), **asked_for)) - set(
        walk.PAGES
    )
    twitches = set() if topic == "twitches" else {f"fasciculation.{cell}" for cell in CELL_NAMES}

    kept = {row.step: row.code for group in without(two_weeks("self"), [topic]) for row in group.rows}

    assert set(kept) == walked | twitches
    assert kept == {step: CODES[step] for step in kept}


def test_the_first_day_asks_each_part_and_each_item_with_a_tube_and_without():
    steps = [row.step for group in first_day("self") for row in group.rows]

    assert sorted(set(steps)) == sorted(
        [
            *(f"weakness.{cell}" for cell in CELL_NAMES),
            BEGAN,
            WHEN,
            NOT_SURE,
            "weight",
            TUBE,
            *(f"function.{i}" for i in FUNCTION_ITEMS),
        ]
    )
    assert [code for code in codes(first_day("self")) if code.startswith("Q5")] == ["Q5", WITH_TUBE]
    assert steps.count(FOOD) == 2


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_letters_stand_for_the_answers_of_the_screen_in_their_order(language):
    with override(language):
        for row in (row for group in (*two_weeks("self"), *first_day("self")) for row in group.rows):
            if row.step.startswith(BEGAN) or row.code == WITH_TUBE or not row.answers:
                continue
            screen = [(float(answer.value), str(answer.text)) for answer in asked(row.step, {}, {}).answers]
            assert [(answer.value, str(answer.text)) for answer in row.answers] == screen, row.code
            assert [answer.letter for answer in row.answers] == list("abcdefg"[: len(screen)]), row.code
