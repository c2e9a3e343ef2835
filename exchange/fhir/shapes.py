"""What resources are made of. Ids follow from the record and from what a resource says, so that the same record is the
same bytes."""

import datetime as dt
import uuid
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from clinical.vocabulary import Region, Side
from exchange.fhir import codes
from exchange.fhir.local import display_of
from symptoms.models.base import Source

Json = dict[str, Any]


@dataclass(frozen=True)
class Ids:
    """Of the resources of one record."""

    record: uuid.UUID

    def of(self, *said: object) -> str:
        return str(uuid.uuid5(self.record, "/".join(map(str, said))))

    @cached_property
    def patient(self) -> str:
        return str(self.record)

    def performer(self, source: str) -> str:
        """The resource of who said it: the person alone, or a role, for a row of a record is one of a source."""
        return self.patient if source == Source.SELF else self.of("said by", source)


def refers(id: str, display: str = "") -> Json:
    return {"reference": f"urn:uuid:{id}"} | ({"display": display} if display else {})


def coding(system: str, code: str, display: str = "") -> Json:
    return {"system": system, "code": code} | ({"display": display} if display else {})


def local(*names: str, text: str = "") -> Json:
    """A concept of our own code system."""
    return _concept([coding(codes.LOCAL, name, display_of(name)) for name in names], text)


def coded(loinc: Iterable[str | None], name: str) -> Json:
    """A concept of ours that has codes of LOINC too, which stand first."""
    own = coding(codes.LOCAL, name, display_of(name))
    return _concept([*(coding(codes.LOINC_SYSTEM, code) for code in loinc if code), own])


def local_or_text(name: str, kind: str, known: Container[str]) -> Json:
    """A concept of ours for one of those that are ``known``; of another one the words, with the code of its kind."""
    return local(f"{kind}.{name}") if name in known else local(kind, text=name)


def hl7(system: str, code: str) -> Json:
    return _concept([coding(codes.HL7 + system, code)])


def _concept(codings: list[Json], text: str = "") -> Json:
    return {"coding": codings} | ({"text": text} if text else {})


def site(region: Region, side: Side | None) -> Json | None:
    """Where on the body, and on which side. None for what is no place, or has no code."""
    code = codes.BODY_SITE.get(region)
    return None if code is None else sided(_concept([of_snomed(code)]), side)


def sided(where: Json, side: Side | None) -> Json:
    """The same on a side: the one place that writes one (CLINICAL 10.4)."""
    if side is None:
        return where
    turned = _concept([of_snomed(codes.SIDE[side])])
    return {"extension": [{"url": codes.LATERALITY, "valueCodeableConcept": turned}]} | where


def of_snomed(code: str) -> Json:
    return coding(codes.SNOMED_SYSTEM, code, codes.DISPLAY[code])


def quantity(value: float, unit: str) -> Json:
    return {"value": plain(value), "unit": unit, "system": codes.UCUM_SYSTEM, "code": codes.UCUM[unit]}


def plain(value: float) -> int | float:
    return int(value) if float(value).is_integer() else float(value)


def moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def provenance(target: str, ids: Ids, *, by: str, author: str, at: dt.datetime, did: str = "") -> Json:
    """Who entered a resource, and when; ``by``: the source that they are. ``did``: the local code of what was done
    with it, where it was not to enter it."""
    return {
        "resourceType": "Provenance",
        "id": ids.of("provenance", target, *([did] if did else [])),
        "target": [refers(target)],
        "recorded": moment(at),
        **({"activity": local(did)} if did else {}),
        "agent": [{"who": refers(ids.performer(by), author)}],
    }


def observation(
    id: str,
    ids: Ids,
    code: Json,
    *,
    category: str,
    by: str,
    on: dt.date | str | None,
    **more: Any,
) -> Json:
    """``by``: the source who said it; ``more``: elements, left out where there is nothing in them."""
    performers = [ids.patient, ids.performer(by)] if by == Source.HELPED else [ids.performer(by)]
    made: Json = {
        "resourceType": "Observation",
        "id": id,
        "status": "final",
        "category": [hl7("observation-category", category)],
        "code": code,
        "subject": refers(ids.patient),
        "effectiveDateTime": str(on) if on else None,
        "performer": [refers(each) for each in performers],
    }
    return said(made | more)


def said(elements: Json) -> Json:
    """Without those in which there is nothing."""
    return {name: value for name, value in elements.items() if value not in (None, [], "")}
