"""The one writer of a record's facts: who, since when, where it began, by whose clocks."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction

from people.models import Patient, User
from symptoms.record.days import local_day
from symptoms.write.asking import confirmed_facts, confirmed_of, doubts_about_facts
from symptoms.write.transaction import changed, lock


def change_facts(
    patient: Patient, *, by: User, confirm: Collection[str] | None = None, now: dt.datetime | None = None, **facts: Any
) -> None:
    """Write fields of ``Patient`` and ask for a new report: onset, weight and height are part of it.

    ``confirm``: which doubtful ones were confirmed, as ``height=68``, ``now``; None where nobody can be asked. The
    audit event says which were. Raises ``ValidationError`` and ``InDoubt``; then nothing is written.
    """
    with transaction.atomic():
        lock(patient)
        row = Patient.objects.get(pk=patient.pk)
        asked: frozenset[str] = frozenset()
        if confirm is not None and now is not None:
            today = local_day(row, now)
            asked = confirmed_of(doubts_about_facts(row, facts, today), confirm, today)
        for name, value in facts.items():
            setattr(row, name, value)
        row.full_clean()
        row.save(update_fields=[*facts])
        changed(row, by, "write", row, detail=confirmed_facts(asked))


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
            changed(row, by, "move", row)
    patient.time_zone = zone
