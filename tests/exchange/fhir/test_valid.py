"""A bundle is one of FHIR: its elements, its value sets, its references; and the same record is the same bytes."""

import datetime as dt
import json
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from fhir.resources.R4B.bundle import Bundle

from alsweak.synthetic.demo import populate
from care.models import Reply, SignAnswer, SignUndo
from care.programme.write import Set, answer, set_programme
from care.treatments.write import may_be_said, say_of_day
from care.visits.said import Line, Said
from care.visits.write import record_visit
from care.wording import DIAGNOSES, MODES
from clinical.courses import COUNTS, COURSES
from clinical.exercise import Done, Kind
from clinical.vocabulary import CELL_NAMES, MEASURES, TOTAL_GIVEN
from exchange.fhir import codes
from exchange.fhir.local import concepts
from exchange.fhir.write import bundle_of
from people import consent
from people.models import Patient
from symptoms.day.plan import change_plan
from symptoms.derive import maker
from symptoms.models import Treatment
from symptoms.write import verbs
from symptoms.write.bulk import DaySaid, record_days
from symptoms.write.facts import change_facts
from symptoms.write.remembering import remember_onset
from tests.cast import NOW, TODAY
from tests.exchange.fhir.carrying import resources
from tests.exchange.fhir.values import OF_HL7, checked, codings, references

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(1)
ALL = {name: measure.high for name, measure in MEASURES.items()}
LAST = ("valueQuantity", "valueInteger", "valueBoolean", "valueCodeableConcept", "valueDateTime")


def everything(record, ada, ben, cleo):
    """A record with each kind of row that a bundle holds."""
    for by, source in ((ada, "self"), (ada, "helped"), (ben, "caregiver"), (cleo, "clinician")):
        values = {name: value for name, value in ALL.items() if source == "clinician" or name != TOTAL_GIVEN}
        said = [DaySaid(TODAY - 40 * DAY, source, values, "phone", frozenset({"weakness"}), frozenset({"weight"}))]
        record_days(record, said, by=by, made_at=lambda day: NOW)
    more = {"by": ada, "source": "self", "now": NOW}
    unknown = {"hand.left": "not_tried", "foot.right": "cannot_tell"}
    verbs.record_check_in(record, TODAY, {"weakness.neck": 3}, not_known=unknown, **more)
    for kind in Treatment.Kind.values:
        stop = TODAY if kind < "n" else None
        verbs.record_treatment(record, kind=kind, start=TODAY - DAY, stop=stop, label="a", **more)
    said_of_days(record, ada)
    exercised(record, ada, cleo)
    verbs.record_event(record, kind="fall", start=TODAY, serious=True, label="On the stairs", **more)
    verbs.record_event(record, kind="hospital_stay", start=TODAY - DAY, end=TODAY, **more)
    verbs.mark_cell(record, "hand.right", "involved", on=TODAY, by=cleo, source="clinician", now=NOW)
    remember_onset(record, cell="neck", precision="year", month=dt.date(2025, 1, 1), **more)
    remember_onset(record, cell="foot.left", precision="season", month=dt.date(2025, 4, 1), **more)
    remember_onset(record, cell="speech", precision="before", month=None, **more)
    change_facts(record, by=cleo, height=170, usual_weight=71.5, writing_hand="left", onset_cell="hand.left")
    consent.note_clinic(record, by=ada, basis="self")
    visited(record, cleo)
    change_plan(record, TODAY - DAY, by=ada, cadence="weekly", left_out=["week"])
    change_plan(record, TODAY, by=ada, cadence="pause", left_out=[])
    maker.refresh(record.pk, now=NOW)
    return Patient.objects.get(pk=record.pk)


def said_of_days(record, ada):
    """Of each treatment all that can be said of a day with it."""
    counted = {name: count.high for name, count in COUNTS.items()}
    for row in Treatment.objects.filter(patient=record):
        said = counted | {"taken": False, "why_not": "forgot", "words": "b", "troubles": COURSES[row.kind].troubles}
        of_it = {name: value for name, value in said.items() if name in may_be_said(row.kind)}
        say_of_day(row, TODAY - DAY, of_it, by=ada, source="helped", now=NOW)


def exercised(record, ada, cleo):
    """A programme with each kind of exercise and each part, an answer to each of them, and its end."""
    how = {
        "how": "Slowly.",
        "position": "Seated",
        "link": "https://example.org/a",
        "stop_if": "It hurts",
        "reason": "c",
    }
    items = [{"name": kind, "kind": kind, "days": ["mon", "sun"], "cells": CELL_NAMES, **how} for kind in Kind]
    items += [{"name": "Walk", "kind": "endurance", "minutes": 10}, {"name": "d", "kind": "other", "sets": 2}]
    wanted = Set(TODAY - 9 * DAY, TODAY + 9 * DAY, "Go on as long as it is easy.", items=items)
    version = set_programme(record, wanted, by=cleo, source="clinician", now=NOW).entry
    said = {"minutes": 3, "effort": 0, "could_talk": True, "tired": False, "sore": True, "breathless": True}
    for place, item in enumerate(version.items.all()):
        done = {"done": list(Done)[place % len(Done)], **said}
        answer(record, item, TODAY - 2 * DAY, done, by=ada, source="self", now=NOW)
    set_programme(record, Set(TODAY - DAY, ended=True), by=cleo, source="clinician", now=NOW + DAY)


