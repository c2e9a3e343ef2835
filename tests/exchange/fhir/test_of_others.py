"""What others say of the ALSFRS-R comes in as the clinic's, what is not known is told, what is wrong is refused."""

import copy
import io
import json
import re

import pytest
from django.core.management import CommandError, call_command

from exchange.fhir.write import bundle_of
from exchange.models import Import
from exchange.rows import CsvRefused, FileInDoubt
from people.models import Patient
from symptoms.models import FunctionCheck, Measurement
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.exchange.fhir.carrying import brought_in, resources
from tests.exchange.fhir.test_valid import everything

pytestmark = pytest.mark.django_db
ADA = {"resourceType": "Patient", "id": "p1", "identifier": [{"system": "urn:oid:1.2.3", "value": "A-1"}]}


def named(reference):
    return ADA | {"identifier": [{"value": reference}]}


def bundle(*found):
    entries = [
        {"fullUrl": f"https://ehr.example/{each['resourceType']}/{each['id']}", "resource": each} for each in found
    ]
    return json.dumps({"resourceType": "Bundle", "type": "searchset", "entry": entries})


def scored(code, value, **more):
    return {
        "resourceType": "Observation",
        "id": code,
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
        "subject": {"reference": "Patient/p1"},
        "effectiveDateTime": "2025-06-12T10:30:00+02:00",
        "valueInteger": value,
    } | more


def answered(items, **more):
    return {
        "resourceType": "QuestionnaireResponse",
        "id": "q1",
        "status": "completed",
        "questionnaire": "https://ehr.example/Questionnaire/alsfrs-r",
        "subject": {"reference": "https://ehr.example/Patient/p1"},
        "authored": "2025-06-12",
        "item": items,
    } | more


def kept(clinic):
    return {(str(row.day), row.source, row.mode, *row_items(row)) for row in FunctionCheck.objects.standing()}


def row_items(row):
    return ((name, getattr(row, name)) for name in ("speech", "walking", "cutting_food", "gastrostomy"))


def refused(text, clinic):
    with pytest.raises(CsvRefused) as caught:
        brought_in(text, clinic)
    assert not FunctionCheck.objects.exists()
    return str(caught.value).splitlines()


def test_observations_with_codes_of_the_alsfrs_r_are_the_clinics(record, clinic):
    done = brought_in(bundle(ADA, scored("82940-8", 3), scored("82948-1", 2), scored("82944-0", 1)), clinic)
    assert (done.people, done.new, done.created, done.notes) == (1, 1, (), ())
    assert kept(clinic) == {
        ("2025-06-12", "clinician", "clinic", ("speech", 3), ("walking", 2), ("cutting_food", 1), ("gastrostomy", 0))
    }
    assert Import.objects.get().kind == "fhir"
    again = brought_in(bundle(ADA, scored("82940-8", 3)), clinic)
    assert (again.new, again.unchanged, again.corrected) == (0, 1, 0)


def test_a_questionnaire_that_was_answered_is_read_however_its_answers_are_grouped(record, clinic):
    grade = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 2}]}
    items = [
        {"linkId": "/82954-9", "item": [{"linkId": "/82954-9/82940-8", "answer": [{"valueInteger": 4}]}]},
        {"linkId": "82948-1", "answer": [{"valueCoding": grade}]},
        {"linkId": "handedness", "answer": [{"valueString": "left"}]},
    ]
    done = brought_in(bundle(ADA, answered(items)), clinic)
    assert done.notes == ("Left out: answers to other questions (1).",)
    (row,) = FunctionCheck.objects.standing()
    assert (row.source, row.speech, row.walking, row.salivation) == ("clinician", 4, 2, None)


def test_a_person_who_is_not_known_is_made_by_their_identifier(clinic):
    assert brought_in(bundle(ADA, scored("82940-8", 3)), clinic).created == ("A-1",)
    assert Patient.objects.get().name == ""


