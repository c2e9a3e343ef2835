"""Block 10 says of how many days with an answer a medicine was not taken, and why where that is short."""

import datetime as dt

import pytest

from care.treatments.write import say_of_day, take_back
from people.access import Verb, open_record
from reports.sheet import Asked, printed
from reports.sheet.said import said
from symptoms.derive import maker
from symptoms.write import verbs
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def begun(record, ada, kind="riluzole", **fields):
    how = {"by": ada, "source": "self", "now": NOW, "start": TODAY - 60 * DAY}
    return verbs.record_treatment(record, kind=kind, **how, **fields).entry


def answered(treatment, ada, days, missed=(), source="self"):
    """On so many days up to now, of which those with a reason were not taken."""
    for ago in range(days):
        why = missed[ago] if ago < len(missed) else None
        told = {"taken": why is None, "why_not": why or ""}
        say_of_day(treatment, TODAY - ago * DAY, told, by=ada, source=source, now=NOW)


def line(record, user, **asked):
    """What block 10 says of it, on paper and in JSON."""
    maker.refresh(record.pk, now=NOW)
    made = printed(open_record(user, record.pk, Verb.PRINT), user, Asked(**asked), TODAY)
    on_paper = [each.text for each in made.sheet.treatments if each.label == "Not taken, as written"]
    (block,) = [each for each in said(made).blocks if each.number == 10]
    assert [each.text for each in block.lines if each.label == "Not taken, as written"] == on_paper
    return on_paper


def test_days_with_an_answer_are_counted_and_the_reasons_named(record, ada):
    answered(begun(record, ada), ada, 28, ["forgot", "side_effects"])

    assert line(record, ada) == ["Riluzole 2 of 28 days with an answer (Forgot: 1, Side effects: 1)"]


def test_the_one_that_was_left_out_most_often_comes_first_and_none_is_told_as_well(record, ada):
    answered(begun(record, ada), ada, 1)
    answered(begun(record, ada, "symptom_medicine", label="Baclofen", dose="10 mg"), ada, 3, ["", "forgot"])

    assert line(record, ada) == ["Baclofen 2 of 3 days with an answer (Forgot: 1); Riluzole 0 of 1 day"]


def test_where_nobody_answered_there_is_no_line(record, ada):
    riluzole = begun(record, ada)
    assert line(record, ada) == []
    row = say_of_day(riluzole, TODAY, {"taken": False}, by=ada, source="self", now=NOW).entry
    take_back(row, by=ada)
    say_of_day(riluzole, TODAY, {"troubles": ["nausea"]}, by=ada, source="self", now=NOW)

    assert line(record, ada) == []


def test_what_ada_said_counts_before_what_ben_said(record, ada, ben):
    riluzole = begun(record, ada)
    answered(riluzole, ben, 3, ["forgot"], source="caregiver")
    answered(riluzole, ada, 1)

    assert line(record, ada) == ["Riluzole 0 of 3 days with an answer"]


def test_it_is_of_the_days_of_the_period_alone_and_many_reasons_are_left_out(record, ada):
    whole = ["forgot", "side_effects", "swallowing", "ran_out", "chose_not"]
    answered(begun(record, ada), ada, 20, whole)

    assert line(record, ada) == ["Riluzole 5 of 20 days with an answer"]
    assert line(record, ada, start=TODAY - 3 * DAY) == ["Riluzole 4 of 4 days with an answer"]


def test_what_was_said_of_a_medicine_that_was_entered_in_error_is_left_out(record, ada):
    riluzole = begun(record, ada)
    answered(riluzole, ada, 3)
    verbs.retract(riluzole, by=ada)

    assert line(record, ada) == []


def test_reasons_give_way_where_there_are_more_medicines(record, ada):
    answered(begun(record, ada), ada, 27, ["forgot"])
    answered(begun(record, ada, "symptom_medicine", label="Baclofen"), ada, 27, ["forgot", "side_effects"])

    assert line(record, ada) == ["Baclofen 2 of 27 days with an answer; Riluzole 1 of 27 days"]
