import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clinical
from clinical.history import Daily, History
from clinical.rules import RULES, Level
from clinical.signs import Flag, flags
from clinical.vocabulary import FUNCTION_ITEMS, MEASURES
from tests.clinical.records import checks, daily, every
from tests.clinical.signed import AT, NOT, answered, day, fired, the, weekly_signs

# One answer beyond a limit


@pytest.mark.parametrize(
    ("rule", "measure", "fires", "does_not", "level"),
    [
        ("R05", "weakness.breathing", 1, 2, "urgent"),
        ("R05", "function.dyspnea", 1, 2, "urgent"),
        ("R06", "function.orthopnea", 2, 3, "soon"),
        ("R06", "function.orthopnea", 1, 3, "urgent"),
        ("R06", "signs.breathless_lying_flat", 2, 1, "soon"),
        ("R07", "signs.morning_headache", 3, 2, "soon"),
        ("R09", "signs.cannot_clear_phlegm", 2, 1, "soon"),
        ("R09", "peak_cough_flow", 269, 270, "soon"),
        ("R11", "signs.choking_needed_help", 1, 0, "urgent"),
        ("R11", "signs.coughing_with_food", 3, 2, "soon"),
        ("R12", "signs.long_meals", 3, 2, "routine"),
        ("R17", "signs.saliva_trouble", 4, 3, "routine"),
        ("R19", "weakness.speech", 2, 3, "routine"),
        ("R20", "signs.uncontrolled_laughing_crying", 2, 1, "routine"),
        ("R22", "niv_hours", 16.5, 16, "urgent"),
        ("R28", "weakness.neck", 2, 3, "routine"),
    ],
)
def test_threshold_fires_at_its_limit_and_not_before(rule, measure, fires, does_not, level):
    assert fired(answered(measure, [fires]), rule) == {rule: level}
    assert fired(answered(measure, [does_not]), rule) == {}
    assert fired(answered(measure, [fires, does_not]), rule) == {rule: level}
    assert fired(answered(measure, [fires, does_not, does_not]), rule) == {}


@pytest.mark.parametrize(
    ("rule", "limit"),
    [(rule.id, limit) for rule in RULES.values() for limit in rule.limits if limit.days is None],
    ids=lambda given: getattr(given, "measure", given),
)
def test_skipped_question_neither_fires_nor_clears(rule, limit):
    beyond = next(value for value in (0, 2, 5, 100, 20) if limit.beyond(value, limit.limit))
    skipped = answered(limit.measure, [beyond])
    if MEASURES[limit.measure].section in ("weakness", "signs", "function"):
        skipped = answered(limit.measure, [beyond, NOT])

    assert the(skipped, rule) == the(answered(limit.measure, [beyond]), rule)
    assert fired(answered(limit.measure, []), rule) == {}


# Episodes


def test_episode_holds_every_firing_since_two_clear_answers_in_a_row():
    flag = the(weekly_signs(morning_headache=[5, 2, 0, 3, NOT, 1, 4]), "R07")

    assert flag == Flag(
        rule="R07",
        level=Level.SOON,
        since=day(21),
        last=day(42),
        count=2,
        inputs={"signs.morning_headache": 4},
        version=clinical.ENGINE,
        fired=day(42),
        heard=day(42),
        unheard_since=day(42),
    )


def test_one_clear_answer_leaves_a_sign_open_and_is_counted_and_a_second_one_clears_it():
    def after(*answers: float) -> list[int]:
        return [flag.clear_answers for flag in flags(weekly_signs(morning_headache=[5, *answers]))]

    assert [after(), after(1), after(NOT, 1), after(1, 4), after(1, 1)] == [[0], [1], [1], [0], []]


@pytest.mark.parametrize(("step", "open_after"), [(1, 7), (3, 3), (6, 2), (7, 1)])
def test_clear_answers_about_the_past_seven_days_are_of_two_weeks(step, open_after):
    def still(clear: int) -> bool:
        days = every(step, clear + 1)
        return bool(flags(answered("signs.morning_headache", [5, *[0] * clear], days)))

    assert [still(clear) for clear in (open_after, open_after + 1)] == [True, False]


def test_two_clear_days_clear_a_grade():
    assert fired(answered("weakness.neck", [2, 3], every(1, 2))) == {"R28": "routine"}
    assert fired(answered("weakness.neck", [2, 3, 3], every(1, 3))) == {}


