"""The exercise programme and what was said of it back into the lines of their tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from exchange.archive.programme_tables import EXERCISE_ANSWERS, PROGRAMME_ITEMS, PROGRAMMES
from exchange.archive.read import Line
from exchange.archive.tables import Table
from exchange.fhir.entered import Entered, recorded
from exchange.fhir.entries import Entries, Entry, Wrong
from exchange.fhir.exercises import ANSWER, EXERCISE, ITEM, OF_ANSWER, OF_EXERCISE, OF_PROGRAMME, PART, PROGRAMME
from exchange.fhir.read_columns import of_components, of_extensions
from exchange.fhir.read_courses import cell_of, one_of_column
from exchange.fhir.read_days import day_at
from exchange.fhir.read_people import People, extension, id_of, uuid_at


@dataclass
class Exercises:
    """``lines``: by the file of the table."""

    bundle: Entries
    people: People
    entered: Entered
    lines: dict[str, list[Line]]

    def take(self, entry: Entry) -> bool:
        """Whether it was one of them. Raises ``Wrong``."""
        if entry.kind == "CarePlan" and PROGRAMME in entry.codes("category[0]"):
            self._add(entry, PROGRAMMES, _version(entry) | recorded(entry, self.people, self.entered, "author"))
            of = {"patient": self.people.reference(entry), "programme": id_of(entry)}
            for each in entry.each("activity"):
                self._add(entry, PROGRAMME_ITEMS, _exercise(entry, each) | of)
        elif entry.kind == "Observation" and ANSWER in entry.codes("code"):
            said = self._answer(entry) | recorded(entry, self.people, self.entered, "performer")
            self._add(entry, EXERCISE_ANSWERS, said)
        else:
            return False
        return True

    def _add(self, entry: Entry, table: Table, said: dict[str, Any]) -> None:
        self.lines[table.file].append(Line(entry.number, said))

    def _answer(self, entry: Entry) -> dict[str, Any]:
        version, item = self.bundle.referred(entry, "basedOn[0]"), extension(entry, ITEM, "valueId")
        items = [version.get(f"{each}.id") for each in version.each("activity")] if version else []
        if not item or entry.get(item) not in items:
            raise Wrong("basedOn[0]", _("It refers to no exercise of this bundle."))
        return {
            "item": uuid_at(entry, item),
            "day": day_at(entry, "effectiveDateTime"),
            **of_components(entry, EXERCISE_ANSWERS, OF_ANSWER, ANSWER),
        }


def _version(entry: Entry) -> dict[str, Any]:
    return {
        "start": day_at(entry, "period.start"),
        "note": entry.get("note[0].text") or "",
        **of_extensions(entry, PROGRAMMES, OF_PROGRAMME, PROGRAMME),
    }


def _exercise(entry: Entry, at: str) -> dict[str, Any]:
    """``at``: the path of the activity."""
    detail = f"{at}.detail"
    kind = (entry.codes(f"{detail}.code") or [""])[0].removeprefix(f"{EXERCISE}.")
    repeat = f"{detail}.scheduledTiming.repeat"
    return {
        "id": uuid_at(entry, f"{at}.id"),
        "name": entry.need(f"{detail}.code.text"),
        "how": entry.get(f"{detail}.description") or "",
        "kind": one_of_column(entry, PROGRAMME_ITEMS.column("kind"), kind, f"{detail}.code"),
        "cells": [*_parts(entry, detail)],
        "minutes": entry.get(f"{repeat}.duration", int),
        "days": _days(entry, f"{repeat}.dayOfWeek"),
        "reason": entry.get(f"{detail}.reasonCode[0].text") or "",
        **of_extensions(entry, PROGRAMME_ITEMS, OF_EXERCISE, EXERCISE, f"{detail}."),
    }


def _parts(entry: Entry, detail: str) -> Iterator[str]:
    for each in entry.each(f"{detail}.extension"):
        if entry.get(f"{each}.url") == PART:
            where = f"{each}.valueCodeableConcept"
            yield cell_of(entry, (entry.codes(where) or [""])[0], where)


def _days(entry: Entry, path: str) -> list[str]:
    kind = PROGRAMME_ITEMS.column("days").kind
    found = " ".join(entry.get(each) or "" for each in entry.each(path))
    try:
        return [*kind.read(found)]
    except ValueError:
        entry.refuse(path, found, kind.allowed)
