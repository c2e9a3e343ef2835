"""The one writer of a record's facts: who, since when, where it began, by whose clocks."""

from typing import Any

from django.db import transaction

from people.models import Patient, User
from symptoms.write.transaction import changed, lock


def change_facts(patient: Patient, *, by: User, **facts: Any) -> None:
    """Write fields of ``Patient`` and ask for a new report: onset, weight and height are part of it.

    Raises ``ValidationError``; then nothing is written.
    """
    with transaction.atomic():
        lock(patient)
        row = Patient.objects.get(pk=patient.pk)
        for name, value in facts.items():
            setattr(row, name, value)
        row.full_clean()
        row.save(update_fields=[*facts])
        changed(row, by, "write", row)


def move(patient: Patient, zone: str, *, by: User) -> None:
    """From now on the days of this record are those of another zone. What was said keeps its day and its zone. Twice is
    once.

    Raises ``ValidationError`` for a zone that there is not; then nothing is written.
    """
    with transaction.atomic():
        lock(patient)
        row = Patient.objects.get(pk=patient.pk)
        before, row.time_zone = row.time_zone, zone
        if before != zone:
            row.full_clean()
            row.save(update_fields=["time_zone"])
            changed(row, by, "move", row, detail=f"{before} to {zone}")
    patient.time_zone = zone
