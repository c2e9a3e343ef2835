"""The menu of those who work in a clinic, and where their first page is."""

import re

import pytest
from django.urls import reverse

from people import clinics
from people.models import Clinic, Membership
from tests.cast import person


def test_the_first_page_of_who_only_runs_a_clinic_is_its_team(signed_in, clinic):
    assert signed_in.get("/")["Location"] == reverse("team", args=[clinic.pk])


def test_who_runs_a_clinic_and_has_a_record_chooses(signed_in, clinic, record, fay):
    Membership.objects.create(user=fay, patient=record, role="caregiver", access="read")
    page = signed_in.get("/").content.decode()

    assert reverse("team", args=[clinic.pk]) in page
    assert f"?person={record.pk}" in page


def menu(client, address):
    page = client.get(address).content.decode()
    head = page[page.index("<header") : page.index("</header>")]
    return [text.strip() for text in re.findall(r">([^<>]+)</(?:a|button)>", head)]


@pytest.mark.parametrize("name", ["settings", "language", "help", "account_email", "account_logout"])
def test_the_menu_of_the_clinic_is_on_every_page_of_who_works_there(client, clinic, cleo, fay, name):
    client.force_login(cleo)
    assert menu(client, reverse(name)) == [
        *("alsweak", "Patients", "Add a patient", "Import", "Account", "Help", "Sign out")
    ]
    client.force_login(fay)
    assert menu(client, reverse(name)) == ["alsweak", "Team", "Clinic", "Account", "Help", "Sign out"]


def test_a_reader_is_offered_no_page_that_adds_somebody(client, clinic):
    gus = person("Gus")
    clinics.join_clinic(clinic, gus, by=None, role="reader")
    client.force_login(gus)
    assert menu(client, reverse("worklist")) == ["alsweak", "Patients", "Account", "Help", "Sign out"]


def test_a_patient_has_no_menu_of_a_clinic(client, record, ada):
    client.force_login(ada)
    assert menu(client, reverse("settings")) == ["alsweak", "Account", "Help"]


def test_who_works_in_a_clinic_meets_their_own_record_as_a_patient(client, clinic, record, ada):
    clinics.join_clinic(Clinic.objects.create(name="South Clinic"), ada, by=None)
    client.force_login(ada)
    page = client.get(f"/?person={record.pk}").content.decode()

    assert '<body class="patient"' in page
    assert menu(client, f"/?person={record.pk}") == ["alsweak", "Help"]
    assert '<body class="staff"' in client.get(reverse("settings")).content.decode()


def test_the_clinics_that_one_runs_lead_to_each_other(signed_in, clinic, fay):
    south = Clinic.objects.create(name="South Clinic")
    clinics.join_clinic(south, fay, by=None, role="admin")
    assert "Team of South Clinic" in signed_in.get(reverse("team", args=[clinic.pk])).content.decode()
    assert "Team of North Clinic" in signed_in.get(reverse("team", args=[south.pk])).content.decode()
