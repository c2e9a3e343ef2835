import datetime as dt
import re
from pathlib import Path

import pytest

from clinical.due import RULES, Action, Answer, Asked, Due, Known, State, Task, Why, asked_from, due, since_onset
from clinical.history import History, Span
from clinical.report import compute
from tests.clinical.records import checks, daily, every, items, on, readings

AT = dt.date(2024, 12, 31)
CLINICAL = (Path(__file__).parents[2] / "docs" / "clinical.md").read_text()


def found(task, *answers, **record):
    known = compute(History(AT, **record), "A-1").facts.due
    return next(each for each in due(known, answers, AT) if each.task is task)


def test_rules_are_those_of_the_document():
    rows = re.findall(r"^\| `(\w+)` \| (from the first day)?[^|]*\| ([^|]+) \| \[(\w)\] \|", CLINICAL, re.M)

    assert [(name, bool(first), every.strip(), mark) for name, first, every, mark in rows] == [
        (task, rule.at_first, f"{rule.every} months" if rule.every else "once" if rule.at_first else "–", rule.mark)
        for task, rule in RULES.items()
    ]


@pytest.mark.parametrize(
    ("day", "state", "since"),
    [("2024-10-01", State.LATER, "2025-01-01"), ("2024-09-30", State.DUE, "2024-12-31")],
)
def test_a_breathing_test_is_due_after_three_months(day, state, since):
    tested = found(Task.BREATHING_TEST, measurements={"snip": readings(on("2024-01-01", day), [60, 50], "clinician")})

    assert tested == Due(Task.BREATHING_TEST, state, dt.date.fromisoformat(since), last=dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("fvc", "whys"), [(66, []), (65, ["fvc_near"]), (50, ["fvc_near"]), (49, ["fvc_near", "fvc_line"])]
)
def test_the_line_of_fvc_is_that_of_the_guideline(fvc, whys):
    asked = found(Task.SWALLOWING, measurements={"fvc_percent": readings(on("2024-12-02"), [fvc], "clinician")})

    assert [each.why for each in asked.whys] == whys


@pytest.mark.parametrize(("kg", "whys"), [(76.1, []), (76, ["weight_near"]), (72, ["weight_near", "weight_line"])])
def test_a_loss_is_of_the_usual_weight(kg, whys):
    asked = found(Task.SWALLOWING, usual_weight=80, measurements={"weight": readings(on("2024-12-02"), [kg])})

    assert [each.why for each in asked.whys] == whys


def test_a_value_above_the_line_again_asks_for_nothing():
    tested = {"fvc_percent": readings(on("2024-10-01", "2024-12-02"), [64, 66], "clinician")}

    assert found(Task.SWALLOWING, measurements=tested) == Due(Task.SWALLOWING, State.NOTHING)


def test_speech_in_the_function_check_asks_too():
    asked = found(Task.COMMUNICATION, function=checks(on("2024-12-02"), items("244 444 444 444")))

    assert (asked.state, asked.since) == (State.DUE, dt.date(2024, 12, 2))


def test_a_device_that_is_put_away_is_asked_about_again():
    spoken = daily("weakness", every(7, 2, "2024-12-02"), speech=[2, 2])
    used, away = (Span("aac", "", dt.date(2024, 11, 1), end) for end in (None, dt.date(2024, 11, 20)))

    assert found(Task.COMMUNICATION, weakness=spoken, treatments=(used,)).state is State.NOTHING
    assert found(Task.COMMUNICATION, weakness=spoken, treatments=(away,)).state is State.DUE


def test_a_voice_that_is_saved_is_no_device_to_speak_with():
    speech = checks(on("2024-10-01"), items("244 444 444 444"))
    saved = Span("aac", "", dt.date(2024, 11, 1), detail="voice_banking")

    states = {
        task: found(task, function=speech, treatments=(saved,)).state for task in (Task.VOICE, Task.COMMUNICATION)
    }
    assert states == {Task.VOICE: State.NOTHING, Task.COMMUNICATION: State.DUE}


def test_a_record_that_was_closed_asks_for_nothing():
    closed = compute(History(AT), "A-1", closed=True).facts.due

    assert {each.state for each in due(closed, (), AT)} == {State.NOTHING}


def test_what_a_helper_said_of_the_strain_counts_only_for_whom_it_is_shared_with():
    known = compute(History(AT, signs=daily("signs", on("2024-12-02"), caregiver_strain=[6])), "A-1").facts.due

    said = [each.last for record in (known, known.with_strain()) for each in due(record, (), AT)]
    assert (said.count(None), said.count(dt.date(2024, 12, 2))) == (2 * len(Task) - 1, 1)


def test_a_no_stands_until_the_day_that_was_named():
    answer = Answer(Task.VOICE, Action.DECLINED, AT, until=AT + dt.timedelta(30))
    known = Known(AT)

    held, again = (
        next(each for each in due(known, [answer], day) if each.task is Task.VOICE)
        for day in (AT + dt.timedelta(29), AT + dt.timedelta(30))
    )

    assert held == Due(Task.VOICE, State.DECLINED, answer.until, answer=answer)
    assert again == Due(Task.VOICE, State.DUE, answer.until)


def test_what_is_due_comes_first_and_what_is_not_keeps_its_order():
    record = Known(AT, done={Task.WEIGHT: AT}, asked=(Asked(Task.SWALLOWING, Why.FVC_NEAR, AT),))

    assert [each.task for each in due(record, (), AT)] == [
        *(task for task in Task if task not in (Task.WEIGHT, Task.COMMUNICATION, Task.EXERCISE)),
        *(Task.WEIGHT, Task.COMMUNICATION, Task.EXERCISE),
    ]


def test_a_list_keeps_the_days_from_which_each_is_asked_for():
    record = Known(AT, done={Task.WEIGHT: AT})
    answer = Answer(Task.VOICE, Action.DECLINED, AT)

    kept = asked_from(due(record, [answer], AT))
    assert kept == {task: AT for task in Task if RULES[task].at_first and task is not Task.VOICE} | {
        Task.WEIGHT: dt.date(2025, 4, 2)
    }


def test_months_since_onset_are_whole_and_unknown_where_the_day_is():
    days = (dt.date(2024, 1, 1), AT, None, AT + dt.timedelta(1))

    assert [since_onset(day, AT) for day in days] == [12, 0, None, None]