@pytest.mark.parametrize(
    ("measure", "answer", "days"), [("signs.morning_headache", 5, 28), ("weakness.neck", 1, 60), ("niv_hours", 20, 60)]
)
def test_a_sign_whose_question_is_not_answered_for_long_was_not_heard_of_since(measure, answer, days):
    def since(ago: int, said: float = answer) -> dt.date | None:
        history = answered(measure, [answer, said], np.array([AT - dt.timedelta(ago)] * 2, "datetime64[D]") - [1, 0])
        (flag,) = flags(history)
        return flag.unheard_since

    assert [since(days), since(days + 1)] == [None, AT - dt.timedelta(days + 1)]


def test_what_was_not_heard_of_again_gives_its_level_to_no_other_question():
    lying = daily("signs", np.array([AT], "datetime64[D]"), breathless_lying_flat=[3])
    history = replace(answered("function.orthopnea", [1]), signs=lying)
    flag = the(history, "R06")

    assert (flag.level, flag.since, flag.unheard_since) == ("soon", day(0), None)
    assert the(answered("function.orthopnea", [1]), "R06").level == "urgent"


def test_two_questions_about_one_state_tell_once_that_it_began():
    grades = daily("weakness", every(7, 4), breathing=[2, 1, 1, 1])
    flag = the(replace(answered("function.dyspnea", [2, 2, 2, 1]), weakness=grades), "R05")

    assert (flag.since, flag.last, flag.count, flag.new) == (day(7), day(7), 1, True)


def test_a_level_keeps_the_day_on_which_it_fired_last():
    flag = the(weekly_signs(choking_needed_help=[1, 0], coughing_with_food=[3, 3]), "R11")

    assert (flag.level, flag.fired, flag.last, flag.clear_answers) == ("urgent", day(0), day(7), 0)


def test_new_sign_fires_once_and_stays_while_it_lasts():
    flag = the(answered("weakness.neck", [3, 2, 2, 1]), "R28")

    assert (flag.since, flag.last, flag.count, flag.inputs) == (day(7), day(7), 1, {"weakness.neck": 2})


def test_new_sign_fires_anew_after_two_clear_answers_and_not_after_one():
    assert the(answered("weakness.neck", [2, 3, 3, 2]), "R28").since == day(21)
    assert the(answered("weakness.neck", [2, 3, 2]), "R28").last == day(0)


def test_answer_clears_only_the_question_it_answers():
    lying = daily("signs", every(7, 3), breathless_lying_flat=[2, 0, 0])
    history = replace(answered("function.orthopnea", [4, 1]), signs=lying)

    assert fired(history) == {"R06": "urgent"}
    assert the(history, "R06").inputs == {"function.orthopnea": 1}


def test_flag_of_several_questions_takes_the_highest_level_and_the_earliest_day():
    lying = daily("signs", every(7, 2), breathless_lying_flat=[2, 3])
    flag = the(replace(answered("function.orthopnea", [4, 1]), signs=lying), "R06")

    assert (flag.level, flag.since, flag.last, flag.count) == ("urgent", day(0), day(7), 2)
    assert flag.inputs == {"signs.breathless_lying_flat": 2, "function.orthopnea": 1}


def test_level_follows_the_answers_down():
    once, twice = (the(answered("function.orthopnea", [1, *[2] * n]), "R06") for n in (1, 2))

    assert [(flag.level, flag.since) for flag in (once, twice)] == [("urgent", day(0)), ("soon", day(0))]


def test_flags_come_with_the_highest_level_first():
    history = weekly_signs(morning_headache=[3], saliva_trouble=[7], choking_needed_help=[1], coughing_with_food=[3])

    assert fired(history) == {"R11": "urgent", "R07": "soon", "R17": "routine"}
    assert [flag.rule for flag in flags(history)] == ["R11", "R07", "R17"]


def test_empty_record_has_no_flags():
    assert flags(History(AT)) == ()


def test_lower_of_two_checks_of_one_day_counts():
    function = checks(every(0, 2), np.full((2, 12), 4.0))
    function.items[0, FUNCTION_ITEMS.index("dyspnea")] = 1

    assert fired(History(AT, function=function)) == {"R05": "urgent"}


# Whatever was logged


@settings(max_examples=25)
@given(st.lists(st.sampled_from([NOT, 0, 1, 2, 3, 7]), max_size=8), st.integers(0, 3))
def test_days_without_answers_change_no_flag(answers, at):
    section = daily("signs", every(7, len(answers)), morning_headache=answers, choking_needed_help=answers)
    at = min(at, len(answers))
    later = np.concatenate([section.days[:at], section.days[at:] + 7])
    gap = section.days[:1] + 7 * at if len(answers) else every(7, 1)
    padded = Daily(
        np.concatenate([later[:at], gap, later[at:]]), np.insert(section.values, at, np.nan, axis=0), section.columns
    )
    kept = Daily(later, section.values, section.columns)

    assert flags(History(AT, signs=padded)) == flags(History(AT, signs=kept))
