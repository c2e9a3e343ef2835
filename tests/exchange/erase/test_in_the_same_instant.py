"""A record is erased between the moment at which somebody opens it and the moment at which they write in it."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.erase.person import erase_record
from people import access, consent, records
from people.models import AuditEvent, Patient
from people.querysets import Gone
from symptoms.day import drafts
from symptoms.derive import maker
from symptoms.models import Draft, Event
from tests.symptoms.api.calls import BODIES, Caller, refusal

NOW = timezone.now()
TODAY = NOW.date()
FALL = {"id": str(uuid.uuid4()), "kind": "fall", "label": "On the stairs", "start": TODAY.isoformat()}


@pytest.fixture
def erased_once_opened(record, monkeypatch):
    """What the door asks last of the record, after which somebody else is quicker."""
    asked = access._shares

    def erased(patient, role):
        found = asked(patient, role)
        erase_record(Patient.objects.get(pk=record.pk), by=None, asked_by="command", now=NOW)
        return found

    monkeypatch.setattr(access, "_shares", erased)


def is_gone(record):
    written = AuditEvent.objects.filter(patient=record, verb="write").exists()
    left = (rows.exists() for rows in (Patient.objects.filter(pk=record.pk), Event.objects.filter(patient=record)))
    return not any((*left, written))


@pytest.mark.parametrize(
    ("who", "page", "query", "said"),
    [
        ("ada", "event", "?typed", FALL),
        ("ada", "plan", "", {"answer": "2"}),
        ("ada", "wrong_today", "", {"answer": "fell"}),
        ("cleo", "mark_cell", "", {"cell": "hand.left", "kind": "involved"}),
        ("ada", "research", "", {"answer": "yes"}),
    ],
)
def test_a_page_answers_as_if_the_record_had_never_been(
    request, client, record, ada, cleo, erased_once_opened, who, page, query, said
):
    client.force_login(request.getfixturevalue(who))
    answer = client.post(reverse(page, args=[record.pk]) + query, said)
    assert (answer.status_code, is_gone(record)) == (404, True)


@pytest.mark.parametrize("kind", ["check-ins", "events", "treatments"])
def test_a_program_is_told_404(record, ada, erased_once_opened, kind):
    status, told = refusal(Caller(ada, record).post(f"{kind}/", BODIES[kind]))
    assert (status, [where for where, _what in told], is_gone(record)) == (404, ["request"], True)


def test_who_takes_all_of_it_along_is_told_404(record, ada, erased_once_opened):
    answer = Caller(ada, record).get("fhir/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_job_takes_it_as_a_right_that_ended(record, ada, erased_once_opened):
    long_ago = NOW - drafts.IDLE * 2
    Draft.objects.create(patient=record, author=ada, day=TODAY, answers={"weakness.neck": 3}, touched_at=long_ago)
    assert (drafts.record_waiting(now=NOW), is_gone(record)) == (0, True)


def test_a_report_of_it_is_not_made(record):
    erase_record(record, by=None, asked_by="command", now=NOW)
    maker.refresh(record.pk, now=NOW)
    assert is_gone(record)


def test_every_writer_of_a_record_says_that_it_is_gone(record, ada, ben):
    erase_record(Patient.objects.get(pk=record.pk), by=None, asked_by="command", now=NOW)
    for write in (
        lambda: consent.grant(record, ben, role="caregiver", access="read", by=ada),
        lambda: records.set_ending(record, why="moved", on=TODAY, by=ada),
    ):
        with pytest.raises(Gone):
            write()
