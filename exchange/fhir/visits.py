"""Visits to the clinic, and what was examined there: an Encounter each, and what is said of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from care.wording import MUSCLES
from exchange.archive.authors import Authors
from exchange.archive.care_tables import MOTOR_SIGNS, OPM, STRENGTH, VISITS
from exchange.archive.reader import Reader
from exchange.fhir import codes
from exchange.fhir.courses import Row, entered
from exchange.fhir.shapes import (
    Ids,
    Json,
    coding,
    hl7,
    local,
    local_or_text,
    observation,
    of_snomed,
    refers,
    said,
    sided,
)
from people.models import Patient

NOTE, SCORED, MEASURED = (f"{codes.FACT}visit-{name}" for name in ("note", "scored", "measured"))
NEURONS = ("upper", "lower")


def visits(whose: QuerySet[Patient], names: Authors, reader: Reader, ids: Ids) -> Iterator[tuple[str, Json]]:
    """Each with the source that said it. What a visit says of the diagnosis and of the next visit are resources that
    refer to it."""
    held: dict[Any, Row] = {}
    for row in VISITS.rows(whose, names, reader):
        held[row["id"]] = row
        made = [_encounter(row, ids), entered(row, ids)]
        made += [_condition(row, ids)] if row["diagnosis"] else []
        made += [_appointment(row, ids)] if row["next_visit"] else []
        yield from ((row["source"], each) for each in made)
    for table, make in ((STRENGTH, _strength), (MOTOR_SIGNS, _motor_signs)):
        for row in table.rows(whose, names, reader):
            visit = held[row["visit"]]
            yield visit["source"], make(row, visit, ids)
    for row in OPM.rows(whose, names, reader):
        yield row["source"], _opm(row, ids)
        yield row["source"], entered(row, ids)


def _encounter(row: Row, ids: Ids) -> Json:
    extension = [{"url": NOTE, "valueString": row["note"]}] if row["note"] else []
    extension += [{"url": SCORED, "valueBoolean": True}] if row["scored"] else []
    extension += [{"url": MEASURED, "valueBoolean": True}] if row["measured"] else []
    how = codes.CLASSES.get(row["mode"] or "")
    unknown = {"extension": [{"url": codes.ABSENT_REASON, "valueCode": "unknown"}]}
    return said(
        {
            "resourceType": "Encounter",
            "id": str(row["id"]),
            "extension": extension,
            "status": "finished",
            "class": coding(f"{codes.HL7}v3-ActCode", how) if how else unknown,
            "type": [local(f"visit.{row['mode']}")] if row["mode"] else [],
            "subject": refers(ids.patient),
            "participant": [{"individual": refers(ids.performer(row["source"]))}],
            "period": {"start": str(row["day"]), "end": str(row["day"])},
        }
    )


def _condition(row: Row, ids: Ids) -> Json:
    """As a clinician entered it: how sure it is and how it goes on nobody said (CLINICAL 10.4)."""
    name, on = row["diagnosis"], row["diagnosis_date"]
    codings = [of_snomed(codes.OF_ALS)] if name == "als" else []
    codings += [coding(codes.ICD, codes.DIAGNOSIS[name]), *local(f"diagnosis.{name}")["coding"]]
    return said(
        {
            "resourceType": "Condition",
            "id": ids.of("diagnosis", row["id"]),
            "extension": [{"url": codes.ASSERTED, "valueDateTime": str(on)}] if on else [],
            "category": [hl7("condition-category", "encounter-diagnosis")],
            "code": {"coding": codings},
            "subject": refers(ids.patient),
            "encounter": refers(str(row["id"])),
            "asserter": refers(ids.performer(row["source"])),
        }
    )


def _appointment(row: Row, ids: Ids) -> Json:
    """The next visit as it was named at this one: a day, which nobody else has agreed to."""
    day = str(row["next_visit"])
    return {
        "resourceType": "Appointment",
        "id": ids.of("next visit", row["id"]),
        "status": "proposed",
        "supportingInformation": [refers(str(row["id"]))],
        "participant": [{"actor": refers(ids.patient), "status": "needs-action"}],
        "requestedPeriod": [{"start": day, "end": day}],
    }


def _examined(id: str, code: Json, visit: Mapping[str, Any], ids: Ids, **more: Any) -> Json:
    encounter = refers(str(visit["id"]))
    more |= {"category": "exam", "by": visit["source"], "on": visit["day"]}
    return observation(id, ids, code, encounter=encounter, **more)


def _strength(row: Row, visit: Row, ids: Ids) -> Json:
    """The muscle is the code; no body site has one, so that the side stands beside its name."""
    muscle, side = row["muscle"], row["side"] or None
    code = local_or_text(muscle, "strength", MUSCLES)
    where = sided({"text": muscle}, side) if side else None
    id, grade = ids.of("strength", visit["id"], muscle, side or ""), local(f"mrc.{row['grade']}")
    return _examined(id, code, visit, ids, bodySite=where, valueCodeableConcept=grade)


def _motor_signs(row: Row, visit: Row, ids: Ids) -> Json:
    component = []
    for neuron in NEURONS:
        code, found = local(f"motor_signs.{neuron}"), row[neuron]
        answer = {"valueBoolean": found == "present"} if found else None
        component.append({"code": code} | (answer or {"dataAbsentReason": hl7("data-absent-reason", "not-performed")}))
    id = ids.of("motor signs", visit["id"], row["region"])
    return _examined(id, local(f"motor_signs.{row['region']}"), visit, ids, component=component)


def _opm(row: Row, ids: Ids) -> Json:
    component: list[Json] = [
        {"code": local(f"opm.{name}"), "valueCodeableConcept": local(f"opm.{row[name]}")}
        for name in ("onset", "propagation", "motor")
        if row[name]
    ]
    if row["months"] is not None:
        component.append({"code": local("opm.months"), "valueInteger": row["months"]})
    if row["stands"]:
        component.append({"code": local("opm.stands"), "valueBoolean": True})
    visit = {"id": row["visit"], "source": row["source"], "day": row["on"]}
    return _examined(str(row["id"]), local("opm"), visit, ids, component=component)
