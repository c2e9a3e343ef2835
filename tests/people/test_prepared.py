"""Queries that are made into SQL once, and asked with other values each time."""

import datetime as dt
import uuid
from threading import Thread

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from people.models import Clinic, Membership, Patient
from people.prepared import prepared
from symptoms.models import Weakness
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient

DAY = dt.timedelta(days=1)


@pytest.fixture
def said():
    """What was said to the ORM: once for a query, however often it is asked."""
    return []


@pytest.fixture
def patients_of(said):
    @prepared
    def patients_of(clinic: int, reference: str) -> QuerySet[Patient]:
        said.append((clinic, reference))
        return Patient.objects.filter(clinic=clinic, reference=reference).select_related("clinic")

    return patients_of


def test_it_is_said_once_and_asked_with_other_values_each_time(record, clinic, patients_of, said):
    second = new_patient(clinic, "A-2")
    elsewhere = new_patient(Clinic.objects.create(name="South Clinic"), "A-1")

    assert patients_of(clinic.pk, "A-1") == [record]
    assert patients_of(clinic.pk, "A-2") == [second]
    assert patients_of(elsewhere.clinic_id, "A-1") == [elsewhere]
    assert patients_of(clinic.pk, "A-3") == []
    assert len(said) == 1


def test_a_row_comes_with_all_that_was_selected_with_it_in_one_query(
    record, clinic, patients_of, django_assert_num_queries
):
    patients_of(clinic.pk, "A-1")
    with django_assert_num_queries(1):
        found = patients_of(clinic.pk, "A-1")[0]
        assert (found.clinic, found.birth_date, found.created_at) == (clinic, record.birth_date, record.created_at)


def test_tuples_hold_what_the_columns_mean(record, ada):
    @prepared
    def unknown(patient: uuid.UUID, day: dt.date) -> QuerySet:
        rows = Weakness.objects.filter(patient=patient, check_in__day__lte=day).order_by("check_in__day")
        return rows.values_list("check_in__day", "speech", "not_known")

    for ago, grade in ((0, 3), (1, 2)):
        verbs.record_check_in(
            record,
            TODAY - ago * DAY,
            {"weakness.speech": grade},
            by=ada,
            source="self",
            now=NOW,
            not_known={"neck": "not_tried"},
        )

    assert unknown(record.pk, TODAY) == [
        (TODAY - DAY, 2, {"neck": "not_tried"}),
        (TODAY, 3, {"neck": "not_tried"}),
    ]
    assert unknown(record.pk, TODAY - DAY) == [(TODAY - DAY, 2, {"neck": "not_tried"})]


def test_a_moment_is_asked_for_and_never_kept(record, ada):
    @prepared
    def grants(user: int, at: dt.datetime) -> QuerySet[Membership]:
        return Membership.objects.current(at).filter(user=user)

    @prepared
    def grants_of_long_ago(user: int) -> QuerySet[Membership]:
        return Membership.objects.current().filter(user=user)

    assert [len(grants(ada.pk, timezone.now() + days * DAY)) for days in (-1, 1)] == [0, 1]
    with pytest.raises(ValueError, match="grants_of_long_ago holds a moment; it has to be one of its arguments"):
        grants_of_long_ago(ada.pk)


def test_as_many_values_are_given_as_the_query_has_places(patients_of, clinic):
    with pytest.raises(ValueError, match="shorter"):
        patients_of(clinic.pk)


@pytest.mark.django_db(transaction=True)
def test_another_thread_asks_by_its_own_connection(patients_of, said):
    clinic = Clinic.objects.create(name="North Clinic")
    record = new_patient(clinic, "A-1")
    found = []

    def ask():
        found.extend(patients_of(clinic.pk, "A-1"))
        connection.close()

    ask_here = patients_of(clinic.pk, "A-1")
    thread = Thread(target=ask)
    thread.start()
    thread.join()

    assert (ask_here, found, len(said)) == ([record], [record], 1)
