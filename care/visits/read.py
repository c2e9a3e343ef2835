"""What stands of visits: the last and the next one, one with all that belongs to it, the line of OPM."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet

from care.models import OpmLine, Visit
from care.visits.said import FUNCTION, MEASURES, Line, Said
from clinical.opm import Confirmed
from people.models import Patient
from people.prepared import prepared
from symptoms.models import FunctionCheck, Measurement, Report
from symptoms.models.base import DayEntry, Recorded
from symptoms.record.columns import statement_of

LINE = ("onset", "propagation", "months", "motor", "on", "author__name", "author__email")

Entry = TypeVar("Entry", bound=DayEntry)


@dataclass(frozen=True)
class VisitDays:
    """The days of visits with the next visit that each names, the newest first. ``line``: of OPM, as a clinician
    confirmed it, while it stands."""

    days: tuple[tuple[dt.date, dt.date | None], ...] = ()
    line: Confirmed | None = None

    def last(self, before: dt.date) -> dt.date | None:
        """The last visit before a day."""
        return next((day for day, _next in self.days if day < before), None)

    def next(self, on: dt.date) -> dt.date | None:
        """The next visit as the last one that names any says, as seen on a day."""
        named = next((following for day, following in self.days if day <= on and following), None)
        return unless_over(named, on)


def visit_days(patient: uuid.UUID) -> VisitDays:
    """One query."""
    rows = _days(patient)
    said = next((row[2:] for row in rows if row[2]), None)
    return VisitDays(tuple((row[0], row[1]) for row in rows), _confirmed(*said) if said else None)


def _confirmed(
    onset: str, propagation: str, months: int | None, motor: str, on: dt.date, name: str, email: str
) -> Confirmed:
    return Confirmed(onset, propagation, months, motor, on, name or email)


def lines_of(patient: uuid.UUID) -> tuple[Confirmed, ...]:
    """Every line of OPM that was ever confirmed at a visit that stands, the oldest first; of one day the last said. One
    query."""
    rows = OpmLine.objects.filter(patient=patient, visit__status=Recorded.Status.STANDING)
    known = rows.exclude(status=Recorded.Status.ENTERED_IN_ERROR).order_by("on", "made_at", "pk")
    return tuple(_confirmed(*row) for row in known.values_list(*LINE))


@prepared
def _days(patient: uuid.UUID) -> QuerySet[Visit, tuple[Any, ...]]:
    rows = Visit.objects.filter(status=Recorded.Status.STANDING, patient=patient)
    standing = FilteredRelation("opm_lines", condition=Q(opm_lines__status=Recorded.Status.STANDING))
    return (
        rows.alias(line=standing)
        .order_by("-day", "-made_at", "pk")
        .values_list("day", "next_visit", *(f"line__{name}" for name in LINE))
    )


def next_named() -> QuerySet[Visit]:
    """For a subquery of people: their visits that name a next one, the newest first."""
    rows = Visit.objects.standing().filter(patient=OuterRef("pk"), next_visit__isnull=False)
    return rows.order_by("-day", "-made_at", "pk")


def unless_over(named: dt.date | None, on: dt.date) -> dt.date | None:
    return named if named and named >= on else None


def visits_of(patient: Patient) -> QuerySet[Visit]:
    """Those that stand, the newest first, with all that belongs to them."""
    return whole(Visit.objects.standing().filter(patient=patient).order_by("-day", "-made_at", "pk"))


def whole(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    related = visits.select_related("author", "patient", "function_check", "measurement")
    return related.prefetch_related("strengths", "motor_signs", "opm_lines")


def what_counts(entry: Entry | None) -> Entry | None:
    """Of an entry that was written with a visit: what took its place since, or nothing where it was taken back."""
    counts: Any = entry
    while counts and counts.status == Recorded.Status.SUPERSEDED:
        counts = type(counts)._default_manager.filter(supersedes=counts).first()
    return counts if counts and counts.status == Recorded.Status.STANDING else None


def numbers_of(visit: Visit) -> tuple[FunctionCheck | None, Measurement | None]:
    """What counts of what was scored and measured. Of a visit that counts no more, what was written with it."""
    if visit.status != Recorded.Status.STANDING:
        return visit.function_check, visit.measurement
    return what_counts(visit.function_check), what_counts(visit.measurement)


def said_of(visit: Visit, numbers: tuple[FunctionCheck | None, Measurement | None] | None = None) -> Said:
    """All that a visit says, as a form or the API sends it. ``numbers``: of ``numbers_of``, where they were read."""
    check, measured = numbers or numbers_of(visit)
    line = next((Line(row.onset, row.propagation, row.months, row.motor) for row in visit.opm_lines.all()), None)
    return Said(
        day=visit.day,
        mode=visit.mode,
        note=visit.note,
        next_visit=visit.next_visit,
        diagnosis=visit.diagnosis,
        diagnosis_date=visit.diagnosis_date,
        function={name: value for name, value in statement_of(check).values.items() if name in FUNCTION},
        measured={name: value for name, value in statement_of(measured).values.items() if name in MEASURES},
        strength={(row.muscle, row.side): row.grade for row in visit.strengths.all()},
        signs={row.region: (row.upper, row.lower) for row in visit.motor_signs.all()},
        opm=line,
    )


def computed_line(patient: uuid.UUID) -> str:
    """The line of OPM as it follows from the answers of the stored report; blank where none does."""
    return Report.objects.filter(patient=patient).values_list("report__opm__text", flat=True).first() or ""
