"""What the reader may not see is not in a bundle, and leaves no trace."""

import pytest
from django.utils import timezone

from exchange.fhir.write import bundle_of
from people import consent
from people.consent import Part
from people.models import AuditEvent
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.exchange.fhir.carrying import resources
from tests.exchange.fhir.values import codings
from tests.symptoms.api.calls import Caller
from tests.symptoms.api.test_bearer import Program

pytestmark = pytest.mark.django_db
PUBLISHED = ("CodeSystem", "Questionnaire")


@pytest.fixture
def told(record, ada, ben, cleo):
    """Ada has said how she feels, and Ben how he does; the clinic keeps the record."""
    now = timezone.now()
    day = local_day(record, now)
    verbs.record_check_in(record, day, {"signs.low_mood": 1, "signs.self_harm": 1}, by=ada, source="self", now=now)
    strain = {"signs.caregiver_cannot_go_on": 1, "signs.caregiver_strain": 9}
    verbs.record_check_in(record, day, strain, by=ben, source="caregiver", now=now)
    consent.note_clinic(record, by=ada, basis="self")
    maker.refresh(record.pk, now=now)
    return record


def seen(user, record):
    """The kinds of resources, and the codes of ours, beside what is published in every bundle."""
    answer = Caller(user, record).get("fhir/")
    assert answer.status_code == 200
    found = [each for each in resources(answer.content.decode()) if each["resourceType"] not in PUBLISHED]
    return {each["resourceType"] for each in found}, {code for _system, code in codings(found)}


PRIVATE = {
    *("signs.low_mood", "signs.self_harm", "signs.caregiver_cannot_go_on", "signs.caregiver_strain"),
    *("rule.R27", "rule.R30"),
}


def test_the_clinic_does_not_learn_what_was_not_shared_nor_that_anybody_said_something(told, cleo):
    kinds, codes = seen(cleo, told)
    assert kinds == {"Patient", "Consent"}
    assert codes & PRIVATE == set()


def test_the_clinic_sees_what_was_shared(told, cleo):
    ada = told.memberships.get(role="patient").user
    consent.share_parts(told.memberships.current().get(user=None), [Part.MOOD], by=ada)
    kinds, codes = seen(cleo, told)
    assert codes & PRIVATE == {"signs.low_mood", "signs.self_harm", "rule.R27"}
    assert kinds == {"Patient", "Consent", "Observation", "Flag", "Composition", "Device"}


def test_the_person_reads_their_own_mood_and_not_how_the_caregiver_does(told, ada):
    kinds, codes = seen(ada, told)
    assert codes & PRIVATE == {"signs.low_mood", "signs.self_harm", "rule.R27"}
    assert "RelatedPerson" not in kinds


def test_who_sees_the_record_is_in_it_for_who_says_who_does_alone(told, ada, ben):
    assert "Consent" in seen(ada, told)[0]
    assert "Consent" not in seen(ben, told)[0]
    answer = Program(ada, told).send("get", "fhir/")
    assert not resources(answer.content.decode(), "Consent")


def test_who_runs_the_site_reads_all_of_it(told):
    assert {code for _system, code in codings(resources(bundle_of(told))[2:])} >= PRIVATE


def test_a_stranger_hears_nothing_and_a_copy_is_in_the_ledger(told, ada, dan):
    assert Caller(dan, told).get("fhir/").status_code == 404
    Caller(ada, told).get("fhir/")
    assert AuditEvent.objects.filter(patient=told, verb="export", user=ada).count() == 1


def test_a_program_is_sent_it_once_while_it_is_the_same(told, ada, cleo):
    ada = Caller(ada, told)
    answer = ada.get("fhir/")
    assert answer["Content-Type"] == "application/fhir+json"
    again = {"HTTP_IF_NONE_MATCH": answer["ETag"]}
    assert ada.client.get(f"{ada.base}fhir/", **again).status_code == 304
    verbs.mark_cell(told, "neck", "involved", by=cleo, source="clinician", now=timezone.now())
    assert ada.client.get(f"{ada.base}fhir/", **again).status_code == 200


@pytest.mark.parametrize("accepts", ["*/*", "application/json", "application/fhir+json"])
def test_who_asks_for_json_of_any_kind_is_answered(told, ada, accepts):
    ada = Caller(ada, told)
    answer = ada.client.get(f"{ada.base}fhir/", HTTP_ACCEPT=accepts)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/fhir+json")
