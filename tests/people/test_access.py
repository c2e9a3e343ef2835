import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from people.access import Of, Verb, open_record
from people.models import AuditEvent, Membership, Patient
from people.rights import RIGHTS
from tests.cast import person

VERBS = [verb for of, verb in RIGHTS if of is Of.RECORD]
READS = [verb for verb in VERBS if not verb.writes]
WRITES = [verb for verb in VERBS if verb.writes]


def trail():
    return [(event.user.name, event.verb, event.detail) for event in AuditEvent.objects.order_by("pk")]


@pytest.fixture
def reader(record):
    """May look at Ada's record, not write."""
    reader = person("Eve")
    Membership.objects.create(user=reader, patient=record, role="clinician", access="read")
    return reader


@pytest.mark.parametrize("verb", VERBS)
def test_a_stranger_finds_nothing_whatever_they_want(record, dan, verb):
    with pytest.raises(Http404):
        open_record(dan, record.pk, verb)
    assert trail() == [("Dan", "refused", f"{verb} of {record.pk}")]


def test_a_record_that_is_not_there_is_refused_like_a_strangers(dan):
    absent = uuid.uuid4()
    with pytest.raises(Http404) as refused:
        open_record(dan, absent, Verb.VIEW)
    assert str(refused.value) == "There is no such person here, or you have not been given access."


@pytest.mark.parametrize("verb", WRITES)
def test_a_reader_who_wants_to_write_is_told_that_they_may_not(record, reader, verb):
    with pytest.raises(PermissionDenied):
        open_record(reader, record.pk, verb)
    assert trail() == [("Eve", "refused", str(verb))]


@pytest.mark.parametrize("verb", READS)
def test_a_reader_reads(record, reader, verb):
    opened = open_record(reader, record.pk, verb)
    assert (opened.patient, opened.role, opened.may_write) == (record, "clinician", False)


def test_a_caregiver_writes_but_does_not_say_who_else_may_see(record, ben):
    assert open_record(ben, record.pk, Verb.WRITE).role == "caregiver"
    with pytest.raises(PermissionDenied):
        open_record(ben, record.pk, Verb.MANAGE)


def test_a_clinician_of_the_clinic_opens_each_of_its_records(record, cleo):
    opened = open_record(cleo, record.pk, Verb.WRITE)
    assert (opened.role, opened.may_write, opened.for_clinician) == ("clinician", True, True)


def test_a_clinician_of_another_clinic_is_a_stranger(record, dan):
    Membership.objects.create(user=dan, clinic=dan.memberships.get().patient.clinic, role="clinician")
    with pytest.raises(Http404):
        open_record(dan, record.pk, Verb.VIEW)


def test_a_grant_that_has_ended_opens_nothing(record, ben):
    ben.memberships.update(ends_at=timezone.now())
    with pytest.raises(Http404):
        open_record(ben, record.pk, Verb.VIEW)


def test_a_grant_that_has_not_begun_opens_nothing(record, ben):
    ben.memberships.update(starts_at=timezone.now() + dt.timedelta(days=1))
    with pytest.raises(Http404):
        open_record(ben, record.pk, Verb.VIEW)


def test_someone_who_was_deactivated_opens_nothing(record, ben):
    ben.is_active = False
    ben.save()
    with pytest.raises(Http404):
        open_record(ben, record.pk, Verb.VIEW)


def test_of_two_grants_the_one_that_writes_counts(record, cleo):
    Membership.objects.create(user=cleo, patient=record, role="caregiver", access="read")
    assert open_record(cleo, record.pk, Verb.WRITE).role == "clinician"


def test_of_two_that_write_the_one_to_this_very_record_counts(record, cleo):
    Membership.objects.create(user=cleo, patient=record, role="caregiver", access="write")
    assert open_record(cleo, record.pk, Verb.WRITE).role == "caregiver"


def test_every_look_and_every_form_is_on_record_and_a_wait_is_not(record, ada):
    for verb in VERBS:
        open_record(ada, record.pk, verb)
    assert trail() == [("Ada", verb, "") for verb in ("view", "print", "export", "log", "manage")]


def test_visibility_is_the_same_as_the_door(record, ada, ben, cleo, dan, reader):
    users = (ada, ben, cleo, dan, reader)
    assert [record in Patient.objects.visible_to(user) for user in users] == [True, True, True, False, True]
    assert [record in Patient.objects.writable_by(user) for user in users] == [True, True, True, False, False]
