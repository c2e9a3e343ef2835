"""The one writer of a record's facts: who, since when, where it began."""

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
