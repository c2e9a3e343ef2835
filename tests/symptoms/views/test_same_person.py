"""A record of the same name and birth date is asked about before a second one is made."""

import pytest
from django.urls import reverse

from people.models import Patient
from tests.cast import new_patient

FACTS = {"reference": "N-7", "basis": "word", "time_zone": "Europe/Berlin", "onset_precision": "month"}


@pytest.fixture
def add(client, clinic, record, cleo):
    client.force_login(cleo)

    def add(name, birth_date="1960-05-01", **more):
        said = FACTS | {"clinic": clinic.pk, "name": name, "birth_date": birth_date} | more
        return client.post(reverse("new_patient"), said)

    return add


@pytest.mark.parametrize("name", ["Ada", " aDA  ", "\uff21da"])
def test_who_has_the_same_name_and_birth_date_is_asked_about_and_nothing_is_saved(add, record, name):
    page = add(name)

    assert (page.status_code, page.context["alike"]) == (422, [record])
    assert not Patient.objects.filter(reference="N-7").exists()


@pytest.mark.parametrize(("name", "birth_date"), [("Adam", "1960-05-01"), ("Ada", "1960-05-02"), ("Ada", "")])
def test_who_differs_in_one_of_them_is_added_at_once(add, name, birth_date):
    assert add(name, birth_date).status_code == 302
    assert Patient.objects.get(reference="N-7").name == name


def test_whoever_is_another_person_is_added_once_that_is_said(add):
    asked = add("Ada")

    assert add("Ada", another=asked.context["others"]).status_code == 302
    assert Patient.objects.filter(name="Ada").count() == 2


def test_that_one_is_another_person_says_nothing_of_a_third(add, clinic, record):
    third = new_patient(clinic, "A-3", name="Ada", birth_date=record.birth_date)

    assert add("Ada", another=str(record.pk)).context["alike"] == [third]


def test_what_was_typed_stands_in_the_form_again_where_it_is_to_be_changed(add):
    page = add("Ada", change="1")

    assert (page.status_code, page.context["form"]["name"].value()) == (200, "Ada")


def test_a_closed_record_is_asked_about_for_it_can_be_opened_again(add, record):
    Patient.objects.filter(pk=record.pk).update(ended_on="2026-03-01", ended_why="moved")

    assert add("Ada").context["alike"] == [record]


def test_a_record_of_another_clinic_is_not_told_of(add, dan):
    Patient.objects.filter(reference="D-1").update(name="Dan", birth_date="1960-05-01")

    assert add("Dan").status_code == 302
