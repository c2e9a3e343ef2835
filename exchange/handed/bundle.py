"""The summary of a visit as a document of FHIR R4: its two pages as text, and the scores and measurements of its days.

What was answered day by day is in the text alone: it has no codes by which another program would know it. The resources
bear ids of their own, by which nobody finds the record.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import replace

from django.template.loader import render_to_string
from django.utils.translation import get_language

from clinical.vocabulary import CHECK_IN_SECTIONS, MEASURES
from exchange.fhir.answers import answers
from exchange.fhir.checks import check
from exchange.fhir.people import performers
from exchange.fhir.said import Said, said_by_day
from exchange.fhir.shapes import Ids, Json, local, moment, refers
from exchange.fhir.write import as_json, entry_of
from exchange.handed.narrative import narrative
from people.access import Record
from reports.sheet import Asked, Printed, printed
from symptoms.read.private import measures_hidden

PAGES = "reports/sheet/_pages.html"


def document(record: Record, start: dt.date, end: dt.date, *, at: dt.datetime) -> str:
    """The JSON of a Bundle; ``at``: when it was put together. Two of the same days have no id in common."""
    ids = Ids(uuid.uuid4())
    said = [*_measured(record, start, end)]
    parts = [resource for each in said for resource in (*answers(each, ids), *check(each, ids))]
    whose = _person(record, ids)
    more = performers(record.patient, {each.source for each in said}, ids)
    program = {"resourceType": "Device", "id": ids.of("program"), "deviceName": [_NAME]}
    made = printed(record, None, Asked(start, end, worked_out=True), end)
    resources = [_composition(made, parts, ids, at), whose, program, *more, *parts]
    head = {
        "resourceType": "Bundle",
        "id": ids.of("bundle"),
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{ids.of('bundle')}"},
        "type": "document",
        "timestamp": moment(at),
    }
    return f'{as_json(head)[:-1]},"entry":[{",".join(map(entry_of, resources))}]}}'


_NAME = {"name": "alsweak", "type": "manufacturer-name"}


def _measured(record: Record, start: dt.date, end: dt.date) -> Iterator[Said]:
    for said in said_by_day(record.patient, measures_hidden(record)):
        if start <= said.day <= end:
            values = {name: value for name, value in said.values.items() if not _is_answer(name)}
            if values:
                yield replace(said, values=values, not_known={})


def _is_answer(name: str) -> bool:
    return MEASURES[name].section in CHECK_IN_SECTIONS


def _person(record: Record, ids: Ids) -> Json:
    patient = record.patient
    made: Json = {"resourceType": "Patient", "id": ids.patient, "name": [{"text": str(patient)}]}
    return made | ({"birthDate": str(patient.birth_date)} if patient.birth_date else {})


def _composition(made: Printed | None, parts: list[Json], ids: Ids, at: dt.datetime) -> Json:
    pages = render_to_string(PAGES, {"made": made}) if made else ""
    sections: list[Json] = [{"title": "Summary", "text": {"status": "generated", "div": narrative(pages)}}]
    if parts:
        sections.append({"title": "Scores and measurements", "entry": [refers(part["id"]) for part in parts]})
    return {
        "resourceType": "Composition",
        "id": ids.of("composition"),
        "language": get_language() or "en",
        "status": "final",
        "type": local("record"),
        "subject": refers(ids.patient),
        "date": moment(at),
        "author": [refers(ids.of("program"))],
        "title": "Diary of weakness in ALS",
        "section": sections,
    }