def test_what_is_not_known_is_left_out_and_told(record, clinic):
    others = (
        scored("82953-1", 40, id="total"),
        scored("8867-4", 70, id="pulse"),
        scored("82941-6", 4, id="draft", status="preliminary"),
        scored("82941-6", 4, id="own", performer=[{"reference": "Patient/p1"}]),
        {"resourceType": "Encounter", "id": "e1"},
    )
    done = brought_in(bundle(ADA, scored("82940-8", 3), scored("82942-4", 3), *others), clinic)
    assert done.notes == (
        "Codes of the ALSFRS-R that were read as their order says, for nobody has looked them up: 82942-4.",
        "Left out: ALSFRS-R that no clinician scored (1), Encounter (1), Observation with another code (1), a sum or a"
        " panel of the ALSFRS-R, of which the items are taken (1), what is not final (1).",
    )
    (row,) = FunctionCheck.objects.standing()
    assert (row.speech, row.swallowing, row.salivation) == (3, 3, None)


def test_a_total_without_items_is_kept_as_the_total_that_the_clinic_gave(record, clinic):
    later = {"effectiveDateTime": "2025-09-12"}
    beside = (scored("82940-8", 3, id="item", **later), scored("82953-1", 40, id="beside", **later))
    done = brought_in(bundle(ADA, scored("82953-1", 41), *beside), clinic)
    rows = FunctionCheck.objects.standing().order_by("day").values_list("day", "source", "total_given", "speech")

    assert [(str(day), *said) for day, *said in rows] == [
        ("2025-06-12", "clinician", 41, None),
        ("2025-09-12", "clinician", None, 3),
    ]
    assert done.notes == ("Left out: a sum or a panel of the ALSFRS-R, of which the items are taken (1).",)


@pytest.mark.parametrize(
    ("totals", "told"),
    [
        ([49], "Entry 2, valueInteger: “49” was found, a whole number from 0 to 48 is allowed."),
        ([40, 41], "Entry 3, valueInteger: Another entry says something else of the same."),
    ],
)
def test_a_total_that_cannot_be_is_refused_by_its_entry(record, clinic, totals, told):
    found = [scored("82953-1", total, id=f"t{total}") for total in totals]

    assert refused(bundle(ADA, *found), clinic)[0] == told


def test_what_is_wrong_is_refused_with_the_number_of_the_entry_and_the_path(clinic):
    no_value = scored("82940-8", 3)
    del no_value["valueInteger"]
    said = [
        ADA,
        scored("82940-8", 5),
        scored("82948-1", 2.5),
        scored("82941-6", "3"),
        scored("82951-5", 3, effectiveDateTime="2025-06"),
        scored("82944-0", 3, subject={"reference": "Patient/p2"}),
        no_value,
        scored("82948-1", 1, effectiveDateTime="2025-06-13"),
        scored("82948-1", 2, effectiveDateTime="2025-06-13"),
        answered([{"linkId": "82940-8", "answer": [{"valueString": "3"}]}]),
    ]
    assert refused(bundle(*said), clinic) == [
        "Entry 2, valueInteger: “5” was found, a whole number from 0 to 4 is allowed.",
        "Entry 3, valueInteger: “2.5” was found, a whole number from 0 to 4 is allowed.",
        "Entry 4, valueInteger: “3” was found, something of another kind is allowed.",
        "Entry 5, effectiveDateTime: “2025-06” was found, a day such as 2025-03-31 is allowed.",
        "Entry 6, subject: It refers to no Patient of this bundle.",
        "Entry 7, valueInteger: Nothing was found, and it is needed.",
        "Entry 9, valueInteger: Another entry says something else of the same.",
        "Entry 10, item[0].answer[0]: It says no number: a whole one, or a coding with its ordinal value, is needed.",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "This is not JSON. It may have been cut off."),
        ("[" * 100_000, "This is not JSON. It may have been cut off."),
        ('{"a": NaN}', "This is not JSON. It may have been cut off."),
        ("[]", "There is no Bundle of FHIR with entries in it."),
        ('{"resourceType": "Bundle"}', "There is no Bundle of FHIR with entries in it."),
        ('{"resourceType": "Bundle", "entry": [1]}', "Entry 1: There is no resource in it."),
        (bundle(), "There is no Patient in it."),
        (bundle(ADA | {"identifier": []}), "Entry 1, identifier: Nothing was found, and it is needed."),
        (
            bundle(named("A" * 61)),
            f"Entry 1, identifier: “{'A' * 40}” was found, a text of at most 60 characters is allowed.",
        ),
        (bundle(named("A\0")), "Entry 1, identifier[0].value: It holds a character that no text can hold."),
        (bundle(named("\ud800")), "Entry 1, identifier[0].value: It holds a character that no text can hold."),
        (bundle(ADA | {"identifier": 1}), "Entry 1, identifier: “1” was found, something of another kind is allowed."),
    ],
)
def test_what_is_no_bundle_is_refused_in_a_sentence(clinic, text, told):
    assert refused(text, clinic) == [told]


