import datetime as dt
from dataclasses import replace

import pytest
from django.utils.translation import override

from clinical.rules import RULES
from clinical.signs import Flag
from clinical.vocabulary import CELL_NAMES, CELLS, CHECK_IN_SECTIONS, FUNCTION_ITEMS, MEASURES, Source, measures_of
from symptoms import wording
from symptoms.day import walk
from symptoms.wording.said import said


def test_every_cell_has_a_label_that_writes_its_side_out():
    assert tuple(wording.CELL_LABELS) == CELL_NAMES
    for cell in CELLS:
        first = str(wording.CELL_LABELS[cell.name]).split()[0]
        assert (first in {"Left", "Right"}) == (cell.side is not None)
        assert cell.side is None or first == cell.side.capitalize()


def test_every_region_has_five_grades_from_as_before_to_none():
    assert {cell.region for cell in CELLS} == set(wording.WEAKNESS)
    assert {len(question.levels) for question in wording.WEAKNESS.values()} == {5}
    assert str(wording.WEAKNESS[CELLS[0].region].answer(4)) == "Clear, as before"
    assert str(wording.WEAKNESS[CELLS[0].region].answer(0)) == "No clear words"


@pytest.mark.parametrize(("language", "number"), [("en", "71.25"), ("de", "71,25"), ("es", "71,25")])
def test_a_number_is_written_with_the_decimal_mark_of_the_language_and_all_its_digits(language, number):
    with override(language):
        assert str(said("weight", 71.25)[1]) == number
        assert str(said("peak_cough_flow", 1000.0)[1]) == "1000"


def test_the_function_check_has_twelve_items_and_a_second_wording_for_the_feeding_tube():
    assert set(wording.FUNCTION) == {*FUNCTION_ITEMS, "cutting_food_gastrostomy"}
    assert {len(question.levels) for question in wording.FUNCTION.values()} == {5}
    assert len({str(question.text) for question in wording.FUNCTION.values()}) == 13


def test_the_function_check_is_never_called_validated_or_by_the_name_of_the_scale():
    asked = [str(text) for question in wording.FUNCTION.values() for text in (question.text, *question.levels)]
    assert [text for text in asked if "ALSFRS" in text or "validated" in text] == []
    assert str(wording.FRAME).endswith("It is our own wording, not a validated version of it.")


def test_every_weekly_question_has_its_words_in_the_order_in_which_it_is_asked():
    recorded = [measure.name for measure in measures_of("signs")]

    shared = [name for name in recorded if name in wording.WEEK]
    assert shared == list(wording.WEEK) == list(walk.WEEK_STEPS[:-2])
    assert sorted(wording.SIGNS) == sorted(recorded)


def test_each_is_asked_of_the_person_or_of_a_caregiver_what_is_theirs_to_say():
    own = {source: [name for name in wording.week_of(source) if name not in wording.WEEK] for source in Source}

    assert own == {
        "self": ["signs.low_mood"],
        "helped": ["signs.low_mood"],
        "caregiver": ["signs.caregiver_cannot_go_on", "signs.caregiver_strain"],
        "clinician": [],
    }


def test_every_measure_of_a_check_in_can_be_told_in_words():
    names = [
        measure.name for section in (*CHECK_IN_SECTIONS, "function", "measurement") for measure in measures_of(section)
    ]
    told = {name: said(name, MEASURES[name].high) for name in names}
    assert all(str(label) and str(answer) for label, answer in told.values())
    assert set(told) == set(MEASURES)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("weakness.hand.left", 0, ("Left hand and fingers", "No finger moves")),
        ("fasciculation.foot.right", 3, ("Right lower leg and foot (twitches)", "Nearly all the time")),
        ("asymmetry.thigh", -2, ("Hip and thigh", "Left is much weaker")),
        ("signs.fever", 1, ("Do you have a fever now, 38 °C or more?", "Yes")),
        ("weight", 70.5, ("Weight, kg", "70.5")),
    ],
)
def test_a_value_is_told_as_the_person_said_it(name, value, told):
    assert tuple(map(str, said(name, value))) == told


