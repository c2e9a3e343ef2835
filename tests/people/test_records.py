import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from people import records
from people.access import Verb, open_record
from people.models import AuditEvent, Clinic, Patient, User
from tests.cast import new_patient


def trace():
    """The events so far, oldest first."""
    events = AuditEvent.objects.order_by("pk")
    return [(event.verb, event.user and event.user.name, event.patient.reference, event.detail) for event in events]


def test_each_file_has_an_author_of_its_own_as_whom_nobody_can_sign_in(db, client):
    account, other = records.account_of_a_file("a1"), records.account_of_a_file("b2")

    assert account != other
    assert (account.email, account.name) == ("file-import-a1@alsweak.invalid", "File import")
    assert not client.login(email=account.email, password="")
    assert not account.has_usable_password()
    assert not account.is_active
    assert records.came_in_a_file(account)


def test_a_person_is_no_file(ada, cleo):
    assert [records.came_in_a_file(user) for user in (ada, cleo, User(email="file-import@x.example"))] == [False] * 3


def test_a_patient_is_found_by_reference_and_by_id(record, dan):
    assert records.find_patient("A-1") == record
    assert records.find_patient(str(record.pk)) == record


@pytest.mark.parametrize("text", ["Z-9", "a-1", "7a8e1c64-97b0-4b8c-8f0b-2a3c0f1f4a55"])
def test_nobody_is_found_by_what_nobody_bears(record, text):
    with pytest.raises(records.PatientNotFound, match=f"^There is no patient “{text}”.$"):
        records.find_patient(text)


def test_a_reference_that_two_clinics_use_needs_the_id(record, dan):
    other = new_patient(Clinic.objects.get(name="South Clinic"), "A-1")

    with pytest.raises(records.PatientNotFound) as refused:
        records.find_patient("A-1")

    assert str(refused.value) == (
        "“A-1” is the reference of several patients. Give the id of one. "
        f"North Clinic: {record.pk}; South Clinic: {other.pk}"
    )


def test_a_new_record_lives_in_the_time_zone_of_its_clinic(clinic, cleo):
    patient = records.create_record(clinic, "A-2", by=cleo, onset_month=dt.date(2025, 6, 1))

    assert (patient.clinic, patient.time_zone, patient.onset_month) == (clinic, "Europe/Berlin", dt.date(2025, 6, 1))
    assert trace() == [("create", "Cleo", "A-2", "")]


def test_a_reference_is_used_once_in_a_clinic(clinic, record, cleo):
    with pytest.raises(ValidationError):
        records.create_record(clinic, "A-1", by=cleo)

    assert Patient.objects.count() == 1
    assert trace() == []


def test_a_zone_that_is_none_is_refused(clinic, cleo):
    with pytest.raises(ValidationError) as refused:
        records.create_record(clinic, "A-2", by=cleo, time_zone="Europe/Nowhere")

    assert refused.value.message_dict == {"time_zone": ["“Europe/Nowhere” is not a time zone, such as Europe/Berlin."]}


def test_someone_with_als_can_keep_a_record_of_their_own(db):
    eve = User.objects.create_user("eve@example.org", name="Eve")

    patient = records.start_own_record(eve, name="Eve", time_zone="Europe/Paris")

    opened = open_record(eve, patient.pk, Verb.LOG)
    assert (opened.role, opened.may_write) == ("patient", True)
    assert (patient.clinic.name, patient.time_zone) == ("Own records", "Europe/Paris")
    assert [verb for verb, *_ in trace()] == ["create", "grant", "log"]
