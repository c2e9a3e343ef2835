"""Whose record it is, with no more identity than the record has, and who said what is in it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from exchange.archive.authors import Authors
from exchange.archive.care_tables import CONSENTS
from exchange.archive.kinds import DAY, NUMBER, WHOLE, Kind
from exchange.archive.reader import Reader
from exchange.archive.record_tables import FACTS, PEOPLE
from exchange.fhir import codes
from exchange.fhir.shapes import Ids, Json, hl7, local, moment, refers
from people.models import Patient
from people.querysets import Gone
from symptoms.models.base import Source

ELEMENTS = ("name", "birth_date")  # facts that have an element of Patient; the others are extensions of ours
VALUES = ((DAY, "valueDate"), (NUMBER, "valueDecimal"), (WHOLE, "valueInteger"))


def person(whose: QuerySet[Patient], names: Authors, reader: Reader) -> Json:
    facts = next(iter(PEOPLE.rows(whose, names, reader)), None)
    if facts is None:
        raise Gone
    identifiers = [
        {"system": codes.RECORD, "value": str(facts["id"])},
        {"system": codes.REFERENCE, "value": facts["patient"]},
    ]
    made: Json = {"resourceType": "Patient", "id": str(facts["id"])}
    made |= {"extension": [*_extensions(facts)], "identifier": identifiers}
    if facts["name"]:
        made["name"] = [{"text": facts["name"]}]
    if facts["birth_date"]:
        made["birthDate"] = str(facts["birth_date"])
    if facts["ended_why"] == Patient.Ending.DIED:
        made["deceasedDateTime"] = str(facts["ended_on"])
    return made


def value_of(kind: Kind) -> str:
    """The element of an extension that holds such a fact."""
    return next((name for each, name in VALUES if each is kind), "valueString")


def _extensions(facts: Mapping[str, Any]) -> Iterator[Json]:
    for column in FACTS:
        value = facts[column.name]
        if column.name not in ELEMENTS and value not in (None, ""):
            named = value_of(column.kind)
            plain = {"valueDecimal": float, "valueInteger": int}.get(named, str)
            yield {"url": codes.FACT + column.name.replace("_", "-"), named: plain(value)}


def performers(patient: Patient, used: Collection[str], ids: Ids) -> Iterator[Json]:
    """Those who said what the bundle holds, by what they are to the person: a row is one of a source, whoever of
    several gave the answer. Of the clinic it is the team."""
    for source, relation in codes.RELATED.items():
        if source in used:
            yield {
                "resourceType": "RelatedPerson",
                "id": ids.performer(source),
                "patient": refers(ids.patient),
                "relationship": [local(relation)],
            }
    if Source.CLINICIAN in used:
        clinician = ids.performer(Source.CLINICIAN)
        yield {"resourceType": "Practitioner", "id": clinician}
        yield {
            "resourceType": "CareTeam",
            "id": ids.of("team"),
            "status": "active",
            "name": str(patient.clinic),
            "subject": refers(ids.patient),
            "participant": [{"member": refers(clinician)}],
        }


def consents(whose: QuerySet[Patient], names: Authors, reader: Reader, ids: Ids) -> Iterator[Json]:
    """Who may see the record, and who agreed to it."""
    for place, row in enumerate(CONSENTS.rows(whose, names, reader)):
        period = {"start": row["starts_at"], "end": row["ends_at"]}
        who = row["who"] or row["clinic"] or "?"
        actor = {"role": local(f"role.{row['role']}"), "reference": {"display": who}}
        yield {
            "resourceType": "Consent",
            "id": ids.of("consent", place),
            "status": "inactive" if row["ends_at"] else "active",
            "scope": hl7("consentscope", "patient-privacy"),
            "category": [local("consent")],
            "patient": refers(ids.patient),
            "dateTime": moment(row["starts_at"]),
            "policyRule": local("consent", text=row["basis"]),
            "provision": {
                "type": "permit",
                "period": {name: moment(at) for name, at in period.items() if at},
                "actor": [actor],
            },
        }
