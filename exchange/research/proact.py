"""What a clinic scored and measured, in the shape of PRO-ACT: days since the person's first entry, a row a day.

Our own questions are not here: they are no ALSFRS-R (CLINICAL 13.5).
"""

from collections.abc import Iterator

from clinical.vocabulary import TOTAL_GIVEN
from exchange.research.omop import TUBE
from exchange.research.subject import Day, Subject
from exchange.research.table import Table, Value, columns
from symptoms.models.base import Source

SUBJECT = {"subject_id": "what stands for the person, as person_source_value of person"}
DELTA = "days since the first day of the record, which no file tells"
ITEMS = {  # column of PRO-ACT -> item
    "Q1_Speech": "speech",
    "Q2_Salivation": "salivation",
    "Q3_Swallowing": "swallowing",
    "Q4_Handwriting": "handwriting",
    "Q5a_Cutting_without_Gastrostomy": "cutting_food",
    "Q5b_Cutting_with_Gastrostomy": "cutting_food",
    "Q6_Dressing_and_Hygiene": "dressing_hygiene",
    "Q7_Turning_in_Bed": "turning_in_bed",
    "Q8_Walking": "walking",
    "Q9_Climbing_Stairs": "climbing_stairs",
    "R_1_Dyspnea": "dyspnea",
    "R_2_Orthopnea": "orthopnea",
    "R_3_Respiratory_Insufficiency": "respiratory_insufficiency",
}
WITH_TUBE, WITHOUT_TUBE = "Q5b_Cutting_with_Gastrostomy", "Q5a_Cutting_without_Gastrostomy"

ALSFRS = Table(
    "proact_alsfrs",
    "The ALSFRS-R as a clinic scored it, in PRO-ACT's layout. An import here reads it back.",
    columns(
        "subject_id:t Q1_Speech Q2_Salivation Q3_Swallowing Q4_Handwriting Q5a_Cutting_without_Gastrostomy"
        " Q5b_Cutting_with_Gastrostomy Q6_Dressing_and_Hygiene Q7_Turning_in_Bed Q8_Walking Q9_Climbing_Stairs"
        " Q10_Respiratory ALSFRS_Delta ALSFRS_Total ALSFRS_R_Total R_1_Dyspnea R_2_Orthopnea"
        " R_3_Respiratory_Insufficiency Mode_of_Administration:t ALSFRS_Responded_By:t",
        SUBJECT
        | dict.fromkeys(ITEMS, "0 to 4, 4 is as before ALS")
        | {
            WITHOUT_TUBE: "0 to 4; here too where it is not known whether there is a gastrostomy",
            "ALSFRS_Delta": DELTA,
            "ALSFRS_R_Total": "0 to 48, where a clinic gave a total; never added up here",
        },
    ),
)
FVC = Table(
    "proact_fvc",
    "Forced vital capacity as a clinic measured it, in the style of PRO-ACT.",
    columns(
        "subject_id:t Forced_Vital_Capacity_Delta pct_of_Normal_Trial_1:n",
        SUBJECT | {"Forced_Vital_Capacity_Delta": DELTA, "pct_of_Normal_Trial_1": "% of predicted"},
    ),
)
VITALS = Table(
    "proact_vitals",
    "Weight as a clinic measured it, in the style of PRO-ACT.",
    columns(
        "subject_id:t Vital_Signs_Delta Weight:n Weight_Units:t",
        SUBJECT | {"Vital_Signs_Delta": DELTA, "Weight": "the weight", "Weight_Units": "kg"},
    ),
)
TABLES = (ALSFRS, FVC, VITALS)


def rows_of(person: Subject) -> Iterator[tuple[Table, dict[str, Value]]]:
    """In order of days."""
    first = person.first
    if first is None:
        return
    for day in person.days:
        if day.source != Source.CLINICIAN:
            continue
        who, delta = {"subject_id": person.pseudonym.code}, (day.day - first).days
        if scored := _scored(day):
            yield ALSFRS, {**who, "ALSFRS_Delta": delta, **scored}
        if "fvc_percent" in day.values:
            value = float(day.values["fvc_percent"])
            yield FVC, {**who, "Forced_Vital_Capacity_Delta": delta, "pct_of_Normal_Trial_1": value}
        if "weight" in day.values:
            weight = float(day.values["weight"])
            yield VITALS, {**who, "Vital_Signs_Delta": delta, "Weight": weight, "Weight_Units": "kg"}


def _scored(day: Day) -> dict[str, Value]:
    if not day.alsfrs_r:
        return {}
    other = WITHOUT_TUBE if day.values.get(TUBE) == 1 else WITH_TUBE
    found: dict[str, Value] = {
        column: int(day.values[f"function.{item}"])
        for column, item in ITEMS.items()
        if column != other and f"function.{item}" in day.values
    }
    if TOTAL_GIVEN in day.values:
        found["ALSFRS_R_Total"] = int(day.values[TOTAL_GIVEN])
    return found