def test_the_item_on_cutting_food_is_told_in_the_words_that_were_asked():
    for tube, item in ((False, "cutting_food"), (True, "cutting_food_gastrostomy")):
        asked = wording.FUNCTION[item].text
        assert str(said("function.cutting_food", 4, tube=tube)[0]) == str(asked)
        assert said("function.cutting_food", 4, tube=tube, voice=BEN)[0] == BEN.says(asked)


BEN = wording.Voice("Ada")


def test_who_helps_is_told_of_signs_by_name_and_as_urgently():
    groups = wording.flag_groups(
        [flag("R24", "soon"), flag("R01", "emergency"), flag("R10", "urgent")],
        dict.fromkeys([(rule, dt.date(2026, 3, 1)) for rule in ("R24", "R01", "R10")], "open"),
        AS_OF,
        BEN,
    )

    assert [(str(group.lead), [*map(str, group.texts)], group.level) for group in groups] == [
        ("Call the emergency number now.", ["Trouble with breathing can need help right away."], "emergency"),
        (
            "Please call Ada's care team today. If you can't reach them, call their out-of-hours line.",
            ["These signs need a check today."],
            "urgent",
        ),
        (
            "Please tell Ada's care team in the next day or two.",
            ["Ada has had falls. The team can help to make moving safer."],
            "soon",
        ),
    ]
    assert str(groups[0].after[0]).startswith("If Ada has an advance care plan")


AS_OF = dt.date(2026, 3, 10)


def flag(rule, level, last="2026-03-10", **inputs):
    return Flag(rule, level, dt.date(2026, 3, 1), dt.date.fromisoformat(last), inputs=inputs)


def told(*flags, **states):
    """Each group as (lead, texts, what comes after). ``R07="closed"``: what was done about a flag."""
    done = {(flag.rule, flag.since): states.get(flag.rule, "open") for flag in flags}
    return [
        (str(group.lead), [str(text) for text in group.texts], [str(text) for text in group.after])
        for group in wording.flag_groups(flags, done, AS_OF)
    ]


def test_flags_are_grouped_by_level_with_the_highest_first_and_each_text_once():
    groups = told(flag("R07", "soon"), flag("R10", "urgent"), flag("R09", "soon"), flag("R31", "soon"))

    assert [(lead, len(texts)) for lead, texts, _ in groups] == [
        (str(wording.LEADS["urgent"]), 1),
        (str(wording.LEADS["soon"]), 3),
    ]


def test_two_flags_with_one_text_are_told_once():
    ((_lead, texts, _after),) = told(flag("R13", "soon"), replace(flag("R13", "soon"), since=dt.date(2026, 3, 2)))

    assert texts == [str(wording.RULES["R13"])]


def test_a_flag_asks_for_a_call_today_for_a_week_and_is_then_told_with_its_day():
    nobody = [str(wording.NOBODY_TOLD)]
    check = "These signs need a check today."

    assert told(flag("R10", "urgent", last="2026-03-03")) == [(str(wording.LEADS["urgent"]), [check], nobody)]
    assert told(flag("R10", "urgent", last="2026-03-02")) == [("", [f"Said on 2 March 2026: {check}"], nobody)]


def test_what_the_last_answer_does_not_bear_out_asks_for_no_call():
    found = told(replace(flag("R10", "urgent", last="2026-03-03"), clear_answers=1))
    check = "These signs need a check today."

    assert found == [("", [f"Said on 3 March 2026, not at the last answer: {check}"], [str(wording.NOBODY_TOLD)])]


def test_what_was_not_heard_of_again_says_since_when():
    gone = replace(flag("R10", "urgent", last="2026-01-01"), unheard_since=dt.date(2026, 1, 8))

    assert [texts for _, texts, _ in told(gone)] == [
        ["Not heard of since 8 January 2026: These signs need a check today."]
    ]


