"""The codes of CLINICAL 10, and of which of our measures they are said. One that is not there does not go in here."""

from dataclasses import dataclass
from functools import cache

from clinical.vocabulary import MEASURES, Region, Side
from symptoms.models.base import Source

# Our own, marked as local: it stands under no address of LOINC or SNOMED, and of nobody else's (CLINICAL 10.4).
BASE = "https://example.org/fhir/"
LOCAL = f"{BASE}CodeSystem/als-log"
QUESTIONNAIRE = f"{BASE}Questionnaire/function-check"
FACT = f"{BASE}StructureDefinition/als-log-"
PRESS = f"{BASE}NamingSystem/als-log-press"  # of answers to signs
RECORD = f"{BASE}NamingSystem/als-log-record"  # of our own ids of records
REFERENCE = f"{BASE}NamingSystem/als-log-reference"  # of what clinics call them
LOINC_SYSTEM = "http://loinc.org"
SNOMED_SYSTEM = "http://snomed.info/sct"
UCUM_SYSTEM = "http://unitsofmeasure.org"
HL7 = "http://terminology.hl7.org/CodeSystem/"
LATERALITY = "http://hl7.org/fhir/StructureDefinition/observation-structureLaterality"
ICD = "http://hl7.org/fhir/sid/icd-10-cm"  # G12.21 is of ICD-10-CM alone (CLINICAL 10.3)
ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
ASSERTED = "http://hl7.org/fhir/StructureDefinition/condition-assertedDate"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"

PANEL, TOTAL = "82954-9", "82953-1"  # of the ALSFRS-R


@dataclass(frozen=True)
class Item:
    """A code of the ALSFRS-R. ``looked_up``: seen elsewhere (CLINICAL 10.1); others were derived from their neighbours:
    they are read, and not written before somebody has looked them up. ``tube``: asked with a gastrostomy, or
    without."""

    code: str
    item: str
    looked_up: bool
    tube: bool | None = None


ALSFRS_R = (
    Item("82940-8", "speech", True),
    Item("82941-6", "salivation", True),
    Item("82942-4", "swallowing", False),
    Item("82943-2", "handwriting", False),
    Item("82944-0", "cutting_food", True, tube=False),
    Item("82945-7", "cutting_food", False, tube=True),
    Item("82946-5", "dressing_hygiene", False),
    Item("82947-3", "turning_in_bed", False),
    Item("82948-1", "walking", True),
    Item("82949-9", "climbing_stairs", False),
    Item("82950-7", "dyspnea", False),
    Item("82951-5", "orthopnea", True),
    Item("82952-3", "respiratory_insufficiency", False),
)
LOINC: dict[str, tuple[str, ...]] = {  # of measures
    "weight": ("29463-7",),
    "spo2": ("59408-5", "2708-6"),
    "spo2_second": ("59408-5", "2708-6"),
    "fvc_percent": ("19872-1",),
}
# Tongue, back, belly and trunk were not looked up, and speech, swallowing and breathing are no places.
BODY_SITE = {
    Region.NECK: "45048000",
    Region.UPPER_ARM: "40983000",
    Region.HAND: "85562004",
    Region.THIGH: "68367000",
    Region.FOOT: "56459004",
}
SIDE = {Side.LEFT: "7771000", Side.RIGHT: "24028007"}
# By the diagnosis of a visit: the heading of G12.2- that it is; of ALS alone a code of SNOMED CT is known.
DIAGNOSIS = {
    "als": "G12.21",
    "bulbar_palsy": "G12.22",
    "pls": "G12.23",
    "familial_mnd": "G12.24",
    "psma": "G12.25",
    "other_mnd": "G12.29",
    "mnd": "G12.20",
}
OF_ALS = "86044005"
CLASSES = {"in_person": "AMB", "video": "VR", "telephone": "VR", "home": "HH"}  # by how a visit took place
DISPLAY = {  # of SNOMED CT, as CLINICAL 10.2 calls them
    "45048000": "Neck",
    "40983000": "Upper arm",
    "85562004": "Hand",
    "68367000": "Thigh",
    "56459004": "Foot",
    "7771000": "Left",
    "24028007": "Right",
    OF_ALS: "ALS",
}
UCUM = {  # by the unit of a measure in the vocabulary
    "kg": "kg",
    "%": "%",
    "cmH2O": "cm[H2O]",
    "L/min": "L/min",
    "hours": "h/d",
    "steps": "{steps}/d",
    "minutes": "min",
}
ABSENT = {"not_tried": "not-performed", "cannot_tell": "asked-unknown"}
VITAL_SIGNS = ("weight", "spo2", "spo2_second")
YES_OR_NO = frozenset(
    name for name, measure in MEASURES.items() if (measure.low, measure.high) == (0, 1)
)  # said as a boolean
RELATED = {Source.CAREGIVER: "caregiver", Source.HELPED: "helper"}


@cache
def parted(measure: str) -> tuple[str, Side | None]:
    """The local code of a measure and its side: what is said of a left hand has the code of hands."""
    code, _dot, last = measure.rpartition(".")
    return (code, Side(last)) if last in (*Side,) else (measure, None)


@cache
def region_of(code: str) -> Region | None:
    """Which part of the body a local code speaks of."""
    last = "hand" if code == "grip" else code.rpartition(".")[2]
    section = code.partition(".")[0]
    return Region(last) if last in (*Region,) and section not in ("function", "alsfrs_r") else None


def loinc_of(item: str, tube: bool | None) -> str | None:
    """The code of an item of the ALSFRS-R, where it was looked up. ``tube``: whether there is a gastrostomy."""
    found = [each for each in ALSFRS_R if each.item == item and (each.tube is None or each.tube == tube)]
    return found[0].code if len(found) == 1 and found[0].looked_up else None
