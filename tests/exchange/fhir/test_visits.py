"""What a visit, an answer to a sign and a plan are in a bundle, element by element, and that they come back."""

import json

import pytest

from care.models import MotorSigns, OpmLine, SignAnswer, SignUndo, Strength, Visit
from care.visits.said import Line, Said
from care.visits.write import record_visit
from clinical.vocabulary import CELL_NAMES
from exchange.fhir.write import bundle_of
from exchange.rows import CsvRefused
from symptoms.day.plan import change_plan
from symptoms.derive import maker
from symptoms.models import Plan
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.exchange.archive.carrying import undone
from tests.exchange.fhir.carrying import brought_in, resources
from tests.exchange.fhir.test_valid import DAY, visited

pytestmark = pytest.mark.django_db


def of_ours(concept):
    return next(each["code"] for each in concept["coding"] if "example.org" in each["system"])


def standard(concept):
    return [(each["system"], each["code"]) for each in concept["coding"] if "example.org" not in each["system"]]


@pytest.fixture
def visit(record, cleo):
    said = Said(
        TODAY,
        mode="video",
        diagnosis="als",
        diagnosis_date=TODAY - DAY,
        next_visit=TODAY + DAY,
        strength={("ankle_dorsiflexion", "left"): "3+"},
        signs={"arm": ("present", "")},
        opm=Line("O2d", "P0", 4),
    )
    return record_visit(record, said, by=cleo, now=NOW).entry


def test_what_was_examined_is_an_observation_of_the_encounter(record, visit):
    text = bundle_of(record)
    (encounter,) = resources(text, "Encounter")
    assert (encounter["class"]["code"], of_ours(encounter["type"][0]), encounter["period"]["start"]) == (
        "VR",
        "visit.video",
        str(TODAY),
    )
    strength, signs, opm = [each for each in resources(text, "Observation") if "encounter" in each]
    assert {each["encounter"]["reference"] for each in (strength, signs, opm)} == {f"urn:uuid:{visit.pk}"}
    assert (of_ours(strength["code"]), of_ours(strength["valueCodeableConcept"])) == (
        "strength.ankle_dorsiflexion",
        "mrc.3+",
    )
    (side,) = strength["bodySite"]["extension"]
    assert standard(side["valueCodeableConcept"]) == [("http://snomed.info/sct", "7771000")]
    upper, lower = signs["component"]
    assert (upper["valueBoolean"], standard(lower["dataAbsentReason"])[0][1]) == (True, "not-performed")
    assert [of_ours(each["code"]) for each in opm["component"]] == [
        *("opm.onset", "opm.propagation", "opm.months", "opm.stands")
    ]


def test_a_condition_is_what_a_clinician_entered_and_no_more(record, visit):
    (condition,) = resources(bundle_of(record), "Condition")
    assert standard(condition["code"]) == [
        ("http://snomed.info/sct", "86044005"),
        ("http://hl7.org/fhir/sid/icd-10-cm", "G12.21"),
    ]
    assert condition["extension"][0]["valueDateTime"] == str(TODAY - DAY)
    assert condition.keys() & {"clinicalStatus", "verificationStatus", "onsetDateTime"} == set()


def test_no_condition_is_made_of_what_follows_from_answers(record, ada, cleo):
    worst = {f"weakness.{cell}": 0 for cell in CELL_NAMES}
    verbs.record_check_in(record, TODAY, worst, by=ada, source="self", now=NOW)
    record_visit(record, Said(TODAY, mode="home"), by=cleo, now=NOW)
    maker.refresh(record.pk, now=NOW)
    text = bundle_of(record)
    assert (resources(text, "Condition"), bool(resources(text, "Flag"))) == ([], True)


def test_a_visit_of_which_nobody_said_how_it_took_place_claims_nothing(record, cleo):
    record_visit(record, Said(TODAY), by=cleo, now=NOW)
    (encounter,) = resources(bundle_of(record), "Encounter")
    assert (encounter["class"]["extension"][0]["valueCode"], "type" in encounter) == ("unknown", False)


def test_an_answer_is_a_communication_about_its_flag(record, cleo):
    visited(record, cleo)
    text = bundle_of(record)
    flags = {f"urn:uuid:{each['id']}": of_ours(each["code"]) for each in resources(text, "Flag")}
    answers = [
        (flags[each["about"][0]["reference"]], of_ours(each["category"][0]), each["status"], "recipient" in each)
        for each in resources(text, "Communication")
    ]
    assert answers[3:5] == [
        ("rule.R06", "answer.acknowledged", "completed", True),
        ("rule.R07", "answer.snoozed", "entered-in-error", False),
    ]
    # No sign goes on: the report has none.
    assert {each["status"] for each in resources(text, "Flag")} == {"inactive"}


