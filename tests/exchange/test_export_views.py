"""Taking records along in the browser: what is offered to whom, and what comes."""

import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from care.visits.said import Said
from care.visits.write import record_visit
from exchange import export_views
from people import consent
from people.models import AuditEvent, Membership, Patient
from symptoms.record.days import local_day
from tests.cast import new_patient, person
from tests.reports.opened import opened, signed_in, text


def at(record, name):
    return reverse(name, args=[record.pk])


def names_in(response):
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        return [line.split(",")[1] for line in archive.read("people.csv").decode().splitlines()[1:]]


def links(user, name, record):
    page = opened(user, name, record).content.decode()
    return [
        each for each in ("export_zip", "export_csv", "device", "more", "dashboard") if f'"{at(record, each)}"' in page
    ]


def test_the_person_takes_the_whole_record_two_presses_from_the_first_page(client, record, ada):
    client.force_login(ada)
    assert at(record, "more") in client.get("/").content.decode()
    assert at(record, "export") in client.get(at(record, "more")).content.decode()
    response = client.get(at(record, "export_zip"))

    assert response["Content-Disposition"] == 'attachment; filename="alsweak.zip"'
    assert (response["Content-Type"], names_in(response)) == ("application/zip", ["A-1"])
    assert [each.verb for each in AuditEvent.objects.filter(user=ada, patient=record, verb="export")] == ["export"]


def test_to_look_at_what_can_be_taken_takes_nothing(record, ada):
    opened(ada, "export", record)
    assert not AuditEvent.objects.filter(verb="export").exists()


def test_each_reader_has_the_files_and_the_way_back_to_where_they_came_from(record, ada, ben, cleo):
    consent.grant(record, eve := person("Eve"), role="caregiver", access="read", by=ada)
    assert {user.name: links(user, "export", record) for user in (ada, ben, eve, cleo)} == {
        "Ada": ["export_zip", "export_csv", "device", "more"],
        "Ben": ["export_zip", "export_csv", "device", "more", "dashboard"],
        "Eve": ["export_zip", "export_csv", "more", "dashboard"],
        "Cleo": ["export_zip", "export_csv", "dashboard"],
    }


def test_who_may_look_and_not_copy_is_told_so_and_shown_no_link(record, clinic):
    thea = person("Thea")
    Membership.objects.create(user=thea, clinic=clinic, role="therapist", access="write")
    assert at(record, "export") not in text(opened(thea, "dashboard", record))
    assert [opened(thea, name, record).status_code for name in ("export", "export_zip")] == [403, 403]
    assert signed_in(thea).get(reverse("export_clinic", args=[clinic.pk])).status_code == 404


def test_what_a_table_leaves_out_is_named_as_far_as_it_is_shown(record, ada, cleo):
    record_visit(record, Said(local_day(record, timezone.now())), by=cleo, now=timezone.now())
    beside = [opened(user, "export", record).context["beside"] for user in (ada, cleo)]
    assert beside == ["facts of the person", "facts of the person, visits"]


def test_a_closed_record_can_be_taken(client, record, ada):
    Patient.objects.filter(pk=record.pk).update(ended_on=local_day(record, timezone.now()), ended_why="other")
    client.force_login(ada)
    assert at(record, "more") in client.get("/").content.decode()
    assert at(record, "export") in client.get(at(record, "more")).content.decode()
    assert names_in(client.get(at(record, "export_zip"))) == ["A-1"]


# --- All records of a clinic ---


@pytest.fixture
def many(record, clinic, cleo, dan):
    """Three of Cleo's clinic; Dan's is of another."""
    return [record, new_patient(clinic, "B-2"), new_patient(clinic, "C-3")]


def of_clinic(user, clinic, name="export_clinic_zip"):
    return signed_in(user).get(reverse(name, args=[clinic.pk]))


def test_a_clinician_takes_every_record_of_the_clinic_and_each_is_told(many, clinic, cleo):
    assert of_clinic(cleo, clinic, "export_clinic").context["number"] == 3
    assert reverse("export_clinic", args=[clinic.pk]) in signed_in(cleo).get(reverse("worklist")).content.decode()
    assert names_in(of_clinic(cleo, clinic)) == ["A-1", "B-2", "C-3"]
    told = AuditEvent.objects.filter(verb="export", user=cleo).values_list("patient__reference", flat=True)
    assert sorted(told) == ["A-1", "B-2", "C-3"]


def test_a_record_that_one_opens_by_a_grant_of_ones_own_is_not_among_them(many, clinic, cleo):
    """Cleo helps the second of them, who shows her as a helper other things than the clinic."""
    consent.grant(many[1], cleo, role="caregiver", access="write", by=None)
    assert names_in(of_clinic(cleo, clinic)) == ["A-1", "C-3"]


def test_more_than_fit_into_one_download_are_told_and_nothing_is_taken(many, clinic, cleo, monkeypatch):
    monkeypatch.setattr(export_views, "MOST", 2)
    page = of_clinic(cleo, clinic, "export_clinic")
    assert f'manage.py export --clinic "{clinic}" --output FILE.zip' in text(page)
    assert of_clinic(cleo, clinic)["Location"] == reverse("export_clinic", args=[clinic.pk])
    assert not AuditEvent.objects.filter(verb="export").exists()


def test_a_clinic_without_records_has_nothing_to_take(clinic, cleo):
    assert "export.zip" not in of_clinic(cleo, clinic, "export_clinic").content.decode()
    assert of_clinic(cleo, clinic)["Location"] == reverse("export_clinic", args=[clinic.pk])


def test_another_clinic_is_not_there(many, dan, cleo):
    elsewhere = dan.memberships.get().patient.clinic
    assert [of_clinic(cleo, elsewhere, name).status_code for name in ("export_clinic", "export_clinic_zip")] == [
        404,
        404,
    ]
