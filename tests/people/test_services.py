import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from people import services
from people.access import Verb, open_record
from people.models import AuditEvent, Clinic, Membership, Patient, User
from tests.cast import NOW, new_patient


def trace():
    """The events so far, oldest first."""
    events = AuditEvent.objects.order_by("pk")
    return [(event.verb, event.user and event.user.name, event.patient.reference, event.detail) for event in events]


def test_the_import_account_is_one_account_that_nobody_can_sign_in_with(db, client):
    account = services.import_account()

    assert services.import_account() == account
    assert (account.email, account.name) == ("file-import@alsweak.invalid", "File import")
    assert not client.login(email=account.email, password="")
    assert not account.has_usable_password()
    assert not account.is_active


def test_a_patient_is_found_by_reference_and_by_id(record, dan):
    assert services.find_patient("A-1") == record
    assert services.find_patient(str(record.pk)) == record


@pytest.mark.parametrize("text", ["Z-9", "a-1", "7a8e1c64-97b0-4b8c-8f0b-2a3c0f1f4a55"])
def test_nobody_is_found_by_what_nobody_bears(record, text):
    with pytest.raises(services.PatientNotFound, match=f"^There is no patient “{text}”.$"):
        services.find_patient(text)


def test_a_reference_that_two_clinics_use_needs_the_id(record, dan):
    other = new_patient(Clinic.objects.get(name="South Clinic"), "A-1")

    with pytest.raises(services.PatientNotFound) as refused:
        services.find_patient("A-1")

    assert str(refused.value) == (
        "“A-1” is the reference of several patients. Give the id of one. "
        f"North Clinic: {record.pk}; South Clinic: {other.pk}"
    )


def test_a_new_record_lives_in_the_time_zone_of_its_clinic(clinic, cleo):
    patient = services.create_record(clinic, "A-2", by=cleo, onset_month=dt.date(2025, 6, 1))

    assert (patient.clinic, patient.time_zone, patient.onset_month) == (clinic, "Europe/Berlin", dt.date(2025, 6, 1))
    assert trace() == [("create", "Cleo", "A-2", "")]


def test_a_reference_is_used_once_in_a_clinic(clinic, record, cleo):
    with pytest.raises(ValidationError):
        services.create_record(clinic, "A-1", by=cleo)

    assert Patient.objects.count() == 1
    assert trace() == []


def test_a_zone_that_is_none_is_refused(clinic, cleo):
    with pytest.raises(ValidationError) as refused:
        services.create_record(clinic, "A-2", by=cleo, time_zone="Europe/Nowhere")

    assert refused.value.message_dict == {"time_zone": ["“Europe/Nowhere” is not a time zone, such as Europe/Berlin."]}


def test_someone_with_als_can_keep_a_record_of_their_own(db):
    eve = User.objects.create_user("eve@example.org", name="Eve")

    patient = services.start_own_record(eve, name="Eve", time_zone="Europe/Paris")

    opened = open_record(eve, patient.pk, Verb.LOG)
    assert (opened.role, opened.may_write) == ("patient", True)
    assert (patient.clinic.name, patient.time_zone) == ("Own records", "Europe/Paris")
    assert [verb for verb, *_ in trace()] == ["create", "grant"]


def test_a_grant_opens_the_record_and_leaves_a_trace(record, ada, dan):
    services.grant(record, dan, role="caregiver", access="read", by=ada)

    assert open_record(dan, record.pk, Verb.PROGRESS).may_write is False
    assert trace() == [("grant", "Ada", "A-1", "Dan: caregiver, read")]


def test_granting_again_ends_what_was_granted_before(record, ada, ben):
    before = ben.memberships.get()

    now = services.grant(record, ben, role="caregiver", access="read", by=ada)

    before.refresh_from_db()
    assert before.ends_at == now.starts_at
    assert open_record(ben, record.pk, Verb.PROGRESS).may_write is False
    assert list(ben.memberships.filter(ends_at=None)) == [now]


def test_a_record_belongs_to_one_person(record, ada, dan):
    with pytest.raises(ValidationError, match="already belongs to someone"):
        services.grant(record, dan, role="patient", access="write", by=ada)

    assert not Membership.objects.filter(user=dan, patient=record).exists()


def test_an_ended_grant_closes_the_record_once(record, ada, ben):
    grant = ben.memberships.get()
    moment = grant.starts_at + dt.timedelta(seconds=1)

    services.end_grant(grant, by=ada, now=moment)
    services.end_grant(grant, by=ada, now=moment + dt.timedelta(days=1))

    grant.refresh_from_db()
    assert grant.ends_at == moment
    assert trace() == [("end grant", "Ada", "A-1", "Ben")]


def test_an_ended_grant_is_refused_at_the_door(record, ada, ben):
    grant = ben.memberships.get()
    services.end_grant(grant, by=ada, now=grant.starts_at)

    with pytest.raises(Http404):
        open_record(ben, record.pk, Verb.VIEW)


def test_the_persons_own_access_does_not_end(record, ada, cleo):
    with pytest.raises(ValidationError, match="own access"):
        services.end_grant(ada.memberships.get(), by=cleo, now=NOW)

    assert open_record(ada, record.pk, Verb.PROGRESS).may_write


def test_the_persons_own_record_is_not_granted_to_them_again(record, ada, cleo):
    with pytest.raises(ValidationError, match="they see it already"):
        services.grant(record, ada, role="caregiver", access="read", by=cleo)
    assert Membership.objects.current().get(user=ada).role == "patient"
