"""Where everybody stands in the list: the one maker of ``care.models.Place``, always from scratch.

A report says when it was made, and a place of which report it was made: what is behind is seen from the rows. An answer
to a sign says that the place is behind (``Place.made_of``).
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from care.answers import answers_of, states
from care.models import Place
from clinical.need import Facts, need
from people.models import Patient
from symptoms.models import LARGE, Report
from symptoms.record.days import local_day

BATCH = 500
AT_ONCE = 200  # as many as a page brings up to date by itself; the job does the rest


def catch_up(now: dt.datetime, limit: int | None = None) -> int:
    """Bring places up to date, at most so many; how many there were. Twice is once."""
    behind = list(_behind()[:limit])
    for start in range(0, len(behind), BATCH):
        _place(behind[start : start + BATCH], now)
    return len(behind)


def _behind() -> QuerySet[Any, uuid.UUID]:
    current = Place.objects.filter(
        patient=OuterRef("patient"), made_of=OuterRef("computed_at"), version=OuterRef("data_version")
    )
    return Report.objects.filter(~Exists(current)).values_list("patient", flat=True)


def _place(patient_ids: Sequence[uuid.UUID], now: dt.datetime) -> None:
    people = Patient.objects.filter(pk__in=patient_ids, report__isnull=False).select_related("report")
    answered = answers_of(list(patient_ids))
    found = []
    for patient in people.defer(*(f"report__{name}" for name in LARGE)):
        facts, today = Facts.from_json(patient.report.facts), local_day(patient, now)
        stand = states(patient, facts.signs, answered[patient.pk], today)
        place = need(facts, stand, today).place(facts.last_day)
        stamp = {"made_of": patient.report.computed_at, "version": patient.report.data_version}
        found.append(Place(patient=patient, **place._asdict(), **stamp))
    names = [field.name for field in Place._meta.concrete_fields if field.name != "patient"]
    Place.objects.bulk_create(found, update_conflicts=True, unique_fields=["patient"], update_fields=names)
