"""What was said before a visit, and what of it was talked about, goes from record to record as it is."""

import datetime as dt

import pytest
from django.utils import timezone

from care.before.letters import send_due
from care.before.write import mark_talked, say, take_back
from care.before_said import Said
from care.models import Talked, VisitAnswer, VisitLetter
from care.visits.said import Said as Visited
from care.visits.write import record_visit
from exchange.merging.doing import merge
from exchange.merging.undoing import undo
from people.models import Membership
from symptoms.models import Reminder
from tests.cast import NOW, TODAY, new_patient

COMING = TODAY + dt.timedelta(7)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def second(clinic, cleo, record):
    """Ada once more; in both records the same visit is coming."""
    patient = new_patient(clinic, "A-2", name="Ada")
    for day, each in enumerate((record, patient), 1):
        record_visit(each, Visited(TODAY - dt.timedelta(day), next_visit=COMING), by=cleo, now=NOW)
    return patient


def answer(patient, by, question, *codes, source="self", now=NOW, **more):
    return say(patient, Said(question, codes, **more), by=by, source=source, now=now).entry


def where():
    """Of each answer and each press whose record it is in now, and all else that it says."""
    answers = {row["id"]: row for row in VisitAnswer.objects.values()}
    presses = {row["press"]: row for row in Talked.objects.values()}
    return answers, presses


def moved_to(rows, patient, pks):
    return {pk: row | ({"patient_id": patient.pk} if pk in pks else {}) for pk, row in rows.items()}


def test_answers_and_presses_go_with_their_ids_and_authors_and_come_back_as_they_were(record, second, ada, ben, cleo):
    first = answer(second, ada, "matter_1", "falls")
    said = answer(second, ada, "matter_1", "choking", now=NOW + MINUTE)
    seen = answer(second, ben, "behaviour", "a_little", source="caregiver", shown_to="team")
    back = answer(second, ben, "strain", "8", source="caregiver")
    take_back(back, by=ben, now=NOW)
    done = [mark_talked(said, done=done, by=cleo, now=NOW + n * MINUTE) for n, done in enumerate((True, False, True))]
    before = answers, presses = where()

    made = merge(record, second, by=cleo, now=timezone.now())

    assert where() == (
        moved_to(answers, record, {first.pk, said.pk, seen.pk, back.pk}),
        moved_to(presses, record, {talk.press for talk in done}),
    )
    undo(made, by=cleo, now=timezone.now())
    assert where() == before


def test_a_question_that_was_answered_in_both_stays_where_it_was_with_what_was_talked_about(
    record, second, ada, ben, cleo
):
    answer(record, ada, "matter_1", "falls")
    stays = answer(second, ada, "matter_1", "choking")
    talk = mark_talked(stays, done=True, by=cleo, now=NOW)
    goes = answer(second, ada, "matter_2", "sleep")
    beside = answer(second, ben, "matter_1", "falls", source="caregiver")  # another author: nothing is in the way
    before = answers, presses = where()

    made = merge(record, second, by=cleo, now=timezone.now())

    assert where() == (moved_to(answers, record, {goes.pk, beside.pk}), presses)
    assert made.stayed == {"care.visitanswer": [stays.pk], "care.talked": [talk.pk]}
    undo(made, by=cleo, now=timezone.now())
    assert where() == before


def test_what_was_answered_anew_and_talked_about_since_goes_back_and_what_is_new_stays(record, second, ada, cleo):
    first = answer(second, ada, "matter_1", "falls")
    made = merge(record, second, by=cleo, now=NOW + MINUTE)
    since = NOW + 2 * MINUTE
    anew = answer(record, ada, "matter_1", "choking", now=since)
    talk = mark_talked(anew, done=True, by=cleo, now=since)
    new = answer(record, ada, "matter_2", "sleep", now=since)

    undo(made, by=cleo, now=NOW + 3 * MINUTE)

    assert {row.pk: row.patient for row in VisitAnswer.objects.all()} == {
        first.pk: second,
        anew.pk: second,
        new.pk: record,
    }
    assert (Talked.objects.get().pk, Talked.objects.get().patient) == (talk.pk, second)


def test_who_was_asked_before_a_visit_in_one_is_not_asked_again_once_they_are_together(record, second, ada, cleo):
    Membership.objects.create(user=ada, patient=second, role="patient", access="write", granted_by=cleo)
    for each in (record, second):
        Reminder.objects.create(patient=each, user=ada, on=True, hour=9)
    for patient, day in ((second, COMING), (second, TODAY), (record, TODAY)):
        VisitLetter.objects.create(patient=patient, user=ada, visit_day=day, at=NOW)

    made = merge(record, second, by=cleo, now=NOW + MINUTE)
    assert (send_due(now=NOW + MINUTE), letters(record), letters(second)) == (0, [TODAY, COMING], [TODAY])

    undo(made, by=cleo, now=NOW + 2 * MINUTE)
    assert (letters(record), letters(second)) == ([TODAY], [TODAY, COMING])


def letters(patient):
    return list(VisitLetter.objects.filter(patient=patient).order_by("visit_day").values_list("visit_day", flat=True))
