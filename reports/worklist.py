"""Who needs the care team first, and why. Sorted by what the report row carries: no report is opened to sort."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from people.models import Patient, User
from reports.reasons import Reason, reasons
from symptoms import derive
from symptoms.days import local_day


@dataclass(frozen=True)
class Row:
    patient: Patient
    reasons: tuple[Reason, ...]
    last_day: dt.date | None


def worklist_of(user: User, search: str = "") -> QuerySet[Patient]:
    """The patients this person may open: open flags first, then the newest spread, then by name."""
    patients = Patient.objects.visible_to(user)
    if search:
        patients = patients.filter(Q(name__icontains=search) | Q(reference__icontains=search))
    return (
        patients.select_related("report")
        .defer("report__series")
        .order_by(
            F("report__urgency").desc(nulls_last=True),
            F("report__last_spread").desc(nulls_last=True),
            "name",
            "reference",
            "pk",
        )
    )


def row_of(patient: Patient, now: dt.datetime) -> Row:
    report = getattr(patient, "report", None)
    last_day = report.last_day if report else None
    found = reasons(
        report.report if report else None,
        current=derive.is_current(patient, report),
        last_day=last_day,
        today=local_day(patient, now),
    )
    return Row(patient, found, last_day)
