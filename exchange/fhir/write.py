"""One record as a bundle of FHIR R4: the same record is the same bytes."""

import datetime as dt
import json
from collections.abc import Iterator
from itertools import chain, islice

from django.db.models import QuerySet

from exchange.archive.authors import Authors
from exchange.fhir.answers import answers
from exchange.fhir.checks import check
from exchange.fhir.contents import Contents, composition
from exchange.fhir.courses import courses
from exchange.fhir.exercises import exercises
from exchange.fhir.local import code_system, questionnaire
from exchange.fhir.people import consents, performers, person
from exchange.fhir.plans import plans
from exchange.fhir.reader import EVERYTHING, Reader
from exchange.fhir.said import said_by_day
from exchange.fhir.shapes import Ids, Json, moment
from exchange.fhir.signs import signs
from exchange.fhir.treatment_days import treatment_days
from exchange.fhir.visits import visits
from people.models import Patient

MEDIA_TYPE = "application/fhir+json"
AT_ONCE = 500  # entries


def bundle_of(patient: Patient, reader: Reader = EVERYTHING, *, at: dt.datetime | None = None) -> str:
    """The JSON of a Bundle; ``at``: when it was put together, which is the one time in it that is not of the record."""
    return "".join(parts_of(patient, reader, at=at))


def parts_of(patient: Patient, reader: Reader = EVERYTHING, *, at: dt.datetime | None = None) -> Iterator[str]:
    """The same in pieces of many entries."""
    ids = Ids(patient.pk)
    head = {"resourceType": "Bundle", "id": ids.of("bundle"), "type": "collection"}
    head |= {"timestamp": moment(at)} if at else {}
    between, resources = f'{as_json(head)[:-1]},"entry":[\n', _resources(patient, reader, ids)
    while some := [*islice(resources, AT_ONCE)]:
        yield between + ",\n".join(map(entry_of, some))
        between = ",\n"
    yield "\n]}\n"


def bundles(patients: QuerySet[Patient], reader: Reader = EVERYTHING) -> Iterator[tuple[str, Iterator[str]]]:
    """Of each record the name of its file in an archive, and the bundle in pieces."""
    for patient in patients.select_related("clinic").order_by("reference", "pk").iterator():
        yield f"{patient.pk}.json", parts_of(patient, reader)


def _resources(patient: Patient, reader: Reader, ids: Ids) -> Iterator[Json]:
    whose = Patient.objects.filter(pk=patient.pk)
    names, contents = Authors(whose, reader.rows), Contents()
    told = (whose, names, reader.rows)
    used: set[str] = set()
    yield from (code_system(), questionnaire(), person(*told))
    for said in said_by_day(patient, reader.rows.measures.get(patient.pk, frozenset())):
        used.add(said.source)
        yield from map(contents.noted, (*answers(said, ids), *check(said, ids)))
    made = (make(*told, ids) for make in (courses, treatment_days, visits, exercises))
    for source, resource in chain(*made, signs(*told, reader.hides, ids)):
        used.add(source)
        yield contents.noted(resource)
    yield from map(contents.noted, plans(*told, ids))
    yield from consents(*told, ids)
    yield from performers(patient, used, ids)
    yield from composition(contents, ids)


def entry_of(resource: Json) -> str:
    published = resource.get("url")  # what is the same in each bundle has an address of its own
    return as_json({"fullUrl": published or f"urn:uuid:{resource['id']}", "resource": resource})


as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
