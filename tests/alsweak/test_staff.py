"""Staff who go away are signed out, and find what they typed when they come back."""

import time
from types import SimpleNamespace

import pytest
from django.urls import reverse

from alsweak import staff
from people import typed
from people.models import Membership, Patient
from tests.cast import PASSWORD, person
from tests.filled import Form
from tests.people.account.ways import verified

MINUTE = 60


@pytest.fixture
def clock(monkeypatch):
    """Minutes that go by."""
    now = [time.time()]
    monkeypatch.setattr(staff, "time", SimpleNamespace(time=lambda: now[0]))

    def goes(minutes):
        now[0] += minutes * MINUTE

    return goes


def sign_in(client, user, at):
    return client.post(reverse("account_login"), {"login": verified(user).email, "password": PASSWORD, "next": at})


def test_staff_are_signed_out_after_15_minutes_without_a_request(client, cleo, clock):
    client.force_login(cleo)
    for minutes in (0, 14, 14):
        clock(minutes)
        assert client.get("/patients/").status_code == 200
    clock(16)

    assert client.get("/patients/?page=2")["Location"] == "/accounts/login/?next=/patients/%3Fpage%3D2"
    assert sign_in(client, cleo, "/patients/?page=2")["Location"] == "/patients/?page=2"


def test_a_page_that_looks_again_by_itself_keeps_nobody_signed_in(client, cleo, record, clock):
    client.force_login(cleo)
    client.get("/patients/")
    for _ten in range(2):
        clock(10)
        client.get(reverse("progress", args=[record.pk]))

    assert client.get("/patients/").status_code == 302


def test_patients_and_caregivers_have_no_limit(client, ada, ben, clock):
    for user in (ada, ben):
        client.force_login(user)
        client.get(reverse("account"))
        clock(24 * 60)
        assert client.get(reverse("account")).status_code == 200


def test_the_session_is_written_once_a_minute_at_most(client, cleo, clock, django_assert_num_queries):
    client.force_login(cleo)
    client.get(reverse("language"))
    clock(0.5)
    with django_assert_num_queries(2):
        client.get(reverse("language"))
    clock(1)
    client.get(reverse("language"))

    assert client.session[staff.SEEN_AT] == staff.time.time()


def test_a_form_that_was_sent_too_late_is_filled_in_again(client, cleo, clinic, clock):
    client.force_login(cleo)
    at = reverse("new_patient")
    client.get(at)
    clock(20)
    said = {
        "clinic": str(clinic.pk),
        "reference": "N-7",
        "time_zone": "Europe/Berlin",
        "onset_precision": "month",
        "basis": "word",
    }
    response = client.post(at, said | {"password": "never kept"})
    assert response["Location"] == f"/accounts/login/?next={at}"
    assert "What you had filled in is kept." in client.get(response["Location"]).content.decode()
    assert not Patient.objects.exists()

    sign_in(client, cleo, at)
    fields = Form(client.get(at).content.decode()).fields
    assert {name: fields.get(name) for name in said} == said
    client.post(at, fields)
    assert Patient.objects.get().reference == "N-7"
    assert Form(client.get(at).content.decode()).fields["reference"] == ""


def test_a_press_that_was_sent_too_late_is_asked_about_and_sent_by_one_more(client, cleo, record, clock):
    client.force_login(cleo)
    at = reverse("owner", args=[record.pk])
    client.get(at)
    clock(20)
    client.post(at, {"owner": cleo.pk, "password": "never kept"})
    sign_in(client, cleo, at)

    assert dict(client.get(at).context["fields"]) == {"owner": str(cleo.pk)}
    assert client.post(at, {"owner": cleo.pk}).status_code == 302
    assert "fields" not in client.get(at).context


def test_what_was_kept_can_be_thrown_away(client, cleo, record, clock):
    client.force_login(cleo)
    at = reverse("owner", args=[record.pk])
    client.get(at)
    clock(20)
    client.post(at, {"owner": cleo.pk})
    sign_in(client, cleo, at)
    assert dict(client.get(at).context["fields"]) == {"owner": str(cleo.pk)}
    client.post(reverse("drop_held"))

    assert "fields" not in client.get(at).context


def test_somebody_else_at_the_same_device_does_not_see_it(client, cleo, clinic, clock):
    fay = person("Fay")
    Membership.objects.create(user=fay, clinic=clinic, role="clinician", access="write")
    client.force_login(cleo)
    at = reverse("new_patient")
    client.get(at)
    clock(20)
    client.post(at, {"reference": "N-7"})
    sign_in(client, fay, at)

    assert "fields" not in client.get(at).context
    assert typed.HELD not in client.session


def test_a_program_is_refused_in_words_when_its_session_is_over(client, cleo, clock):
    client.force_login(cleo)
    client.get("/api/v1/patients/")
    clock(16)

    response = client.get("/api/v1/patients/")
    assert (response.status_code, response.json()["errors"][0]["where"]) == (401, "request")


def test_in_the_demo_nobody_is_signed_out(client, cleo, clock, settings):
    settings.STAFF_IDLE_SECONDS = 0
    client.force_login(cleo)
    client.get("/patients/")
    clock(600)

    assert client.get("/patients/").status_code == 200
