"""What the lines of a table come to beside what stands in the records, and its writing."""

import uuid
from collections import Counter
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from people.models import Patient
from symptoms.models.base import Recorded
from symptoms.write.bulk import Fate

Patients = Set[uuid.UUID]


@dataclass
class Loaded:
    """``rows``: by the id in the file, the row that says it now; ``written``: those of them that are new, written or
    yet to be; ``superseded``: those whose place they take; ``hanging``: rows that hang on new ones, each with whose it
    is. ``one_stands``: of a record and a place in it, whoever says it. ``link`` is called with new rows before they are
    written."""

    model: type[models.Model]
    one_stands: bool = False
    fates: Counter[tuple[uuid.UUID, Fate]] = field(default_factory=Counter)
    changed: Counter[Patient] = field(default_factory=Counter)
    rows: dict[uuid.UUID, Any] = field(default_factory=dict)
    written: list[Any] = field(default_factory=list)
    superseded: list[Any] = field(default_factory=list)
    hanging: list[tuple[uuid.UUID, models.Model]] = field(default_factory=list)
    link: Callable[[list[Any]], object] = lambda rows: None

    def touched(self) -> set[uuid.UUID]:
        """In whose record a row that is there gets another state, or one could come to stand in the same place
        meanwhile: whoever writes there would wait for this."""
        return {
            row.patient_id for row in self.written if self.one_stands or getattr(row, "supersedes_id", None) is not None
        }

    def write(self, patients: Patients) -> None:
        """What is theirs."""
        stood = [row.pk for row in self.superseded if row.patient_id in patients]
        if stood:
            self.model._default_manager.filter(pk__in=stood).update(status=Recorded.Status.SUPERSEDED)
        new = [row for row in self.written if row.patient_id in patients]
        self.link(new)
        self.model._default_manager.bulk_create(new, batch_size=1000)
        hanging: dict[type[models.Model], list[models.Model]] = {}
        for patient, row in self.hanging:
            if patient in patients:
                hanging.setdefault(type(row), []).append(row)
        for model, rows in hanging.items():
            model._default_manager.bulk_create(rows, batch_size=1000)

    def forget(self, patients: Patients) -> None:
        """Take out what was written of theirs in this transaction: nobody saw it."""
        gone = [row.pk for row in self.written if row.patient_id in patients]
        self.model._default_manager.filter(pk__in=gone).delete()
        self.drop(patients)

    def drop(self, patients: Patients) -> None:
        """Let go of what was found of theirs."""
        self.fates = Counter({key: count for key, count in self.fates.items() if key[0] not in patients})
        self.changed = Counter({patient: n for patient, n in self.changed.items() if patient.pk not in patients})
        self.written = [row for row in self.written if row.patient_id not in patients]
        self.superseded = [row for row in self.superseded if row.patient_id not in patients]
        self.hanging = [each for each in self.hanging if each[0] not in patients]