def test_a_sign_that_was_seen_goes_on_until_it_is_closed(record, ada, cleo):
    verbs.record_check_in(record, TODAY, {"signs.self_harm": 1}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)

    def status():
        (flag,) = [each for each in resources(bundle_of(record), "Flag") if of_ours(each["code"]) == "rule.R27"]
        return flag["status"]

    statuses = [status()]
    for action in ("acknowledged", "closed"):
        answer = SignAnswer.objects.create(patient=record, rule="R27", since=TODAY, by=cleo, action=action, at=NOW)
        statuses.append(status())
    SignUndo.objects.create(answer=answer, by=cleo, at=NOW)
    assert [*statuses, status()] == ["active", "active", "inactive", "active"]


def test_a_plan_is_a_care_plan_and_the_last_one_goes_on(record, ada):
    change_plan(record, TODAY - DAY, by=ada, cadence="weekly", left_out=["week"])
    change_plan(record, TODAY, by=ada, cadence="pause", left_out=[])
    first, last = resources(bundle_of(record), "CarePlan")
    assert [(each["status"], each["period"]["start"]) for each in (first, last)] == [
        ("completed", str(TODAY - DAY)),
        ("active", str(TODAY)),
    ]
    details = [each["detail"] for each in first["activity"]]
    assert [(of_ours(each["code"]), each.get("doNotPerform")) for each in details] == [
        ("cadence.weekly", None),
        ("topic.week", True),
    ]
    assert last["activity"][0]["detail"]["status"] == "on-hold"


ROWS = {  # what came back of each, beside its id and who entered it
    Visit: ("day", "mode", "note", "next_visit", "diagnosis", "diagnosis_date", "measurement__weight"),
    Strength: ("visit", "muscle", "side", "grade"),
    MotorSigns: ("visit", "region", "upper", "lower"),
    OpmLine: ("visit", "on", "onset", "propagation", "months", "motor", "status"),
    SignAnswer: (
        *("rule", "since", "action", "until", "reason", "note", "tells", "press", "at", "by__name"),
        *("undo__at", "undo__by__name", "reply__text", "reply__at", "reply__by__name"),
    ),
    Plan: ("since", "cadence", "left_out", "made_at", "author__name"),
}


def rows():
    return {model: sorted(map(repr, model.objects.values_list(*names))) for model, names in ROWS.items()}


def test_each_comes_back_into_an_empty_site_as_it_was(db, request):
    with undone():
        record, ada, cleo = (request.getfixturevalue(name) for name in ("record", "ada", "cleo"))
        visited(record, cleo)
        change_plan(record, TODAY, by=ada, cadence="weekly", left_out=["week", "left_arm"])
        text, there = bundle_of(record), rows()
    assert not Visit.objects.exists()
    brought_in(text)
    assert rows() == there
    assert all(there.values())


def wrong(record, kind, **elements):
    """What is said of a bundle in which the first resource of a kind is another one."""
    said = json.loads(bundle_of(record))
    place = next(place for place, each in enumerate(said["entry"]) if each["resource"]["resourceType"] == kind)
    said["entry"][place]["resource"] |= elements
    with pytest.raises(CsvRefused) as caught:
        brought_in(json.dumps(said), record.clinic)
    return str(caught.value).splitlines()[0].replace(f"Entry {place + 1}", "Entry N")


def test_what_is_wrong_is_told_by_entry_and_path(record, ada, cleo):
    visited(record, cleo)
    change_plan(record, TODAY, by=ada, cadence="weekly", left_out=["week"])
    nothing = {"reference": "urn:uuid:0"}
    other = {"coding": [{"system": "https://example.org/fhir/CodeSystem/als-log", "code": "diagnosis.flu"}]}
    assert wrong(record, "Condition", encounter=nothing) == (
        "Entry N, encounter: It refers to no Encounter of this bundle."
    )
    assert wrong(record, "Condition", code=other).startswith("Entry N, code: “flu” was found, one of als, ")
    assert wrong(record, "Appointment", requestedPeriod=[]) == (
        "Entry N, requestedPeriod[0].start: Nothing was found, and it is needed."
    )
    assert wrong(record, "Encounter", id="1").startswith("Entry N, id: “1” was found, an id such as ")
    assert wrong(record, "Communication", about=[nothing]) == (
        "Entry N, about[0]: It refers to no Flag of this bundle."
    )
    assert wrong(record, "CarePlan", created="2026-03-02").startswith("Entry N, created: “2026-03-02” was found")