def test_a_day_that_cannot_be_is_refused_by_its_entry(clinic):
    told = refused(bundle(ADA, scored("82940-8", 3, effectiveDateTime="1890-01-01")), clinic)
    assert [line.partition(":")[0] for line in told] == ["Entry 2, date"]


def test_an_own_bundle_with_a_wrong_element_is_refused_whole(record, ada, ben, cleo, clinic):
    text = bundle_of(everything(record, ada, ben, cleo))
    said = json.loads(text)
    places = {each["resource"]["resourceType"]: place for place, each in enumerate(said["entry"])}

    def wrong(kind, **elements):
        other = copy.deepcopy(said)
        other["entry"][places[kind]]["resource"] |= elements
        with pytest.raises(CsvRefused) as caught:
            brought_in(json.dumps(other), clinic)
        return re.sub(r"^Entry \d+", "Entry N", str(caught.value).splitlines()[0])

    assert wrong("MedicationStatement", effectivePeriod={}) == (
        "Entry N, effectivePeriod.start: Nothing was found, and it is needed."
    )
    assert wrong("Procedure", id="1") == (
        "Entry N, id: “1” was found, an id such as 0f8fad5b-d9cb-469f-a165-70867728950e is allowed."
    )
    assert wrong("Patient", birthDate="1960") == (
        "Entry N, birthDate: “1960” was found, a day such as 2025-03-31 is allowed."
    )
    assert wrong("Provenance", recorded="2026-03-02") == (
        "Entry N, recorded: “2026-03-02” was found, a moment such as 2025-03-31T08:00:00+00:00 is allowed."
    )


def test_an_own_bundle_corrects_what_differs_and_deletes_nothing(record, ada, cleo, clinic):
    verbs.record_measurement(record, TODAY, {"weight": 70}, by=ada, source="self", now=NOW)
    text = bundle_of(record)
    verbs.record_measurement(record, TODAY, {"grip.left": 20}, by=cleo, source="clinician", now=NOW)
    done = brought_in(text.replace('"value":70,', '"value":71,'), clinic)
    assert (done.new, done.corrected) == (0, 1)
    values = Measurement.objects.standing().values_list("source", "weight", "grip_left").order_by("source", "made_at")
    assert set(values) >= {("self", 71, None), ("clinician", None, 20)}


def test_values_that_can_hardly_be_are_asked_back_by_entry(record, ada, clinic):
    verbs.record_measurement(record, TODAY, {"weight": 70}, by=ada, source="self", now=NOW)
    text = bundle_of(record).replace('"value":70,', '"value":157,')
    with pytest.raises(FileInDoubt) as asked:
        brought_in(text, clinic)
    (question,) = asked.value.questions
    place = next(number for number, each in enumerate(resources(text), start=1) if "valueQuantity" in each)
    assert str(question).startswith(f"Entry {place}, weight: ")
    assert brought_in(text, clinic, confirm=True).confirmed == 1


def test_the_commands_take_a_record_out_and_in(record, ada, ben, cleo, tmp_path):
    everything(record, ada, ben, cleo)
    file = tmp_path / "ada.json"

    def run(*arguments):
        out = io.StringIO()
        call_command(*map(str, arguments), stdout=out, stderr=io.StringIO())
        return out.getvalue().splitlines()

    assert run("export_fhir", "--output", file, "A-1") == [f"The record of A-1 was written to {file}."]
    assert run("import_fhir", file, "--clinic", "North Clinic", "--dry-run") == [
        "68 rows in North Clinic (records: 1): 0 new, 68 unchanged, 0 corrected.",
        "This was a dry run: nothing was written.",
    ]
    file.write_text("{")
    with pytest.raises(CommandError, match="This is not JSON"):
        run("import_fhir", file, "--clinic", "North Clinic")
