"""What is remembered and contradicted by the answers, in words, wherever a page shows it."""

from collections.abc import Mapping

from django.utils import timezone

from clinical.set_aside import SetAside
from people.models import Patient
from symptoms.derive.maker import memories_set_aside
from symptoms.models import RememberedOnset
from symptoms.record.days import local_day
from symptoms.wording import CELL_LABELS
from symptoms.wording.remembered import remembered, set_aside
from symptoms.wording.said import in_a_line


def set_aside_of(patient: Patient, memories: Mapping[str, list[RememberedOnset]]) -> dict[str, SetAside]:
    """By cell the memory that the answers contradict, of these and of the facts; worked out only where any names a
    month."""
    if not patient.onset_month and not any(row.month for rows in memories.values() for row in rows):
        return {}
    return memories_set_aside(patient, local_day(patient, timezone.now()))


def of_row(row: RememberedOnset, found: SetAside | None) -> str:
    """What stands against one memory; empty where nothing does."""
    return set_aside(found, row.month, row.precision, row.source)


def of_fact(patient: Patient, found: SetAside | None) -> str:
    """What stands against the month in which everything began, by the facts of the record."""
    return set_aside(found, patient.onset_month, patient.onset_precision)


def fact_set_aside(patient: Patient) -> str:
    """The same in full, with which part and which month are meant."""
    aside = of_fact(patient, set_aside_of(patient, {}).get(patient.onset_cell)) if patient.onset_cell else ""
    if not aside:
        return ""
    month = remembered(patient.onset_month, patient.onset_precision)
    return f"{in_a_line(CELL_LABELS[patient.onset_cell], month)}. {aside}"
