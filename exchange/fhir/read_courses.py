"""Treatments, events, marks and memories back into the lines of their tables."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from clinical.vocabulary import CELL_BY_NAME
from exchange.archive.kinds import Column
from exchange.archive.read import Line
from exchange.archive.record_tables import EVENTS, MARKS, REMEMBERED, TREATMENTS
from exchange.archive.tables import Table
from exchange.fhir.courses import WHEN
from exchange.fhir.entered import Entered, recorded
from exchange.fhir.entries import Entry, LeftOut, Wrong
from exchange.fhir.read_days import day_at, side_of
from exchange.fhir.read_people import People

STOPPED = {  # where it says why it was stopped, and the dose or the setting
    "MedicationStatement": ("statusReason[0]", "dosage[0].text"),
    "DeviceUseStatement": ("contained[0].statusReason[0]", "note[0].text"),
    "Procedure": ("statusReason", "note[0].text"),
}


@dataclass
class Courses:
    """``lines``: by the file of the table."""

    people: People
    entered: Entered
    lines: dict[str, list[Line]]

    def take(self, entry: Entry) -> bool:
        """Whether it was one of them. Raises ``Wrong`` and ``LeftOut``."""
        if entry.kind in WHEN:
            self._add(entry, TREATMENTS, WHEN[entry.kind][1], self._treatment(entry))
            return True
        for code in entry.codes("code"):
            table, read = READS.get(code.partition(".")[0], (None, None))
            if table and read:
                self._add(entry, table, "performer", read(entry, code))
                return True
        return False

    def _add(self, entry: Entry, table: Table, who: str, said: dict[str, Any]) -> None:
        said |= recorded(entry, self.people, self.entered, who)
        self.lines[table.file].append(Line(entry.number, said))

    def _treatment(self, entry: Entry) -> dict[str, Any]:
        what = {
            "MedicationStatement": "medicationCodeableConcept",
            "DeviceUseStatement": "contained[0].type",
            "Procedure": "code",
        }
        period = WHEN[entry.kind][0]
        codes = entry.codes(what[entry.kind])
        kinds = [code.removeprefix("treatment.") for code in codes if not code.startswith("detail.")]
        details = [code.removeprefix("detail.") for code in codes if code.startswith("detail.")]
        why, dose = STOPPED[entry.kind]
        reasons = [code.removeprefix("stopped.") for code in entry.codes(why)]
        side = "both" if "worn.both" in entry.codes("bodySite") else side_of(entry)
        if not kinds:
            raise LeftOut(entry.kind)
        return {
            "kind": one_of_column(entry, TREATMENTS.column("kind"), kinds[0], what[entry.kind]),
            "detail": one_of_column(entry, TREATMENTS.column("detail"), details[0], what[entry.kind])
            if details
            else "",
            "side": str(side or ""),
            "dose": entry.get(dose) or "",
            "stop_reason": one_of_column(entry, TREATMENTS.column("stop_reason"), reasons[0], why) if reasons else "",
            "label": entry.get(f"{what[entry.kind]}.text") or "",
            "start": day_at(entry, f"{period}.start"),
            "stop": day_at(entry, f"{period}.end") if entry.get(f"{period}.end") else None,
        }


def _event(entry: Entry, code: str) -> dict[str, Any]:
    lasted = entry.get("effectivePeriod", dict) is not None
    start = day_at(entry, "effectivePeriod.start" if lasted else "effectiveDateTime")
    return {
        "kind": one_of_column(entry, EVENTS.column("kind"), code.removeprefix("event."), "code"),
        "label": entry.get("code.text") or "",
        "start": start,
        "end": day_at(entry, "effectivePeriod.end") if lasted else None,
        "serious": bool(entry.get("component[0].valueBoolean", bool)),
    }


def _mark(entry: Entry, code: str) -> dict[str, Any]:
    kind = (entry.codes("valueCodeableConcept") or [""])[0].removeprefix("mark.")
    since = "component[0].valueDateTime"
    return {
        "cell": cell_of(entry, code),
        "kind": one_of_column(entry, MARKS.column("kind"), kind, "valueCodeableConcept"),
        "on": day_at(entry, since) if entry.get(since) else None,
    }


def _remembered(entry: Entry, code: str) -> dict[str, Any]:
    precision = (entry.codes("valueCodeableConcept") or [""])[0].removeprefix("precision.")
    told = entry.get("effectiveDateTime")
    try:
        month = dt.date.fromisoformat(f"{told}-01-01"[:7] + "-01") if told else None
    except ValueError:
        entry.refuse("effectiveDateTime", told, _("a month such as 2025-03, or a year"))
    precision = one_of_column(entry, REMEMBERED.column("precision"), precision, "valueCodeableConcept")
    return {"cell": cell_of(entry, code), "precision": precision, "month": month}


def cell_of(entry: Entry, code: str, where: str = "bodySite") -> str:
    """The part that a code of ours names, on the side that the path ``where`` says. Raises ``Wrong``."""
    region, side = code.partition(".")[2], side_of(entry, where)
    cell = f"{region}.{side}" if side else region
    if cell not in CELL_BY_NAME:
        raise Wrong(where, _("It says no part of the body that is known here."))
    return cell


def one_of_column(entry: Entry, column: Column, found: str, path: str) -> str:
    """One that a cell of the archive may hold. Raises ``Wrong``."""
    try:
        return str(column.kind.read(found))
    except ValueError:
        entry.refuse(path, found, column.kind.allowed)


READS: dict[str, tuple[Table, Callable[[Entry, str], dict[str, Any]]]] = {
    "event": (EVENTS, _event),
    "mark": (MARKS, _mark),
    "remembered": (REMEMBERED, _remembered),
}
