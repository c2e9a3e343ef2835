"""Every code that goes out is in CLINICAL 10, has its check digit, and is said of what CLINICAL says it means."""

import re
from pathlib import Path

import pytest

from care.wording import DIAGNOSES
from clinical.vocabulary import FUNCTION_ITEMS, MEASURES, TOTAL_GIVEN, Region, Side
from exchange.fhir import codes
from exchange.fhir.entries import Entry
from exchange.fhir.local import code_system, concepts
from exchange.fhir.read_days import side_of
from exchange.fhir.shapes import site
from tests.exchange.fhir.check_digits import loinc, snomed

CLINICAL = (Path(__file__).parents[3] / "docs/clinical.md").read_text()
LOINC_SECTION = CLINICAL.partition("### 10.1 LOINC")[2].partition("### 10.2")[0]
ICD_SECTION = CLINICAL.partition("### 10.3 ICD")[2].partition("### 10.4")[0]
SNOMED_SECTION = CLINICAL.partition("### 10.2 SNOMED")[2].partition("### 10.3")[0]
OF_LOINC = {
    codes.PANEL,
    codes.TOTAL,
    *(item.code for item in codes.ALSFRS_R),
    *(code for each in codes.LOINC.values() for code in each),
}
OF_SNOMED = {*codes.BODY_SITE.values(), *codes.SIDE.values(), codes.OF_ALS}


@pytest.mark.parametrize("code", sorted(OF_LOINC))
def test_a_code_of_loinc_is_in_clinical_with_its_check_digit(code):
    assert loinc(code)
    assert re.search(rf"\b{code}\b", LOINC_SECTION)


@pytest.mark.parametrize("code", sorted(OF_SNOMED))
def test_a_code_of_snomed_is_in_clinical_with_its_check_digit(code):
    assert snomed(code)
    assert re.search(rf"\b{code}\b", SNOMED_SECTION)


def test_the_diagnoses_of_a_visit_have_the_codes_of_icd_10_cm_that_clinical_gives_them():
    (als,) = re.findall(r"^\| (G12\.21) \| ALS", ICD_SECTION, re.MULTILINE)
    ((first, further, said),) = re.findall(r"^\| (G12\.20), (\.22.*?) \| (.*?) \| verified", ICD_SECTION, re.MULTILINE)
    meant = dict(zip([first, *(f"G12{each}" for each in further.split(", "))], said.split("; "), strict=True)) | {
        als: "ALS"
    }
    assert {name: meant[code] for name, code in codes.DIAGNOSIS.items()} == {
        "als": "ALS",
        "bulbar_palsy": "bulbar palsy",
        "pls": "PLS",
        "familial_mnd": "familial MND",
        "psma": "progressive spinal muscle atrophy",
        "other_mnd": "other",
        "mnd": "MND unspecified",
    }
    assert codes.DIAGNOSIS.keys() == DIAGNOSES.keys()


def test_a_wrong_digit_is_found():
    assert not loinc("82940-7")
    assert not loinc("82490-8")
    assert not snomed("7771001")
    assert not snomed("24082007")


def test_a_code_that_was_only_derived_is_not_written():
    derived = LOINC_SECTION.partition("| ALSFRS-R swallowing")[2].partition("\n")[0]
    assert {item.code for item in codes.ALSFRS_R if not item.looked_up} == set(re.findall(r"\b\d{5}-\d\b", derived))
    written = {codes.loinc_of(item, tube) for item in FUNCTION_ITEMS for tube in (None, False, True)} - {None}
    assert written == {item.code for item in codes.ALSFRS_R if item.looked_up}


def test_what_is_cut_without_a_tube_has_no_code_where_nobody_said_that_there_is_none():
    assert codes.loinc_of("cutting_food", None) is None
    assert codes.loinc_of("cutting_food", False) == "82944-0"


def test_each_measure_has_a_published_code_and_the_side_comes_back():
    assert "alsfrs_r.total_given" in concepts()
    for name in MEASURES.keys() - {TOTAL_GIVEN}:
        code, side = codes.parted(name)
        assert code in concepts()
        region = codes.region_of(code)
        where = site(region, side) if region else None
        back = side_of(Entry(1, "", {"bodySite": where} if where else {}))
        assert (f"{code}.{back}" if back else code) == name


def test_left_and_right_are_those_of_snomed():
    left, right = (site(Region.HAND, side) for side in (Side.LEFT, Side.RIGHT))
    assert left["extension"][0]["valueCodeableConcept"]["coding"][0]["code"] == "7771000"
    assert right["extension"][0]["valueCodeableConcept"]["coding"][0]["code"] == "24028007"
    assert (
        left["coding"]
        == right["coding"]
        == [{"system": "http://snomed.info/sct", "code": "85562004", "display": "Hand"}]
    )
    assert site(Region.SPEECH, None) is None


def test_the_units_are_those_of_every_measure():
    assert {measure.unit for measure in MEASURES.values()} - {""} == codes.UCUM.keys()


def test_our_own_codes_are_marked_as_local_and_stand_under_nobody_elses_address():
    said = code_system()
    assert said["url"] == "https://example.org/fhir/CodeSystem/als-log"
    assert said["description"].startswith("Local codes")
    assert said["count"] == len(said["concept"]) == len({each["code"] for each in said["concept"]})
    assert all(each["display"] for each in said["concept"])
