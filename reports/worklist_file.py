"""The list as CSV: a line a person, dates as ISO, unknown blank. Column names are for programs and not translated."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from people import audit
from people.models import User
from reports.csv_lines import csv_lines
from reports.worklist import Row, rows

BATCH = 500
COLUMNS = (
    *("reference", "name", "clinic", "owner", "group", "reasons", "last_entry", "next_visit"),
    *("days_with_entry_of_28", "planned", "kept"),
    *("fvc_percent", "fvc_date", "weight_percent", "weight_of_usual", "weight_date"),
)


def file_of(found: Any, user: User, now: dt.datetime) -> Iterator[str]:
    """In pieces that a response can send at once; each person in it is audited before theirs is sent."""
    yield csv_lines([COLUMNS])
    listed = list(found.values_list("pk", flat=True))
    for start in range(0, len(listed), BATCH):
        some = listed[start : start + BATCH]
        audit.record_each("export", some, user=user, at=now, detail="list")
        by_id = {row.patient.pk: row for row in rows(found.filter(pk__in=some).order_by(), user, now)}
        yield csv_lines([_cells(by_id[pk]) for pk in some if pk in by_id])


def _cells(row: Row) -> tuple[object, ...]:
    patient, glance = row.patient, row.glance
    owner: str = getattr(patient, "owner_name", None) or ""
    told = "; ".join(reason.text for reason in row.reasons) if row.need else ""
    kept = glance.kept
    return (
        *(patient.reference, patient.name, patient.clinic.name, owner, row.group.name.lower(), told),
        *(row.last_day, row.next_visit, len(glance.lately)),
        *((kept.planned, kept.kept) if kept else (None, None)),
        *(glance.fvc, glance.fvc_on, glance.weight, int(glance.usual) if glance.weight else None, glance.weight_on),
    )
