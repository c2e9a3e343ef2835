"""One record as a bundle of FHIR R4: the same record is the same bytes."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

from care.answers import OPEN, states_of
from clinical.life import Stand, stand
from clinical.plain import read
from clinical.rules import of_known_rules
from clinical.signs import Flag
from exchange.archive import reader as archive
from exchange.archive.authors import Authors
from exchange.fhir.answers import answers
from exchange.fhir.checks import check
from exchange.fhir.contents import Contents, composition
from exchange.fhir.courses import courses
from exchange.fhir.local import code_system, questionnaire
from exchange.fhir.people import consents, performers, person
from exchange.fhir.said import said_by_day
from exchange.fhir.shapes import Ids, Json, local, moment, refers
from people.models import Patient
from symptoms.read import stored
from symptoms.read.private import Hides, none_hidden

MEDIA_TYPE = "application/fhir+json"


@dataclass(frozen=True)
class Reader:
    """As much as whoever reads is shown; by itself all of it, as for who runs the site. ``rows``: as of an archive;
    ``hides``: of the rules that were raised."""

    rows: archive.Reader = archive.WHOLE
    hides: Hides = none_hidden


EVERYTHING = Reader()


def bundle_of(patient: Patient, reader: Reader = EVERYTHING, *, at: dt.datetime | None = None) -> str:
    """The JSON of a Bundle; ``at``: when it was put together, which is the one time in it that is not of the record."""
    ids = Ids(patient.pk)
    head = {"resourceType": "Bundle", "id": ids.of("bundle"), "type": "collection"}
    head |= {"timestamp": moment(at)} if at else {}
    entries = ",\n".join(_entry(resource, ids) for resource in _resources(patient, reader, ids))
    return f'{_json(head)[:-1]},"entry":[\n{entries}\n]}}\n'


def _resources(patient: Patient, reader: Reader, ids: Ids) -> Iterator[Json]:
    whose = Patient.objects.filter(pk=patient.pk)
    names, contents = Authors(whose, reader.rows), Contents()
    used = set()
    yield from (code_system(), questionnaire(), person(whose, names, reader.rows))
    for said in said_by_day(patient, reader.rows.measures.get(patient.pk, frozenset())):
        used.add(said.source)
        yield from map(contents.noted, (*answers(said, ids), *check(said, ids)))
    for source, resource in courses(whose, names, reader.rows, ids):
        used.add(source)
        yield contents.noted(resource)
    yield from map(contents.noted, flags(patient, reader.hides, ids))
    yield from consents(whose, names, reader.rows, ids)
    yield from performers(patient, used, ids)
    yield from composition(contents, ids)


def flags(patient: Patient, hides: Hides, ids: Ids) -> Iterator[Json]:
    """The signs that wait for an answer in the report as it is stored; never a Condition (CLINICAL 10.4)."""
    row = stored.raised(patient.pk)
    if row is None or patient.ended_on:
        return
    raised = [read(Flag, flag) for flag in of_known_rules(row.flags)]
    hidden = hides({flag.rule for flag in raised})
    shown = [flag for flag in raised if flag.rule not in hidden]
    states = states_of(patient, shown, row.as_of)
    for flag in shown:
        state = states[flag.rule, flag.since]
        if state == OPEN and stand(flag, state, row.as_of) is Stand.WAITING:
            yield {
                "resourceType": "Flag",
                "id": ids.of("flag", flag.rule, flag.since),
                "status": "active",
                "code": local(f"rule.{flag.rule}"),
                "subject": refers(ids.patient),
                "period": {"start": str(flag.since)},
            }


def _entry(resource: Json, ids: Ids) -> str:
    published = resource.get("url")  # what is the same in each bundle has an address of its own
    return _json({"fullUrl": published or f"urn:uuid:{resource['id']}", "resource": resource})


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
