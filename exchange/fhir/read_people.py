"""Whose record a bundle is, and who said what is in it."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from exchange.archive.kinds import TEXT, Column
from exchange.archive.read import Line
from exchange.archive.record_tables import FACTS
from exchange.fhir import codes
from exchange.fhir.entries import Entries, Entry, Wrong
from exchange.fhir.people import ELEMENTS, value_of
from exchange.tables.mapping import NAME
from people.models import Patient
from symptoms.models.base import Source

CLINICIANS = ("Practitioner", "PractitionerRole", "CareTeam", "Organization")
LONGEST = Patient._meta.get_field("reference").max_length or 0
SOURCES = {relation: source for source, relation in codes.RELATED.items()}


@dataclass
class People:
    """``references``: what the clinic calls them, by the number of the entry; ``lines``: the facts of the records that
    an alsweak wrote; ``strangers``: the people of others, of whom no more is taken. ``alike``: of these, by reference,
    name and day of birth, by which somebody who is here is asked about."""

    bundle: Entries
    references: dict[int, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    strangers: int = 0
    alike: dict[str, dict[str, Any]] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """Raises ``Wrong``."""
        said = {
            entry.get(f"{each}.system") or "": entry.get(f"{each}.value") or "" for each in entry.each("identifier")
        }
        if codes.RECORD not in said:
            reference = next(filter(None, said.values()), "")
            if not reference:
                raise Wrong("identifier", _("Nothing was found, and it is needed."))
            if len(reference) > LONGEST:
                entry.refuse("identifier", reference, _("a text of at most %(count)d characters") % {"count": LONGEST})
            self.strangers += 1
            self.references[entry.number] = reference
            name, born = _name(entry), _birth(entry)
            if name and born:
                self.alike[reference] = {NAME: name, "birth_date": born}
            return
        facts: dict[str, Any] = {"id": _uuid(entry, "identifier", said[codes.RECORD])}
        facts["patient"] = said.get(codes.REFERENCE) or ""
        if not facts["patient"]:
            raise Wrong("identifier", _("Nothing was found, and it is needed."))
        facts |= {column.name: _fact(entry, column) for column in FACTS}
        self.references[entry.number] = facts["patient"]
        self.lines.append(Line(entry.number, facts))

    def reference(self, entry: Entry, path: str = "subject") -> str:
        found = self.bundle.referred(entry, path)
        if found is None or found.number not in self.references:
            raise Wrong(path, _("It refers to no Patient of this bundle."))
        return self.references[found.number]

    def source(self, entry: Entry, path: str) -> str:
        """Of one who said it, or of several: somebody who helped makes it helped. Raises ``Wrong``."""
        paths = list(entry.each(path)) if isinstance(entry.get(path, object), list) else [path]
        found = {self._source(entry, each) for each in paths} - {None}
        if not found:
            raise Wrong(path, _("It refers to nobody of this bundle who could have said it."))
        return Source.HELPED if Source.HELPED in found else str(found.pop())

    def _source(self, entry: Entry, path: str) -> str | None:
        kind = self.bundle.kind_referred(entry, path)
        if kind == "RelatedPerson":
            related = self.bundle.referred(entry, path)
            relations = related.codes("relationship[0]") if related else []
            return SOURCES.get(relations[0], Source.CAREGIVER) if relations else Source.CAREGIVER
        return {"Patient": Source.SELF, **dict.fromkeys(CLINICIANS, Source.CLINICIAN)}.get(kind)


def _name(entry: Entry) -> str:
    given = [entry.get(path) for path in entry.each("name[0].given")]
    return entry.get("name[0].text") or " ".join(filter(None, [*given, entry.get("name[0].family")]))


def _birth(entry: Entry) -> dt.date | None:
    """None where no more than the year or the month is known."""
    try:
        return dt.date.fromisoformat(entry.get("birthDate") or "")
    except ValueError:
        return None


def _fact(entry: Entry, column: Column) -> Any:
    """Raises ``Wrong``."""
    path, of = _where(entry, column)
    found = entry.get(path, of) if path else None
    if found is None:
        if column.needed:
            raise Wrong("extension", _("%(name)s is missing.") % {"name": codes.FACT + column.name.replace("_", "-")})
        return column.kind.blank
    if column.kind is TEXT:
        return found
    try:
        return column.kind.read(str(found))
    except ValueError:
        entry.refuse(path, found, column.kind.allowed)


def _where(entry: Entry, column: Column) -> tuple[str, Any]:
    if column.name in ELEMENTS:
        return {"name": "name[0].text", "birth_date": "birthDate"}[column.name], str
    value = value_of(column.kind)
    path = extension(entry, codes.FACT + column.name.replace("_", "-"), value)
    return path, {"valueDecimal": (int, float), "valueInteger": int}.get(value, str)


def extension(entry: Entry, url: str, value: str, at: str = "") -> str:
    """The path of the value of an extension, blank where there is none. ``at``: the path of what it extends, with its
    dot; nothing for the resource."""
    return next((f"{each}.{value}" for each in entry.each(f"{at}extension") if entry.get(f"{each}.url") == url), "")


def _uuid(entry: Entry, path: str, text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        entry.refuse(path, text, _("an id such as 0f8fad5b-d9cb-469f-a165-70867728950e"))


def uuid_at(entry: Entry, path: str) -> uuid.UUID:
    return _uuid(entry, path, entry.need(path))


def id_of(entry: Entry) -> uuid.UUID:
    """Of an entry that is a row of a record. Raises ``Wrong``."""
    return uuid_at(entry, "id")


def moment_at(entry: Entry, path: str) -> dt.datetime:
    found = entry.need(path)
    try:
        at = dt.datetime.fromisoformat(found)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        entry.refuse(path, found, _("a moment such as 2025-03-31T08:00:00+00:00"))
    return at
