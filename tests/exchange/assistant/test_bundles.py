"""A bundle of FHIR through the pages and the command: told apart, looked at, brought in with one press, taken back."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from exchange.fhir.write import bundle_of
from exchange.imports.taking_back import take_back
from exchange.models import Import
from people.models import Patient
from symptoms.models import FunctionCheck, Measurement
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient
from tests.exchange.assistant.pages import bring, choose, press
from tests.exchange.fhir.test_of_others import ADA, bundle, named, scored
from tests.exchange.fhir.test_valid import everything

SCORED = bundle(ADA, scored("82940-8", 3), scored("82948-1", 2), {"resourceType": "Encounter", "id": "e1"})


@pytest.fixture
def cleos(client, cleo):
    client.force_login(cleo)
    return client


@pytest.fixture
def adas(client, ada):
    client.force_login(ada)
    return client


def kept():
    return [(row.patient.reference, str(row.day), row.source, row.speech, row.walking) for row in checks()]


def checks():
    return FunctionCheck.objects.standing().select_related("patient").order_by("patient__reference", "day")


def told(page):
    return [each.told for each in page.context["wrong"]]


def test_a_bundle_of_others_is_looked_at_and_comes_in_with_one_press(cleos, record, clinic):
    page = choose(cleos, SCORED, clinic=clinic, name="bundle.json")
    would = page.context["would"]
    assert (page.context["outcome"].kind, would["people"], would["new"]) == ("fhir", 1, 1)
    assert would["notes"] == ["Left out: Encounter (1)."]
    assert (kept(), Import.objects.count()) == ([], 0)
    bring(cleos, page)

    assert kept() == [("A-1", "2025-06-12", "clinician", 3, 2)]
    noted = Import.objects.get()
    assert (noted.kind, noted.file_name, noted.by.name, list(noted.patients.all())) == (
        "fhir",
        "bundle.json",
        "Cleo",
        [record],
    )


def test_it_is_taken_back_as_any_import(cleos, record, clinic, cleo):
    bring(cleos, choose(cleos, SCORED, clinic=clinic))
    take_back(Import.objects.get(), by=cleo, now=timezone.now())

    assert kept() == []


def test_what_is_wrong_is_told_by_entry_and_path_and_nothing_comes_in(cleos, record, clinic):
    page = choose(cleos, bundle(ADA, scored("82940-8", 9)), clinic=clinic)

    assert told(page) == ["Entry 2, valueInteger: “9” was found, a whole number from 0 to 4 is allowed."]
    assert (bring(cleos, page).status_code, kept()) == (422, [])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"resourceType": "Patient"}', "There is no Bundle of FHIR with entries in it."),
        ('\ufeff\n {"resourceType": ', "This is not JSON. It may have been cut off."),
    ],
)
def test_json_that_is_no_bundle_is_refused_in_a_sentence(cleos, clinic, text, sentence):
    assert told(choose(cleos, text, clinic=clinic)) == [sentence]


def test_values_that_can_hardly_be_are_asked_back_and_come_in_when_they_are_right(cleos, record, ada, clinic):
    verbs.record_measurement(record, TODAY, {"weight": 70}, by=ada, source="self", now=NOW)
    text = bundle_of(record).replace('"value":70,', '"value":150,')
    assert text != bundle_of(record)
    page = choose(cleos, text, clinic=clinic)
    assert len(page.context["doubts"]) == 1
    press(cleos, page, "right")

    assert list(Measurement.objects.standing().order_by("made_at").values_list("weight", flat=True))[-1] == 150


def test_ones_own_bundle_goes_back_into_ones_own_record(adas, record, ada, ben, cleo):
    everything(record, ada, ben, cleo)
    text = bundle_of(record)
    page = choose(adas, text, record=record)
    would = page.context["would"]
    assert (would["new"], would["corrected"], would["created"]) == (0, 0, [])
    bring(adas, page, record)

    assert bundle_of(Patient.objects.get(pk=record.pk)) == text
    assert Patient.objects.count() == 1


def test_the_bundle_of_another_is_refused_and_nothing_of_it_is_told(adas, record, clinic):
    other = new_patient(clinic, "B-2", name="Bo Lind")
    page = choose(adas, bundle_of(other), record=record)

    assert told(page) == ["This is not the complete record of this person. Only their own can come in here."]
    assert "Bo Lind" not in page.content.decode()


def test_a_record_that_is_kept_elsewhere_is_refused_by_its_entry(cleos, clinic, dan):
    page = choose(cleos, bundle_of(dan.memberships.get().patient), clinic=clinic)

    assert [each.partition(": ")[2] for each in told(page)] == ["You can't write in this record."]


def test_what_a_clinic_scored_can_t_be_brought_in_by_the_person_and_is_by_the_clinic(client, record, ada, cleo):
    client.force_login(ada)
    page = choose(client, SCORED, record=record)
    note = "Somebody else said what is in entry 2, and only they can bring it in: left out."
    assert note in page.context["would"]["notes"]
    bring(client, page, record)
    assert kept() == []

    client.force_login(cleo)
    bring(client, choose(client, SCORED.replace("A-1", "OTHER-7"), record=record), record)
    assert kept() == [("A-1", "2025-06-12", "clinician", 3, 2)]


def test_a_bundle_about_several_people_is_refused_for_one_record(adas, record):
    other = named("B-2") | {"id": "p2"}
    theirs = scored("82948-1", 2, subject={"reference": "Patient/p2"})
    page = choose(adas, bundle(ADA, other, scored("82940-8", 3), theirs), record=record)

    sentence = "This file is about 2 people (“A-1”, “B-2”). Only the rows of one can come in here."
    assert told(page) == [sentence]


def test_the_command_tells_it_apart(record, tmp_path):
    file = tmp_path / "any.txt"
    file.write_text(SCORED)
    call_command("import", str(file))

    assert ([noted.kind for noted in Import.objects.all()], len(kept())) == (["fhir"], 1)
