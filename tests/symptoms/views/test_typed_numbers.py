"""Every number of every form is read with a comma and with a point, in each language, and is kept as that."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from care.models import Visit
from care.visits.read import said_of
from care.visits.said import MEASURES as OF_A_VISIT
from clinical.vocabulary import MEASURES
from people.models import Patient
from symptoms.day import drafts
from symptoms.forms.entries import AT_HOME, IN_CLINIC
from symptoms.models import Measurement
from symptoms.read.last_said import own_entry
from symptoms.record.columns import statement_of
from symptoms.record.days import local_day
from tests.locales import LANGUAGES
from tests.symptoms.views.test_records import FACTS

MEASURED = {
    "weight": 70.5,
    "fvc_percent": 82.5,
    "svc_percent": 81.5,
    "snip": 60.5,
    "mip": 70.5,
    "peak_cough_flow": 300.5,
    "spo2": 96.5,
    "spo2_second": 95.5,
    "grip.left": 30.5,
    "grip.right": 31.5,
    "niv_hours": 8.5,
}
MARKS = (",", ".")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("language", LANGUAGES),
    pytest.mark.parametrize("mark", MARKS),
]


def typed(number, mark):
    return str(number).replace(".", mark)


def signed_in(client, user, language):
    user.language = language
    user.save()
    client.force_login(user)


@pytest.mark.parametrize("name", [name for name in (*AT_HOME, *IN_CLINIC) if not MEASURES[name].whole])
def test_each_measure_of_a_measurement(client, record, ada, language, mark, name):
    signed_in(client, ada, language)
    said = {"id": str(uuid.uuid4()), "day": local_day(record, timezone.now()), name: typed(MEASURED[name], mark)}
    client.post(reverse("measurement", args=[record.pk]), said)

    assert statement_of(Measurement.objects.get()).values == {name: MEASURED[name]}


@pytest.mark.parametrize("name", [name for name in OF_A_VISIT if not MEASURES[name].whole])
def test_each_measure_of_a_visit(client, record, cleo, language, mark, name):
    signed_in(client, cleo, language)
    said = {"id": str(uuid.uuid4()), "day": local_day(record, timezone.now()), name: typed(MEASURED[name], mark)}
    client.post(reverse("new_visit", args=[record.pk]), said)

    assert said_of(Visit.objects.get()).measured == {name: MEASURED[name]}


def test_the_usual_weight_in_the_facts(client, record, ada, language, mark):
    signed_in(client, ada, language)
    client.post(reverse("facts", args=[record.pk]), FACTS | {"usual_weight": typed(71.5, mark)})

    record.refresh_from_db()
    assert record.usual_weight == 71.5


def test_the_usual_weight_of_a_new_patient(client, clinic, cleo, language, mark):
    signed_in(client, cleo, language)
    said = FACTS | {"clinic": clinic.pk, "reference": "N-7", "basis": "paper", "usual_weight": typed(71.5, mark)}
    client.post(reverse("new_patient"), said)

    assert Patient.objects.get().usual_weight == 71.5


def test_the_weight_in_the_walk(client, record, ada, language, mark):
    signed_in(client, ada, language)
    day = local_day(record, timezone.now()) - dt.timedelta(1)
    client.post(reverse("question", args=[record.pk, day, "all", "weight"]), {"answer": typed(70.5, mark)})

    said = drafts.said_with(
        own_entry(Measurement, record.pk, day, ada.pk), drafts.draft_of(record, ada, day, "check_in")
    )
    assert said.values == {"weight": 70.5}
