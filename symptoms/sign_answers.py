"""What the care team has said of a raised sign: joined when it is read, so that an answer counts at once."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from clinical.need import Sign
from clinical.signs import Flag
from people.models import Patient
from symptoms.days import local_day
from symptoms.models import FlagResponse

OPEN = "open"
States = dict[tuple[str, dt.date], str]  # by rule and first day of the episode


def states_of(patient: Patient, flags: Sequence[Flag | Sign], on: dt.date, *, until: dt.date | None = None) -> States:
    """How each flag of a report stands on the day ``on``: ``open``, or what was last done about it. One query."""
    return states(patient, flags, responses([patient.pk])[patient.pk] if flags else [], on, until=until)


Responses = dict[uuid.UUID, list[FlagResponse]]


def responses(patients: list[uuid.UUID]) -> Responses:
    """What was answered about each of these people, in the order in which it was."""
    found: Responses = {pk: [] for pk in patients}
    rows: QuerySet[FlagResponse] = FlagResponse.objects.filter(patient__in=patients).order_by("at", "pk")
    for row in rows:
        found[row.patient_id].append(row)
    return found


def states(
    patient: Patient,
    flags: Iterable[Flag | Sign],
    answered: list[FlagResponse],
    on: dt.date,
    *,
    until: dt.date | None = None,
) -> States:
    """``open`` until the care team did something; a snooze runs out, a new firing after a response opens it again.

    ``until``: only what was done up to that day, as it stood then; else all of it counts, that of a moment ago too.
    """
    last = {(flag.rule, flag.since): flag.last for flag in flags}
    found = dict.fromkeys(last, OPEN)
    for row in answered:
        episode, day = (row.rule, row.since), local_day(patient, row.at)
        if episode in found and (until is None or day <= until):
            over = row.until is not None and row.until <= on
            found[episode] = OPEN if over or last[episode] > day else row.action
    return found
