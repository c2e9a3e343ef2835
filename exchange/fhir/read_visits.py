"""Visits and what was examined there back into the lines of their tables."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from exchange.archive.care_tables import MOTOR_SIGNS, OPM, STRENGTH, VISITS
from exchange.archive.read import Line
from exchange.archive.tables import Table
from exchange.fhir import codes
from exchange.fhir.entered import Entered, recorded
from exchange.fhir.entries import Entries, Entry, Wrong
from exchange.fhir.read_courses import one_of_column
from exchange.fhir.read_days import day_at, side_of
from exchange.fhir.read_people import People, extension, id_of
from exchange.fhir.visits import MEASURED, NEURONS, NOTE, SCORED

AT = {"Condition": "encounter", "Appointment": "supportingInformation[0]"}  # how each names the visit


@dataclass
class Visits:
    """``lines``: by the file of the table; ``more``: what other resources say of a visit, by the number of its entry,
    as far as they were read (``note``)."""

    bundle: Entries
    people: People
    entered: Entered
    lines: dict[str, list[Line]]
    more: dict[int, dict[str, Any]] = field(default_factory=dict)

    def note(self, entry: Entry) -> None:
        """What a diagnosis or a next visit says of the visit at which it was said. Raises ``Wrong``."""
        said = self.more.setdefault(self._visit(entry, AT[entry.kind]).number, {})
        found = _diagnosis(entry) if entry.kind == "Condition" else {"next_visit": _next(entry)}
        if said.keys() & found.keys():
            raise Wrong(AT[entry.kind], _("Another entry says something else of the same."))
        said |= found

    def take(self, entry: Entry) -> bool:
        """Whether it was one of them. Raises ``Wrong``."""
        if entry.kind in AT:  # read already, with its visit
            return True
        if entry.kind == "Encounter":
            said = _encounter(entry) | self.more.get(entry.number, {})
            self._add(entry, VISITS, said | self._recorded(entry, "participant[0].individual"))
            return True
        for code in entry.codes("code"):
            kind, _dot, name = code.partition(".")
            if kind == "strength":
                self._add(entry, STRENGTH, _strength(entry, name) | self._at_visit(entry))
            elif kind == "motor_signs":
                self._add(entry, MOTOR_SIGNS, _motor_signs(entry, name) | self._at_visit(entry))
            elif code == "opm":
                more = {"visit": id_of(self._visit(entry, "encounter"))} | self._recorded(entry, "performer")
                self._add(entry, OPM, _opm(entry) | more)
            else:
                return False
            return True
        return False

    def _add(self, entry: Entry, table: Table, said: dict[str, Any]) -> None:
        self.lines[table.file].append(Line(entry.number, said))

    def _recorded(self, entry: Entry, who: str) -> dict[str, Any]:
        return recorded(entry, self.people, self.entered, who)

    def _at_visit(self, entry: Entry) -> dict[str, uuid.UUID | str]:
        return {"patient": self.people.reference(entry), "visit": id_of(self._visit(entry, "encounter"))}

    def _visit(self, entry: Entry, path: str) -> Entry:
        found = self.bundle.referred(entry, path)
        if found is None or found.kind != "Encounter":
            raise Wrong(path, _("It refers to no Encounter of this bundle."))
        return found


def _encounter(entry: Entry) -> dict[str, Any]:
    mode = (entry.codes("type[0]") or [""])[0].removeprefix("visit.")
    note, scored, measured = (
        extension(entry, url, value)
        for url, value in ((NOTE, "valueString"), (SCORED, "valueBoolean"), (MEASURED, "valueBoolean"))
    )
    return {
        "day": day_at(entry, "period.start"),
        "mode": one_of_column(entry, VISITS.column("mode"), mode, "type[0]") if mode else "",
        "note": (entry.get(note) if note else "") or "",
        "next_visit": None,
        "diagnosis": "",
        "diagnosis_date": None,
        "scored": bool(scored and entry.get(scored, bool)),
        "measured": bool(measured and entry.get(measured, bool)),
    }


def _diagnosis(entry: Entry) -> dict[str, Any]:
    name = (entry.codes("code") or [""])[0].removeprefix("diagnosis.")
    on = extension(entry, codes.ASSERTED, "valueDateTime")
    diagnosis = one_of_column(entry, VISITS.column("diagnosis"), name, "code")
    return {"diagnosis": diagnosis, "diagnosis_date": day_at(entry, on) if on else None}


def _next(entry: Entry) -> Any:
    return day_at(entry, "requestedPeriod[0].start")


def _strength(entry: Entry, name: str) -> dict[str, Any]:
    grade = (entry.codes("valueCodeableConcept") or [""])[0].removeprefix("mrc.")
    return {
        "muscle": name or entry.need("code.text"),
        "side": side_of(entry) or "",
        "grade": one_of_column(entry, STRENGTH.column("grade"), grade, "valueCodeableConcept"),
    }


def _components(entry: Entry) -> Iterator[tuple[str, str]]:
    """The last part of the code of each, and its path."""
    for each in entry.each("component"):
        for code in entry.codes(f"{each}.code"):
            yield code.partition(".")[2], each


def _motor_signs(entry: Entry, region: str) -> dict[str, Any]:
    found = dict.fromkeys(NEURONS, "")
    for neuron, path in _components(entry):
        answer = entry.get(f"{path}.valueBoolean", bool)
        if neuron in found and answer is not None:
            found[neuron] = "present" if answer else "absent"
    return {"region": one_of_column(entry, MOTOR_SIGNS.column("region"), region, "code"), **found}


def _opm(entry: Entry) -> dict[str, Any]:
    """Raises ``Wrong`` for a line without region of onset or propagation."""
    said: dict[str, Any] = {"on": day_at(entry, "effectiveDateTime"), "motor": "", "months": None, "stands": False}
    for name, path in _components(entry):
        if name == "months":
            said[name] = entry.need(f"{path}.valueInteger", int)
        elif name == "stands":
            said[name] = entry.need(f"{path}.valueBoolean", bool)
        elif name in ("onset", "propagation", "motor"):
            code = (entry.codes(f"{path}.valueCodeableConcept") or [""])[0].removeprefix("opm.")
            said[name] = one_of_column(entry, OPM.column(name), code, f"{path}.valueCodeableConcept")
    if not {"onset", "propagation"} <= said.keys():
        raise Wrong("component", _("Nothing was found, and it is needed."))
    return said
