"""One person as rows of OMOP. Concepts are those of CLINICAL 10.1 alone; of all else it is 0, and the local code says
what it is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator

from clinical.memory import months_before
from clinical.vocabulary import MEASURES, TOTAL_GIVEN
from exchange.fhir.codes import ALSFRS_R, UCUM
from exchange.fhir.courses import DEVICES, MEDICINES
from exchange.research import omop_tables as tables
from exchange.research.subject import Day, Subject, section_of
from exchange.research.table import Cells, Table, Value
from people.models import Patient
from symptoms.models import Treatment
from symptoms.models.base import Source

BY_THE_PERSON, BY_STAFF, NO_CONCEPT = 32862, 32851, 0
TYPES = {Source.SELF: BY_THE_PERSON, Source.HELPED: BY_THE_PERSON, Source.CLINICIAN: BY_STAFF}
_FIRST_CONCEPT = 42529071  # they are in the order of the codes of LOINC, the total after the items
CONCEPTS = {(each.item, each.tube): _FIRST_CONCEPT + place for place, each in enumerate(ALSFRS_R)}
TOTAL_CONCEPT = _FIRST_CONCEPT + len(ALSFRS_R)
TUBE = "function.gastrostomy"
MONTHS, DAYS, KG, CM = "mo", "d", "kg", "cm"

Rows = Iterator[tuple[Table, dict[str, Value]]]


def rows_of(person: Subject) -> dict[str, list[dict[str, Value]]]:
    """By table, in an order that follows from what they say; without their own numbers, which come of their place."""
    found: dict[str, list[dict[str, Value]]] = defaultdict(list)
    for make in _MAKES:
        for table, row in make(person):
            found[table.name].append({"person_id": person.person_id} | row)
    for rows in found.values():
        rows.sort(key=_in_order)
    return found


def type_of(source: str) -> int:
    return TYPES.get(Source(source), NO_CONCEPT)


def _in_order(row: Cells) -> list[tuple[bool, str]]:
    """Days first: of a row they come before all that is not one."""
    days = [str(value) for value in row.values() if isinstance(value, dt.date)]
    return [(False, day) for day in days] + [(True, f"{name} {value}") for name, value in row.items()]


def _person(person: Subject) -> Rows:
    none = dict.fromkeys(("gender_concept_id", "race_concept_id", "ethnicity_concept_id"), NO_CONCEPT)
    yield (
        tables.PERSON,
        {**none, "year_of_birth": person.year_of_birth, "person_source_value": person.pseudonym.code},
    )
    if person.first and person.last:
        yield (
            tables.OBSERVATION_PERIOD,
            {
                "observation_period_start_date": person.pseudonym.moved(person.first),
                "observation_period_end_date": person.pseudonym.moved(person.last),
                "period_type_concept_id": NO_CONCEPT,
            },
        )
    if person.patient.ended_why == Patient.Ending.DIED and person.patient.ended_on:
        on = person.pseudonym.moved(person.patient.ended_on)
        yield tables.DEATH, {"death_date": on, "death_type_concept_id": NO_CONCEPT}


def _said(person: Subject) -> Rows:
    for day in person.days:
        for name, value in day.values.items():
            if section_of(name) == "measurement":
                yield _measured(person, day, name, value, NO_CONCEPT)
            elif day.alsfrs_r and section_of(name) == "function" and name != TUBE:
                item = name.removeprefix("function.")
                code = "alsfrs_r.total" if name == TOTAL_GIVEN else f"alsfrs_r.{item}"
                yield _measured(person, day, code, value, _concept(day, name, item))
            else:
                yield _observed(person, day.day, day.source, name, value, UCUM.get(MEASURES[name].unit))


def _concept(day: Day, name: str, item: str) -> int:
    """Of the item about cutting food it takes knowing whether there is a gastrostomy."""
    if name == TOTAL_GIVEN:
        return TOTAL_CONCEPT
    tube = {0.0: False, 1.0: True}.get(day.values.get(TUBE, -1.0))
    return CONCEPTS.get((item, None)) or CONCEPTS.get((item, tube), NO_CONCEPT)


def _measured(person: Subject, day: Day, code: str, value: float, concept: int) -> tuple[Table, dict[str, Value]]:
    unit = UCUM.get(MEASURES[code].unit) if code in MEASURES else None
    return tables.MEASUREMENT, {
        "measurement_concept_id": concept,
        "measurement_date": person.pseudonym.moved(day.day),
        "measurement_type_concept_id": type_of(day.source),
        "value_as_number": float(value),
        "measurement_source_value": code,
        "unit_source_value": unit,
    }


def _observed(
    person: Subject,
    on: dt.date,
    source: str | None,
    code: str,
    value: float | None = None,
    unit: str | None = None,
    text: str | None = None,
) -> tuple[Table, dict[str, Value]]:
    return tables.OBSERVATION, {
        "observation_concept_id": NO_CONCEPT,
        "observation_date": person.pseudonym.moved(on),
        "observation_type_concept_id": type_of(source) if source else NO_CONCEPT,
        "value_as_number": None if value is None else float(value),
        "value_as_string": text,
        "observation_source_value": code,
        "unit_source_value": unit,
    }


def _treatments(person: Subject) -> Rows:
    moved = person.pseudonym.moved
    for kind, detail, start, stop, source in person.treatments:
        code, end = f"treatment.{kind}{'.' if detail else ''}{detail}", moved(stop) if stop else None
        if kind in MEDICINES:
            until = end or moved(max(start, person.last or start))
            yield (
                tables.DRUG_EXPOSURE,
                {
                    "drug_concept_id": NO_CONCEPT,
                    "drug_exposure_start_date": moved(start),
                    "drug_exposure_end_date": until,
                    "verbatim_end_date": end,
                    "drug_type_concept_id": type_of(source),
                    "drug_source_value": code,
                },
            )
        elif kind in DEVICES:
            yield (
                tables.DEVICE_EXPOSURE,
                {
                    "device_concept_id": NO_CONCEPT,
                    "device_exposure_start_date": moved(start),
                    "device_exposure_end_date": end,
                    "device_type_concept_id": type_of(source),
                    "device_source_value": code,
                },
            )
        elif kind == Treatment.Kind.OTHER:
            yield _observed(person, start, source, code)
        else:
            yield (
                tables.PROCEDURE_OCCURRENCE,
                {
                    "procedure_concept_id": NO_CONCEPT,
                    "procedure_date": moved(start),
                    "procedure_end_date": end,
                    "procedure_type_concept_id": type_of(source),
                    "procedure_source_value": code,
                },
            )


def _happened(person: Subject) -> Rows:
    for kind, start, end, serious, source in person.events:
        days = (end - start).days + 1 if end else None
        yield _observed(
            person, start, source, f"event.{kind}", days, DAYS if days else None, "serious" if serious else None
        )
    for name, on in person.diagnoses:
        yield (
            tables.CONDITION_OCCURRENCE,
            {
                "condition_concept_id": NO_CONCEPT,
                "condition_start_date": person.pseudonym.moved(on),
                "condition_type_concept_id": BY_STAFF,
                "condition_source_value": f"diagnosis.{name}",
            },
        )
    if person.patient.diagnosis_date and person.patient.diagnosis_date <= person.today:
        yield _observed(person, person.patient.diagnosis_date, None, "fact.diagnosis")


def _without_a_day(person: Subject) -> Rows:
    """A month or a year is never told as a day: moved, its first day would say by how much. It is told as how many
    months before the first day of the record."""
    first = person.first
    if first is None:
        return
    for cell, kind, on, source in person.marks:
        yield _observed(person, on or first, source, f"mark.{cell}", text=kind)
    for cell, month, precision, source in person.remembered:
        months = months_before(month, first) if month else None
        yield _observed(person, first, source, f"began.{cell}", months, MONTHS if month else None, precision)
    patient = person.patient
    if patient.onset_cell:
        yield _observed(person, first, None, "fact.began_in", text=patient.onset_cell)
    if patient.onset_month:
        months = months_before(patient.onset_month, first)
        yield _observed(person, first, None, "fact.began", months, MONTHS, patient.onset_precision)
    if patient.writing_hand:
        yield _observed(person, first, None, "fact.writing_hand", text=patient.writing_hand)
    if patient.usual_weight:
        yield _observed(person, first, None, "fact.usual_weight", float(patient.usual_weight), KG)
    if patient.height:
        yield _observed(person, first, None, "fact.height", patient.height, CM)


_MAKES: tuple[Callable[[Subject], Rows], ...] = (_person, _said, _treatments, _happened, _without_a_day)