def test_a_call_now_is_asked_for_on_its_day_and_the_next_and_then_one_today():
    leads = [told(flag("R03", "emergency", last=f"2026-03-{day:02}"))[0][0] for day in (10, 9, 8, 3, 2)]

    assert leads == [*[str(wording.LEADS["emergency"])] * 2, *[str(wording.LEADS["urgent"])] * 2, ""]


@pytest.mark.parametrize(("held", "told_of"), [(59, 1), (60, 0)])
def test_a_state_that_was_seen_and_has_held_for_long_is_no_sign_any_more(held, told_of):
    state = replace(flag("R28", "routine"), since=AS_OF - dt.timedelta(held), last=AS_OF - dt.timedelta(held), new=True)

    assert len(told(state, R28="acknowledged")) == told_of
    assert len(told(state)) == 1


def test_what_was_said_longer_ago_stands_below_the_latest_first():
    groups = told(
        flag("R10", "urgent", last="2026-02-01"), flag("R28", "routine"), flag("R17", "routine", last="2026-02-03")
    )

    assert [texts for _, texts, _ in groups] == [
        ["A collar or headrest may help."],
        [
            "Said on 3 February 2026: There are treatments for too much saliva.",
            "Said on 1 February 2026: These signs need a check today.",
        ],
    ]


@pytest.mark.parametrize("state", ["acknowledged", "snoozed"])
def test_of_a_flag_that_the_care_team_answered_it_is_said_that_they_have_seen_it(state):
    flags = flag("R07", "soon"), flag("R31", "soon"), flag("R10", "urgent", last="2026-02-01")
    groups = told(*flags, R07=state, R10=state)

    assert [(texts[0][:9], after) for _, texts, after in groups] == [
        ("Cramps ha", [str(wording.NOBODY_TOLD)]),
        ("Headaches", ["Your care team has seen this."]),
        ("Said on 1", ["Your care team has seen this."]),
    ]


@pytest.mark.parametrize(
    ("inputs", "text"),
    [
        (
            {"weight_loss_percent": 6.9},
            "Your weight has gone down by 6 %. Keeping weight up matters. Your team can help.",
        ),
        (
            {"weight_loss_percent": 10},
            "Your weight has gone down by 10 %. Keeping weight up matters. Your team can help. "
            "Please ask for an early appointment.",
        ),
        ({}, "Your weight has gone down. Keeping weight up matters. Your team can help."),
    ],
)
def test_weight_loss_is_told_with_its_number_and_from_ten_per_cent_asks_for_an_appointment(inputs, text):
    assert told(flag("R13", "soon", **inputs))[0][1] == [text]


def test_weight_loss_without_its_number_is_told_without_one():
    assert told(flag("R13", "soon"))[0][1] == [str(wording.RULES["R13"])]


def test_a_flag_that_the_care_team_has_closed_is_not_shown():
    assert told(flag("R07", "soon"), R07="closed") == []


def test_an_emergency_ends_with_the_line_on_the_care_plan_and_nothing_else_does():
    emergency, routine = told(flag("R01", "emergency"), flag("R28", "routine"))

    assert emergency[0] == "Call your emergency number now."
    assert emergency[2] == [
        "If you have an advance care plan or a decision about treatment, keep it with you.",
        str(wording.NOBODY_TOLD),
    ]
    assert routine[2] == [str(wording.NOBODY_TOLD)]


def test_every_rule_of_the_table_has_its_text():
    assert list(wording.RULES) == list(RULES)
    with override("en"):
        assert [rule for rule, text in wording.RULES.items() if not str(text).endswith(".")] == []


def test_no_text_suggests_oxygen_and_readings_warn_of_it():
    assert [rule for rule, text in wording.RULES.items() if "oxygen" in str(text)] == ["R03", "R04"]
    assert "Don't start or change oxygen unless your team tells you." in str(wording.RULES["R03"])
