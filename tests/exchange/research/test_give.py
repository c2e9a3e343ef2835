"""Of whom records are given for research."""

import io

import pytest
from django.utils import timezone

from exchange.research.give import give
from exchange.research.pseudonyms import SECRET_LENGTH
from exchange.research.refused import Refused
from people import research
from people.models import AuditEvent, Clinic, Patient
from tests.cast import NOW, TODAY
from tests.exchange.research.giving import codes, given, person_of, rows_of

pytestmark = pytest.mark.django_db


def test_those_alone_are_given_who_said_yes(people, clinic, cleo):
    person_of(clinic, 8, cleo)

    assert {row["person_source_value"] for row in rows_of(given(), "person")} == set(codes(people).values())


def test_who_takes_it_back_is_in_no_later_export(people, cleo):
    first = given()
    research.take_back(people[2], by=cleo, now=timezone.now())

    gone = {row["person_source_value"] for row in rows_of(first, "person")}
    gone -= {row["person_source_value"] for row in rows_of(given(), "person")}
    assert gone == {codes(people)[people[2]]}


@pytest.mark.parametrize("why", ["withdrew", "mistake", "merged"])
def test_a_record_that_was_closed_by_wish_or_by_mistake_or_merged_is_not_given(people, why):
    Patient.objects.filter(pk=people[0].pk).update(ended_on=TODAY, ended_why=why)

    assert len(rows_of(given(), "person")) == 6


def test_a_yes_to_one_clinic_is_none_to_another_that_keeps_the_record_now(people):
    Patient.objects.filter(pk=people[0].pk).update(clinic=Clinic.objects.create(name="West Clinic"))

    assert len(rows_of(given(), "person")) == 6


def test_fewer_than_five_are_refused_and_nothing_is_noted(people, cleo):
    for patient in people[:3]:
        research.take_back(patient, by=cleo, now=timezone.now())

    with pytest.raises(Refused, match="Fewer than 5 people have said yes to research"):
        given()
    assert not AuditEvent.objects.filter(verb="research export").exists()


def test_those_of_one_clinic_are_counted_alone(people, clinic):
    with pytest.raises(Refused, match="at South Clinic"):
        given(Clinic.objects.create(name="South Clinic"))
    assert len(rows_of(given(clinic), "person")) == 7


@pytest.mark.parametrize("secret", ["", "s" * (SECRET_LENGTH - 1)])
def test_without_a_secret_or_with_a_short_one_nothing_is_given(people, settings, secret):
    settings.ALSWEAK_RESEARCH_SECRET = secret
    with pytest.raises(Refused, match="ALSWEAK_RESEARCH_SECRET"):
        given()


def test_each_record_that_was_given_says_so(people):
    given()

    assert AuditEvent.objects.filter(verb="research export", user=None).count() == 7
    assert {event.patient_id for event in AuditEvent.objects.filter(verb="research export")} == {
        patient.pk for patient in people
    }


def test_who_takes_it_back_while_it_is_made_is_not_in_it(people, cleo):
    def once(number):
        if research.standing_of(people[0]):
            research.take_back(people[0], by=cleo, now=timezone.now())

    file = io.BytesIO()
    done = give(file, now=NOW, progress=once)

    assert done.people == {patient.pk for patient in people[1:]}
    assert len(rows_of(file.getvalue(), "person")) == 6
    assert not AuditEvent.objects.filter(verb="research export", patient=people[0]).exists()
