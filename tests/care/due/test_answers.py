import datetime as dt
import uuid
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from care import overviews, places
from care.before.write import say
from care.before_said import Said
from care.due.read import due_of, heard_of
from care.due.write import answer_due, take_back
from care.models import DueAnswer, Place
from care.programme.write import Set, set_programme
from care.visits.said import Said as OfVisit
from care.visits.write import record_visit
from clinical.due import State, Task
from clinical.need import Facts
from people import consent
from people.models import AuditEvent, Membership
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.write import verbs
from symptoms.write.transaction import IdInUse
from tests.care.programme.setting import WALK
from tests.cast import NOW, TODAY, new_patient
from tests.reports.listing import listed, references, row

DAY = dt.timedelta(days=1)
SHARED = ("caregiver",)


@pytest.fixture
def known(record):
    maker.refresh(record.pk, now=NOW)
    return Facts.from_json(Report.objects.get(patient=record).facts).due


def stand(record, known, task, on=TODAY, shown=()):
    found = due_of(record, known, heard_of([record.pk])[record.pk], on, shown=shown)
    return next((each.state, each.since, each.last) for each in found if each.task == task)


def coming(record, cleo):
    record_visit(record, OfVisit(TODAY - 80 * DAY, next_visit=TODAY + 7 * DAY), by=cleo, now=NOW)


@pytest.fixture
def answer(record, cleo):
    return partial(answer_due, record, by=cleo, now=NOW)


def test_what_was_done_is_due_again_after_its_interval(record, known, answer):
    assert stand(record, known, Task.MIND) == (State.DUE, TODAY, None)

    answer("mind", "done", on=TODAY - DAY)

    assert stand(record, known, Task.MIND) == (State.LATER, TODAY + 182 * DAY, TODAY - DAY)


def test_what_is_put_off_comes_back_on_its_day_and_what_is_not_wanted_stays(record, known, answer):
    answer("mind", "not_now", until=TODAY + 7 * DAY)
    answer("voice", "declined")

    assert [stand(record, known, Task.MIND, TODAY + n * DAY)[0] for n in (6, 7)] == [State.NOT_NOW, State.DUE]
    assert stand(record, known, Task.VOICE, TODAY + 999 * DAY)[0] is State.DECLINED


def test_an_answer_that_is_taken_back_leaves_the_one_before_it_and_twice_is_once(record, known, answer, cleo):
    answer("mind", "done", on=TODAY)
    last = answer("mind", "declined")
    rows = [take_back(last, by=cleo, now=NOW + DAY).pk for _twice in range(2)]

    assert rows[0] == rows[1]
    assert stand(record, known, Task.MIND) == (State.LATER, TODAY + 183 * DAY, TODAY)
    assert DueAnswer.objects.count() == 3  # nothing is ever changed


def test_a_press_that_arrives_twice_is_one_answer_and_another_with_its_id_is_refused(record, answer, clinic, cleo):
    id = uuid.uuid4()
    assert answer("mind", "declined", id=id) == answer("mind", "declined", id=id)
    with pytest.raises(IdInUse):
        answer("voice", "declined", id=id)
    with pytest.raises(IdInUse):
        answer_due(new_patient(clinic, "B-1"), "mind", "declined", by=cleo, now=NOW, id=id)

    assert DueAnswer.objects.count() == 1
    assert list(AuditEvent.objects.filter(verb="write").values_list("user", "detail")) == [(cleo.pk, f"dueanswer {id}")]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (("mind", "done"), "on"),
        (("mind", "done", TODAY + DAY), "on"),
        (("mind", "not_now"), "until"),
        (("mind", "not_now", None, TODAY), "until"),
        (("mind", "declined", TODAY), "on"),
        (("mind", "done", TODAY, TODAY + DAY), "until"),
        (("teeth", "done", TODAY), "task"),
        (("mind", "taken_back"), "action"),
    ],
)
def test_what_does_not_go_together_is_refused(answer, said, field):
    task, action, *days = said
    with pytest.raises(ValidationError) as refused:
        answer(task, action, **dict(zip(("on", "until"), days, strict=False)))

    assert list(refused.value.error_dict) == [field]


