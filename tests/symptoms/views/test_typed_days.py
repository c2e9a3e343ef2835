"""A day that is typed and can be two is shown back in words; one press says which, and what else was typed stays."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from care.models import Visit
from people.models import Patient
from symptoms.models import Measurement, Treatment
from tests.filled import Form
from tests.symptoms.views.test_records import FACTS

JANUARY, AUGUST = dt.date(2024, 1, 8), dt.date(2024, 8, 1)
pytestmark = pytest.mark.django_db


def signed_in(client, user, language="en"):
    user.language = language
    user.save()
    client.force_login(user)


@pytest.mark.parametrize(
    ("language", "typed", "buttons"),
    [
        ("en", "1/8/2024", [("2024-01-08", "8 January 2024"), ("2024-08-01", "1 August 2024")]),
        ("de", "8.1.2024", [("2024-01-08", "8. Januar 2024"), ("2024-08-01", "1. August 2024")]),
        ("es", "8/1/2024", [("2024-01-08", "8 de enero de 2024"), ("2024-08-01", "1 de agosto de 2024")]),
    ],
)
def test_a_day_that_can_be_two_is_asked_about_in_words(client, record, ada, language, typed, buttons):
    signed_in(client, ada, language)
    at = reverse("measurement", args=[record.pk])
    shown = client.post(at, {"id": str(uuid.uuid4()), "day": typed, "weight": "70,5"})

    asked = shown.context["form"]["day"].field.could_be
    assert (shown.status_code, [(str(day), words) for day, words in asked]) == (422, buttons)
    page = shown.content.decode()
    assert [page.count(f'name="day" value="{day}"') for day, _words in buttons] == [1, 1]
    assert page.index('id="id_day"') < page.index(f'name="day" value="{buttons[0][0]}"')  # the last of a name counts
    assert Form(page).filled["weight"] == "70,5"
    assert Measurement.objects.count() == 0


@pytest.mark.parametrize("meant", [JANUARY, AUGUST])
def test_one_press_says_which_and_saves_it_with_all_that_was_typed(client, record, ada, meant):
    signed_in(client, ada)
    at = reverse("measurement", args=[record.pk])
    fields = Form(
        client.post(at, {"id": str(uuid.uuid4()), "day": "1/8/2024", "weight": "70,5"}).content.decode()
    ).fields
    client.post(at, fields | {"day": [fields["day"], str(meant)]})

    assert list(Measurement.objects.values_list("day", "weight", "source")) == [(meant, 70.5, "self")]


def test_that_someone_helped_is_not_lost_over_the_question(client, record, ada):
    signed_in(client, ada)
    at = reverse("measurement", args=[record.pk])
    said = {"id": str(uuid.uuid4()), "day": "1/8/2024", "weight": "70", "helped": "on"}
    fields = Form(client.post(at, said).content.decode()).fields
    client.post(at, fields | {"day": "2024-01-08"})

    assert Measurement.objects.get().source == "helped"


def test_a_treatment_with_two_such_days_asks_about_both(client, record, ada):
    signed_in(client, ada)
    at = reverse("treatment", args=[record.pk])
    said = {"id": str(uuid.uuid4()), "kind": "niv", "start": "1/8/2024", "stop": "2/9/2024"}
    shown = client.post(at, said)
    assert [bool(shown.context["form"][name].field.could_be) for name in ("start", "stop")] == [True, True]
    shown = client.post(at, Form(shown.content.decode()).fields | {"start": "2024-01-08"})
    assert [bool(shown.context["form"][name].field.could_be) for name in ("start", "stop")] == [False, True]
    client.post(at, Form(shown.content.decode()).fields | {"stop": "2024-02-09"})

    assert list(Treatment.objects.values_list("start", "stop")) == [(JANUARY, dt.date(2024, 2, 9))]


@pytest.mark.parametrize("typed", ["31.1.2024", "1/31/2024", "31/01/2024", "2024-01-31", "31 January 2024"])
def test_a_day_that_can_be_one_alone_is_read_without_a_question(client, record, ada, typed):
    signed_in(client, ada)
    said = {"id": str(uuid.uuid4()), "day": typed, "weight": "70"}
    client.post(reverse("measurement", args=[record.pk]), said)

    assert Measurement.objects.get().day == dt.date(2024, 1, 31)


def test_a_month_is_read_as_a_month_and_the_days_beside_it_are_asked_about(client, record, ada):
    signed_in(client, ada)
    at = reverse("facts", args=[record.pk])
    shown = client.post(at, FACTS | {"onset_month": "3/2024", "diagnosis_date": "3/4/2025"})
    assert list(shown.context["form"].errors) == ["diagnosis_date"]
    client.post(at, FACTS | {"onset_month": "3/2024", "diagnosis_date": ["3/4/2025", "2025-04-03"]})

    facts = Patient.objects.get()
    assert (facts.onset_month, facts.diagnosis_date) == (dt.date(2024, 3, 1), dt.date(2025, 4, 3))


def test_a_day_that_was_asked_about_on_the_way_to_the_next_step_leads_there_and_saves_nothing(client, record, ada):
    signed_in(client, ada)
    at = reverse("facts", args=[record.pk])
    before = Patient.objects.values().get()
    shown = client.post(at, FACTS | {"birth_date": "1/8/1964", "go": "2", "step": "1"})
    assert (shown.status_code, shown.context["step"]) == (422, "1")
    fields = Form(shown.content.decode()).fields
    shown = client.post(at, fields | {"birth_date": "1964-01-08"})

    assert (shown.status_code, shown.context["step"]) == (200, "2")
    assert Form(shown.content.decode()).filled["birth_date"] == "1964-01-08"
    assert Patient.objects.values().get() == before


def test_the_days_of_a_visit_are_asked_about_too(client, record, cleo):
    signed_in(client, cleo)
    at = reverse("new_visit", args=[record.pk])
    shown = client.post(at, {"id": str(uuid.uuid4()), "day": "1/8/2024", "note": "Tired.", "action": "save"})
    assert shown.context["form"]["day"].field.could_be != ()
    client.post(at, Form(shown.content.decode()).fields | {"day": "2024-01-08"})

    assert list(Visit.objects.values_list("day", "note")) == [(JANUARY, "Tired.")]
