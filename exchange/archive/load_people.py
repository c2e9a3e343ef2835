"""Whose records an archive speaks of: found by their id, made where they are not here yet, their facts set."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from exchange.archive.read import Line
from exchange.archive.record_tables import FACTS, PEOPLE
from exchange.arriving import Arriving, goes_on_elsewhere
from exchange.imports import noting
from exchange.models import Import
from exchange.rows import Problems
from people.models import Clinic, Patient, User

NAMES = tuple(column.name for column in FACTS)
Facts = dict[str, Any]


class People(Arriving):
    """An id is one person, wherever the file is brought in: their record gets it, at whichever clinic it is.

    ``patients``: by how the files call them, with the facts of the file; ``elsewhere``: those that are here already, at
    another clinic. A fact that the file does not hold stays as it is.
    """

    def __init__(
        self, lines: list[Line], clinic: Clinic, same: Mapping[uuid.UUID, uuid.UUID], *, problems: Problems
    ) -> None:
        """``same``: the record of theirs that has another id here. What cannot be goes to ``problems``."""
        self.clinic = clinic
        self.patients: dict[str, Patient] = {}
        self._facts: dict[str, Facts] = {}
        self._before: dict[str, Facts] = {}
        known = self._records(same.get(line.said["id"], line.said["id"]) for line in lines)
        taken = set(
            Patient.objects.filter(clinic=clinic, reference__in=[line.said["patient"] for line in lines])
            .exclude(pk__in=known)
            .values_list("reference", flat=True)
        )
        ids: set[uuid.UUID] = set()
        for line in lines:
            pk, reference = same.get(line.said["id"], line.said["id"]), line.said["patient"]
            if pk in ids or reference in self.patients:
                problems.add(_("This record is there twice."), line.line, "id" if pk in ids else "patient")
                continue
            ids.add(pk)
            row = known.get(pk)
            if row is None and reference in taken:
                told = _("Another record of %(clinic)s has this reference. Change one of them first.")
                problems.add(told % {"clinic": clinic}, line.line, "patient")
                continue
            if row and row.merged_into:
                problems.add(goes_on_elsewhere(row), line.line, "id")
                continue
            facts = self._facts[reference] = {name: line.said[name] for name in NAMES}
            self.patients[reference] = row or Patient(pk=pk, clinic=clinic, reference=reference, **facts)
            self._set(reference)
            told_wrong(self.patients[reference], line, problems, PEOPLE.header, {"pk", "clinic"})
        self.references = list(self.patients)
        here = {reference: row for reference, row in self.patients.items() if row.pk in known}
        self.new = tuple(reference for reference in self.references if reference not in here)
        self.closed = [name for name, row in here.items() if row.ended_why == Patient.Ending.MISTAKE]
        self.elsewhere = tuple(reference for reference, row in here.items() if row.clinic_id != clinic.pk)

    def make(self, by: User | None) -> list[str]:
        """Raises ``IntegrityError`` where somebody else made one of them meanwhile, or another with that reference."""
        Patient.objects.bulk_create(self._those_who_are_new())
        self._note_new(by)
        return []

    def there(self, *, lock: bool) -> dict[str, Patient]:
        """Without those that another clinic keeps by now."""
        rows = self._records((row.pk for row in self.patients.values()), lock=lock)
        now = {reference: rows.get(row.pk) for reference, row in self.patients.items()}
        return {
            reference: row
            for reference, row in now.items()
            if row and row.clinic_id == self.patients[reference].clinic_id
        }

    def changed(self, *, lock: bool) -> list[str]:
        other = super().changed(lock=lock)
        for reference in other:
            self._set(reference)
        return other

    def write_facts(self, noted: Import) -> Counter[Patient]:
        """Of those who were here, now that they are locked: whose were others."""
        found: Counter[Patient] = Counter()
        for reference, before in self._before.items():
            row = self.patients[reference]
            if before and reference not in self.new:
                noting.facts(noted, row, before, {name: getattr(row, name) for name in before})
                row.save(update_fields=list(before))
                found[row] += 1
        return found

    def _set(self, reference: str) -> None:
        row, facts = self.patients[reference], self._facts[reference]
        other = {
            name: value for name, value in facts.items() if value not in (None, "") and getattr(row, name) != value
        }
        self._before[reference] = {name: getattr(row, name) for name in other}
        for name, value in other.items():
            setattr(row, name, value)

    def _records(self, ids: Iterable[uuid.UUID], *, lock: bool = False) -> dict[uuid.UUID, Patient]:
        rows = Patient.objects.select_related("clinic", "merged_into").filter(pk__in=list(ids))
        return {row.pk: row for row in (rows.locked().order_by("pk") if lock else rows)}


def told_wrong(row: models.Model, line: Line, problems: Problems, header: list[str], leave: set[str]) -> None:
    """Adds what a row may not hold, by column."""
    try:
        row.full_clean(exclude=leave, validate_unique=False)
    except ValidationError as refused:
        for name, sentences in refused.message_dict.items():
            problems.add(" ".join(sentences), line.line, name if name in header else "")