def test_what_who_helps_says_counts_as_far_as_it_is_shown(record, known, ada, ben, cleo):
    coming(record, cleo)
    say(record, Said("strain", ("6",)), by=ben, source="caregiver", now=NOW)
    assert [stand(record, known, Task.CAREGIVER, shown=shown)[0] for shown in ((), SHARED)] == [
        State.DUE,
        State.LATER,
    ]

    say(record, Said("nights", ("2",)), by=ben, source="caregiver", now=NOW)
    assert stand(record, known, Task.CAREGIVER) == (State.LATER, TODAY + 92 * DAY, TODAY)


def test_a_yes_before_a_visit_asks_for_planning_and_not_now_is_an_answer(record, known, ada, cleo, answer):
    coming(record, cleo)
    answer("planning", "done", on=TODAY - DAY)
    said = partial(say, record, by=ada, source="self", now=NOW)

    said(Said("planning", ("yes",)))
    assert stand(record, known, Task.PLANNING)[0] is State.DUE
    said(Said("planning", ("not_now",)))
    assert stand(record, known, Task.PLANNING) == (State.LATER, TODAY + 183 * DAY, TODAY)


# --- The list and the view of all ---


def test_a_programme_is_due_for_a_look_on_the_day_that_it_names_until_a_new_version_names_another(record, known, cleo):
    def set_with(review, ended=False, ago=20, at=NOW):
        wanted = Set(TODAY - ago * DAY, review, ended=ended, items=() if ended else (WALK,))
        return set_programme(record, wanted, by=cleo, source="clinician", now=at)

    set_with(TODAY - 2 * DAY)
    passed = stand(record, known, Task.EXERCISE)
    set_with(TODAY + 9 * DAY, ago=0, at=NOW + dt.timedelta(minutes=1))
    renewed = stand(record, known, Task.EXERCISE)
    set_with(None, ended=True, ago=0, at=NOW + dt.timedelta(minutes=2))

    assert passed == (State.DUE, TODAY - 2 * DAY, None)
    assert renewed == (State.LATER, TODAY + 9 * DAY, None)
    assert stand(record, known, Task.EXERCISE) == (State.NOTHING, None, None)


def test_the_list_says_what_is_due_and_finds_who_has_anything(record, known, ada, cleo, answer):
    assert row(cleo).reasons[-1].text == "Due: Breathing test, Weight and 4 more"
    assert references(cleo, due=True) == ["A-1"]

    for task in ("mind", "voice", "caregiver", "planning", "breathing_test"):
        answer(task, "declined")
    assert row(cleo).reasons[-1].text == "Due: Weight"
    answer("weight", "not_now", until=TODAY + DAY)
    assert [reason.kind for reason in row(cleo).reasons] == ["quiet"]
    assert (references(cleo, due=True), len(listed(cleo))) == ([], 1)


def test_the_place_of_somebody_in_the_list_holds_days_so_that_it_stays_true(record, known, ada, cleo, answer):
    answer("weight", "not_now", until=TODAY + 5 * DAY)
    places.catch_up(NOW)

    place = Place.objects.get(patient=record)
    assert (place.due["weight"], place.due_on) == (str(TODAY + 5 * DAY), TODAY)


def test_what_is_private_is_in_no_list_of_those_to_whom_it_is_not_shown(record, ada, ben, cleo):
    verbs.record_check_in(record, TODAY, {"signs.caregiver_strain": 3}, by=ben, source="caregiver", now=NOW)
    maker.refresh(record.pk, now=NOW)
    kept = consent.note_clinic(record, by=cleo, basis="word")

    def due():
        places.catch_up(NOW)
        place = Place.objects.get(patient=record)
        return place.due["caregiver"], place.bare_due["caregiver"]

    assert due() == (str(TODAY), str(TODAY))
    Membership.objects.filter(pk=kept.pk).update(shares=["caregiver"])
    assert due() == (str(TODAY + 92 * DAY), str(TODAY))


def test_a_clinic_sees_of_how_many_people_each_is_due_and_of_no_small_group(clinic, cleo):
    people = [new_patient(clinic, f"N-{n}") for n in range(12)]
    for patient in people:
        maker.refresh(patient.pk, now=NOW)
    for patient in people[:6]:
        answer_due(patient, "mind", "done", on=TODAY, by=cleo, now=NOW)
    for patient in people[:9]:
        answer_due(patient, "weight", "done", on=TODAY, by=cleo, now=NOW)
    overviews.make(clinic.pk, NOW)

    found = {count.name: count.people for count in overviews.last(clinic, NOW).view.due}
    assert found == {"breathing_test": 12, "voice": 12, "mind": 6, "caregiver": 12, "planning": 12}
