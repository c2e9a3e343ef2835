"""What happened along the way: treatments, events, the word of a clinician on a part, and what is remembered. Who
entered each, and when, is its Provenance."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from clinical.vocabulary import CELL_BY_NAME, Precision, Side
from exchange.archive.authors import Authors
from exchange.archive.reader import Reader
from exchange.archive.record_tables import EVENTS, MARKS, REMEMBERED, TREATMENTS
from exchange.archive.tables import Table
from exchange.fhir.codes import parted
from exchange.fhir.shapes import Ids, Json, local, observation, provenance, refers, said, sided, site
from people.models import Patient
from symptoms.models import Treatment

Kind = Treatment.Kind
MEDICINES = (Kind.RILUZOLE, Kind.EDARAVONE, Kind.TOFERSEN, Kind.SYMPTOM_MEDICINE)
DEVICES = (Kind.NIV, Kind.COUGH_ASSIST, Kind.AAC, Kind.ORTHOSIS, Kind.MOBILITY_AID)
WHEN = {  # the element that says from when to when, and who said it, by what a treatment is
    "MedicationStatement": ("effectivePeriod", "informationSource"),
    "DeviceUseStatement": ("timingPeriod", "source"),
    "Procedure": ("performedPeriod", "asserter"),
}
Row = Mapping[str, Any]


def courses(whose: QuerySet[Patient], names: Authors, reader: Reader, ids: Ids) -> Iterator[tuple[str, Json]]:
    """Each with the source that said it, and its Provenance after it."""
    for table, make in MAKES:
        for row in table.rows(whose, names, reader):
            yield row["source"], make(row, ids)
            yield row["source"], entered(row, ids)


def entered(row: Row, ids: Ids) -> Json:
    """Who entered a row, and when."""
    return provenance(str(row["id"]), ids, by=row["source"], author=row["author"], at=row["made_at"])


def kind_of(treatment: str) -> str:
    """The resource that a treatment is."""
    if treatment in MEDICINES:
        return "MedicationStatement"
    return "DeviceUseStatement" if treatment in DEVICES else "Procedure"


def _treatment(row: Row, ids: Ids) -> Json:
    kind = kind_of(row["kind"])
    period, teller = WHEN[kind]
    exactly = [f"detail.{row['detail']}"] if row["detail"] else []
    what = local(f"treatment.{row['kind']}", *exactly, text=row["label"])
    why = local(f"stopped.{row['stop_reason']}") if row["stop_reason"] else None
    going = "in-progress" if kind == "Procedure" else "active"
    made: Json = {
        "resourceType": kind,
        "id": str(row["id"]),
        "status": "completed" if row["stop"] else going,
        "subject": refers(ids.patient),
        period: _period(row["start"], row["stop"]),
        teller: refers(ids.performer(row["source"])),
    }
    if kind == "MedicationStatement":
        dosage = [{"text": row["dose"]}] if row["dose"] else []
        reason = [why] if why else []
        return said({**made, "statusReason": reason, "medicationCodeableConcept": what, "dosage": dosage})
    setting = [{"text": row["dose"]}] if row["dose"] else []
    if kind == "Procedure":
        return said({**made, "statusReason": why, "code": what, "note": setting})
    device = said({"resourceType": "Device", "id": "device", "type": what, "statusReason": [why] if why else []})
    contained = {"contained": [device], "device": {"reference": "#device"}}
    return said({**made, **contained, "bodySite": _worn(row["side"]), "note": setting})


def _worn(side: str) -> Json | None:
    """On which side; the thing itself says on what."""
    if side == "both":
        return local("worn.both")
    return sided(local("worn"), Side(side)) if side else None


def _period(start: dt.date, end: dt.date | None) -> Json:
    return {"start": str(start)} | ({"end": str(end)} if end else {})


def _event(row: Row, ids: Ids) -> Json:
    component = [{"code": local("event.serious"), "valueBoolean": True}] if row["serious"] else []
    period = _period(row["start"], row["end"]) if row["end"] else None
    return observation(
        str(row["id"]),
        ids,
        local(f"event.{row['kind']}", text=row["label"]),
        category="survey",
        by=row["source"],
        on=None if period else row["start"],
        effectivePeriod=period,
        component=component,
    )


def _mark(row: Row, ids: Ids) -> Json:
    """A finding is of a clinician alone (CLINICAL 13.7); what they say of a part is in the value."""
    since = [{"code": local("mark.on"), "valueDateTime": str(row["on"])}] if row["on"] else []
    return _of_cell("mark", row, ids, None, category="exam", said=f"mark.{row['kind']}", component=since)


def _remembered(row: Row, ids: Ids) -> Json:
    """The month or the year that is remembered, never a day."""
    month: dt.date | None = row["month"]
    told = f"{month:%Y-%m}" if month else None
    if month and row["precision"] == Precision.YEAR and month.month == 1:
        told = f"{month:%Y}"
    return _of_cell("remembered", row, ids, told, category="survey", said=f"precision.{row['precision']}")


def _of_cell(
    name: str, row: Row, ids: Ids, on: str | None, *, category: str, said: str, component: list[Json] | None = None
) -> Json:
    cell = CELL_BY_NAME[row["cell"]]
    code, side = parted(f"{name}.{row['cell']}")
    return observation(
        str(row["id"]),
        ids,
        local(code),
        category=category,
        by=row["source"],
        on=on,
        bodySite=site(cell.region, side),
        valueCodeableConcept=local(said),
        component=component,
    )


MAKES: tuple[tuple[Table, Callable[[Row, Ids], Json]], ...] = (
    (TREATMENTS, _treatment),
    (EVENTS, _event),
    (MARKS, _mark),
    (REMEMBERED, _remembered),
)
