"""Observations and answered questionnaires into the rows of a file: what one source says about one day."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from clinical.vocabulary import CELL_BY_NAME, CHECK_IN_SECTIONS, FUNCTION_ITEMS, MEASURES, SUBSCORES, Side
from exchange.fhir import codes
from exchange.fhir.entries import Entries, Entry, LeftOut, Wrong
from exchange.fhir.local import TUBE
from exchange.fhir.read_people import People
from exchange.fhir.shapes import plain
from exchange.rows import Row, Rows
from symptoms.models import FunctionCheck
from symptoms.models.base import Source
from symptoms.read.history import RANKED
from symptoms.read.readings import TOTAL

Key = tuple[str, dt.date, str]  # patient, day, source
SCALE = {each.code: each for each in codes.ALSFRS_R}
UNKNOWN = {reason: name for name, reason in codes.ABSENT.items()}
GIVEN = "function.total_given"  # a total without its items
SUMS = (*SUBSCORES, "total")
FINAL = ("final", "amended", "corrected", "completed")
ITEMS = (*FUNCTION_ITEMS, "gastrostomy")


@dataclass
class Day:
    """What was read of a day and source so far; ``entry``: the number of the first one."""

    entry: int
    values: dict[str, float] = field(default_factory=dict)
    not_known: dict[str, str] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    mode: str | None = None


@dataclass
class Days:
    """``derived``: codes of the ALSFRS-R that nobody has looked up as yet, and were read. ``totals``: those of others,
    with the number of their first entry, which count where no item of the day and source came."""

    bundle: Entries
    people: People
    days: dict[Key, Day] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    totals: dict[Key, tuple[int, float]] = field(default_factory=dict)

    def rows(self) -> Rows:
        """In order of patient, day and source."""
        self._settle_totals()
        order = sorted(self.days.items(), key=lambda said: (said[0][0], said[0][1], RANKED.index(said[0][2])))
        rows = [
            Row(
                said.entry,
                *key,
                tuple(said.values.get(name) for name in MEASURES),
                said.mode,
                frozenset(said.same),
                frozenset(said.confirmed),
                said.not_known,
            )
            for key, said in order
        ]
        return Rows(tuple(MEASURES), tuple(rows), notes=self._notes())

    def _settle_totals(self) -> None:
        """A total alone is kept as what it is; one beside its items follows from them."""
        for key, (number, total) in self.totals.items():
            day = self.days.setdefault(key, Day(number))
            if any(f"function.{item}" in day.values for item in FUNCTION_ITEMS):
                self.bundle.left_out[_of_items()] += 1
            else:
                day.values[GIVEN] = total
        self.totals.clear()

    def _notes(self) -> tuple[str, ...]:
        told = _("Codes of the ALSFRS-R that were read as their order says, for nobody has looked them up: %(which)s.")
        return (told % {"which": ", ".join(sorted(self.derived))},) if self.derived else ()

    def take(self, entry: Entry) -> None:
        """Raises ``Wrong`` and ``LeftOut``."""
        if entry.kind == "QuestionnaireResponse":
            self._response(entry)
            return
        own = entry.codes("code")
        if own:
            self._own(entry, own[0])
        else:
            self._of_the_scale(entry)

    def _of(self, entry: Entry, source: str, when: str) -> Day:
        key = (self.people.reference(entry), day_at(entry, when), source)
        return self.days.setdefault(key, Day(entry.number))

    def _put(self, entry: Entry, day: Day, name: str, value: float, path: str) -> None:
        measure = MEASURES[name]
        if not measure.accepts(value):
            whole = _("a whole number from %(low)g to %(high)g") if measure.whole else _("%(low)g to %(high)g")
            entry.refuse(path, plain(value), whole % {"low": measure.low, "high": measure.high})
        if day.values.setdefault(name, int(value) if measure.whole else value) != value:
            raise Wrong(path, _("Another entry says something else of the same."))

    def _own(self, entry: Entry, code: str) -> None:
        kind, _dot, name = code.partition(".")
        day = self._of(entry, self.people.source(entry, "performer"), "effectiveDateTime")
        how = entry.codes("method")
        if code in CHECK_IN_SECTIONS:
            day.same |= {code} if "confirmed_same" in how else set()
        elif code in ("function", "alsfrs_r"):
            modes = [each.removeprefix("mode.") for each in how]
            day.mode = modes[0] if modes and modes[0] in FunctionCheck.Mode else None
        elif kind in ("function", "alsfrs_r") and name in SUMS:
            day.confirmed |= {TOTAL} if "confirmed" in how else set()
        else:
            side = side_of(entry)
            measure = f"function.{name}" if kind == "alsfrs_r" else f"{code}.{side}" if side else code
            if measure not in MEASURES:
                raise LeftOut(_("a code of ours that is not known here"))
            self._answer(entry, day, measure)
            day.confirmed |= {measure} if "confirmed" in how else set()

    def _answer(self, entry: Entry, day: Day, name: str) -> None:
        reasons = entry.codes("dataAbsentReason", f"{codes.HL7}data-absent-reason")
        cell = name.removeprefix("weakness.")
        if reasons and cell in CELL_BY_NAME and reasons[0] in UNKNOWN:
            day.not_known[cell] = UNKNOWN[reasons[0]]
        elif reasons:
            raise LeftOut(_("an answer that is missing for another reason"))
        elif name in codes.YES_OR_NO:
            self._put(entry, day, name, float(entry.need("valueBoolean", bool)), "valueBoolean")
        elif unit := MEASURES[name].unit:
            if entry.need("valueQuantity.code") != codes.UCUM[unit]:
                entry.refuse("valueQuantity.code", entry.get("valueQuantity.code"), codes.UCUM[unit])
            self._put(entry, day, name, number_at(entry, "valueQuantity.value"), "valueQuantity.value")
        else:
            self._put(entry, day, name, number_at(entry, "valueInteger"), "valueInteger")

    def _of_the_scale(self, entry: Entry) -> None:
        """An item of the ALSFRS-R from elsewhere, or its total; a panel follows from its items here too."""
        found = entry.codes("code", codes.LOINC_SYSTEM)
        if not found or found[0] not in (*SCALE, codes.PANEL, codes.TOTAL):
            raise LeftOut(_("Observation with another code"))
        self._scored(entry, ["performer[0]"])
        path = next((each for each in VALUES if entry.get(each, object) is not None), "valueInteger")
        if found[0] == codes.TOTAL:
            self._total(entry, path)
            return
        if found[0] not in SCALE:
            raise LeftOut(_of_items())
        day = self._of(entry, Source.CLINICIAN, "effectiveDateTime")
        self._item(entry, day, found[0], number_at(entry, path), path)

    def _total(self, entry: Entry, path: str) -> None:
        key = (self.people.reference(entry), day_at(entry, "effectiveDateTime"), str(Source.CLINICIAN))
        alone = Day(entry.number)
        self._put(entry, alone, GIVEN, number_at(entry, path), path)
        if self.totals.setdefault(key, (entry.number, alone.values[GIVEN]))[1] != alone.values[GIVEN]:
            raise Wrong(path, _("Another entry says something else of the same."))

    def _item(self, entry: Entry, day: Day, code: str, value: float, path: str) -> None:
        found = SCALE[code]
        self._put(entry, day, f"function.{found.item}", value, path)
        if found.tube is not None:
            self._put(entry, day, "function.gastrostomy", float(found.tube), path)
        self.derived |= set() if found.looked_up else {code}

    def _scored(self, entry: Entry, paths: list[str]) -> None:
        """Raises ``LeftOut`` for what the person or their family said: it is no score of the clinic (CLINICAL 13.5)."""
        said = {self.bundle.kind_referred(entry, path) for path in paths}
        if said & {"Patient", "RelatedPerson"}:
            raise LeftOut(_("ALSFRS-R that no clinician scored"))

    def _response(self, entry: Entry) -> None:
        asked = (entry.get("questionnaire") or "").partition("|")[0]
        if asked == codes.QUESTIONNAIRE:
            day = self._of(entry, self.people.source(entry, "author"), "authored")
            for path in entry.each("item"):
                self._own_answer(entry, day, path)
            return
        items = list(_leaves(entry, "item"))
        known = [(path, code) for path, code in items if code in SCALE]
        if not known:
            raise LeftOut(_("QuestionnaireResponse to other questions"))
        self._scored(entry, ["source", "author"])
        day = self._of(entry, Source.CLINICIAN, "authored")
        for path, code in known:
            where, value = _graded(entry, f"{path}.answer[0]")
            self._item(entry, day, code, value, where)
        others = len({code for _path, code in items if code not in (*SCALE, codes.TOTAL, codes.PANEL)})
        if others:
            self.bundle.left_out[_("answers to other questions")] += others

    def _own_answer(self, entry: Entry, day: Day, path: str) -> None:
        asked = entry.need(f"{path}.linkId")
        if asked == "gastrostomy":
            where = f"{path}.answer[0].valueBoolean"
            self._put(entry, day, "function.gastrostomy", float(entry.need(where, bool)), where)
            return
        where = f"{path}.answer[0].valueCoding.code"
        item = "cutting_food" if asked == TUBE else asked
        if item not in ITEMS:
            raise LeftOut(_("answers to other questions"))
        named, _dot, level = entry.need(where).partition(".")
        if named != asked or not level.isdecimal():
            entry.refuse(where, entry.get(where), f"{asked}.0 - {asked}.4")
        self._put(entry, day, f"function.{item}", float(level), where)


def _of_items() -> str:
    return _("a sum or a panel of the ALSFRS-R, of which the items are taken")


VALUES = ("valueInteger", "valueQuantity.value", "valueCodeableConcept.coding[0].extension[0].valueDecimal")


def _leaves(entry: Entry, path: str) -> list[tuple[str, str]]:
    """The questions however deep they are grouped, each with the last part of its link."""
    found = []
    for each in entry.each(path):
        link = (entry.get(f"{each}.linkId") or "").rstrip("/").rpartition("/")[2]
        if entry.get(f"{each}.answer", list):
            found.append((each, link))
        found += _leaves(entry, f"{each}.item")
    return found


def _graded(entry: Entry, path: str) -> tuple[str, float]:
    """Where the number of an answer stands, and the number."""
    for each in ("valueInteger", "valueDecimal", "valueQuantity.value"):
        if entry.get(f"{path}.{each}", object) is not None:
            return f"{path}.{each}", number_at(entry, f"{path}.{each}")
    for each in entry.each(f"{path}.valueCoding.extension"):
        if entry.get(f"{each}.url") == codes.ORDINAL:
            return f"{each}.valueDecimal", number_at(entry, f"{each}.valueDecimal")
    raise Wrong(path, _("It says no number: a whole one, or a coding with its ordinal value, is needed."))


def number_at(entry: Entry, path: str) -> float:
    found: Any = entry.need(path, (int, float))  # type: ignore[arg-type]
    return float(found)


def day_at(entry: Entry, path: str) -> dt.date:
    """The day that a moment was written as. Raises ``Wrong`` for a month or a year."""
    found = entry.need(path)
    try:
        return dt.date.fromisoformat(found[:10])
    except ValueError:
        entry.refuse(path, found, _("a day such as 2025-03-31"))


def side_of(entry: Entry, where: str = "bodySite") -> Side | None:
    """The side of a place on the body, as ``shapes.site`` writes it; ``where``: the path of the place."""
    for each in entry.each(f"{where}.extension"):
        if entry.get(f"{each}.url") == codes.LATERALITY:
            found = entry.codes(f"{each}.valueCodeableConcept", codes.SNOMED_SYSTEM)
            return next((side for side, code in codes.SIDE.items() if code in found), None)
    return None