def visited(record, cleo):
    """A visit for each diagnosis and each way, with all that is examined, and an answer of each kind to a sign."""
    modes = ["", *MODES]
    for place, name in enumerate(DIAGNOSES):
        said = Said(
            TODAY - (10 + place) * DAY,
            mode=modes[place % len(modes)],
            note="Walks with a stick." if place else "",
            next_visit=None if place else TODAY + 80 * DAY,
            diagnosis=name,
            diagnosis_date=TODAY - 90 * DAY if place else None,
            measured={} if place else {"weight": 68.5},
            strength={("knee_extension", "left"): "4-", ("neck_flexion", ""): "5", ("Jaw", ""): "3"},
            signs={"arm": ("present", "absent"), "leg": ("", "present")},
            opm=Line("O2d", "P1", 6, "M0") if place < 2 else None,
        )
        record_visit(record, said, by=cleo, now=NOW)
    told = {"patient": record, "by": cleo}
    more = {"action": "acknowledged", "rule": "R06", "since": TODAY - 3 * DAY, "tells": True}
    answer = SignAnswer.objects.create(press=uuid.UUID(int=1), at=NOW, **told, **more)
    Reply.objects.create(answer=answer, text="We call you.", by=cleo, at=NOW)
    more = {"action": "snoozed", "rule": "R07", "since": TODAY - 2 * DAY, "until": TODAY, "note": "On Monday."}
    SignUndo.objects.create(answer=SignAnswer.objects.create(at=NOW, **told, **more), by=cleo, at=NOW)
    for place, reason in enumerate(SignAnswer.Reason.values):
        more = {"action": "closed", "rule": "R08", "since": TODAY - DAY, "reason": reason, "note": "As before."}
        SignAnswer.objects.create(press=uuid.uuid4(), at=NOW - place * DAY, **told, **more)


@pytest.fixture
def full(record, ada, ben, cleo):
    return everything(record, ada, ben, cleo)


def test_each_kind_of_resource_is_valid_and_says_codes_of_its_value_sets(full):
    found = resources(bundle_of(full, at=NOW))
    assert {name for each in found for name in checked(each)} == set()
    kinds = {each["resourceType"] for each in found}
    assert kinds == {
        *("CodeSystem", "Questionnaire", "Patient", "RelatedPerson", "Practitioner", "CareTeam", "Composition"),
        *("Observation", "QuestionnaireResponse", "MedicationStatement", "Procedure", "DeviceUseStatement"),
        *("Flag", "Consent", "Provenance", "Device"),
        *("Encounter", "Condition", "Appointment", "Communication", "CarePlan"),
    }


def test_the_bundle_as_a_whole_is_valid(full):
    said = json.loads(bundle_of(full, at=NOW))
    assert json.loads(Bundle.model_validate(said).model_dump_json()) == said
    assert (said["type"], said["timestamp"]) == ("collection", "2026-03-02T08:00:00Z")


def test_the_demo_is_valid(tmp_path):
    populate(tmp_path / "none.csv", now=NOW)
    odd = set()
    for patient in Patient.objects.all():
        shapes = {}  # of many thousands one of each shape
        for each in resources(bundle_of(patient)):
            value = next((name for name in LAST if name in each), "")
            shapes[each["resourceType"], str(each.get("code")), str(each.get("method")), value] = each
        odd |= {name for each in shapes.values() for name in checked(each)}
    assert odd == set()


def test_every_code_is_published_or_one_of_its_value_set(full):
    published = {codes.LOCAL: concepts().keys(), **OF_HL7}
    others = {
        (system, code) for system, code in codings(resources(bundle_of(full))) if code not in published.get(system, ())
    }
    units = {(codes.UCUM_SYSTEM, unit) for unit in codes.UCUM.values()}
    of_snomed = {(codes.SNOMED_SYSTEM, code) for code in (*codes.BODY_SITE.values(), *codes.SIDE.values())}
    written = {item.code for item in codes.ALSFRS_R if item.looked_up and item.tube is not False}
    of_loinc = {codes.PANEL, codes.TOTAL, *written, *(code for each in codes.LOINC.values() for code in each)}
    of_snomed |= {(codes.SNOMED_SYSTEM, codes.OF_ALS), *((codes.ICD, code) for code in codes.DIAGNOSIS.values())}
    assert others == units | of_snomed | {(codes.LOINC_SYSTEM, code) for code in of_loinc}


def test_every_reference_leads_to_a_resource_of_the_bundle_and_no_id_is_there_twice(full):
    said = json.loads(bundle_of(full))
    urls = [entry["fullUrl"] for entry in said["entry"]]
    assert len(urls) == len(set(urls))
    assert {each for each in references(said) if not each.startswith("#")} <= set(urls)


def test_the_same_record_is_the_same_bytes_in_any_language(full):
    once = bundle_of(full)
    with translation.override("de"):
        assert bundle_of(full) == once


def test_a_record_in_which_nothing_was_said_is_a_bundle_too(record):
    assert [each["resourceType"] for each in resources(bundle_of(record))] == ["CodeSystem", "Questionnaire", "Patient"]


def test_as_many_queries_for_a_year_as_for_a_day(record, ada):
    def queries(days):
        said = [DaySaid(TODAY - place * DAY, "self", {"weakness.neck": 3, "weight": 70}) for place in range(days)]
        record_days(record, said, by=ada, made_at=lambda day: NOW)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            bundle_of(record)
        return len(asked)

    queries(1)
    few = queries(2)
    assert (queries(365), few) == (few, few)
    assert few <= 45
