"""What is said of a treatment on a day: in presses, each of which keeps what was said before."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from care.models import TreatmentDay
from care.treatments.read import going_on
from care.treatments.write import say_of_day, take_all, take_back
from clinical.courses import MEDICINES
from symptoms.models.base import Source
from symptoms.write import verbs
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def start(record, ada):
    def begun(kind="riluzole", **fields):
        fields = {"kind": kind, "start": TODAY - dt.timedelta(days=30), **fields}
        return verbs.record_treatment(record, by=ada, source=Source.SELF, now=NOW, **fields).entry

    return begun


def stands() -> list[tuple]:
    return [(row.taken, row.why_not, row.troubles, row.helped) for row in TreatmentDay.objects.standing()]


def say(treatment, ada, **said):
    return say_of_day(treatment, TODAY, said, by=ada, source=Source.SELF, now=NOW)


def test_a_press_keeps_what_was_said_before_and_the_same_press_is_one_row(start, ada):
    riluzole = start()
    say(riluzole, ada, taken=False, why_not="forgot")
    say(riluzole, ada, troubles=["tired", "nausea"])
    say(riluzole, ada, troubles=["nausea", "tired"])

    assert stands() == [(False, "forgot", "nausea tired", None)]
    assert TreatmentDay.objects.count() == 2


def test_a_reason_goes_with_what_was_not_taken(start, ada):
    riluzole = start()
    say(riluzole, ada, taken=False, why_not="forgot")
    say(riluzole, ada, taken=True)

    assert stands() == [(True, "", "", None)]


def test_all_taken_leaves_what_was_said_to_be_left_out(record, start, ada):
    riluzole, baclofen = start(), start("symptom_medicine", detail="spasm")
    start("niv")
    say(baclofen, ada, taken=False)
    medicines = [row for row in going_on(record, TODAY) if row.kind in MEDICINES]
    take_all(medicines, TODAY, by=ada, source=Source.SELF, now=NOW)

    said = {row.treatment_id: row.taken for row in TreatmentDay.objects.standing()}
    assert said == {riluzole.pk: True, baclofen.pk: False}


def test_what_was_said_stays_with_a_treatment_whose_dose_was_corrected(start, ada):
    riluzole = start(dose="50 mg")
    say(riluzole, ada, taken=True)
    corrected = start(dose="100 mg", supersedes=riluzole)
    say(corrected, ada, troubles=["nausea"])

    assert stands() == [(True, "", "nausea", None)]


def test_it_is_taken_back(start, ada):
    row = say(start(), ada, taken=True).entry
    take_back(row, by=ada)
    take_back(row, by=ada)

    assert stands() == []


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        ("niv", {"taken": True}, "taken"),
        ("riluzole", {"helped": 3}, "helped"),
        ("riluzole", {"troubles": ["leaks"]}, "troubles"),
        ("niv", {"helped": 11}, "helped"),
    ],
)
def test_what_such_a_treatment_is_not_asked_is_refused_by_name(start, ada, kind, said, field):
    with pytest.raises(ValidationError) as refused:
        say(start(kind), ada, **said)

    assert list(refused.value.message_dict) == [field]
    assert stands() == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "riluzole", "detail": "peg"}, "detail"),
        ({"kind": "niv", "side": "left"}, "side"),
        ({"kind": "orthosis", "detail": "collar", "side": "left"}, "side"),
        ({"kind": "riluzole", "stop_reason": "team"}, "stop_reason"),
    ],
)
def test_what_does_not_belong_to_a_kind_is_refused_by_name(start, fields, field):
    with pytest.raises(ValidationError) as refused:
        start(**fields)

    assert list(refused.value.message_dict) == [field]
