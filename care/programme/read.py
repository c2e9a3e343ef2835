"""Which programme is in force, what is planned on a day, what was said of it, and whose word counts."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from care.models import ExerciseAnswer, Programme, ProgrammeItem
from clinical.exercise import Answer, Done
from clinical.taken import RANK
from people.models import Patient, User
from symptoms.models.base import Recorded

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Version:
    """``number``: counted from the first one, as the team calls it."""

    number: int
    row: Programme
    items: tuple[ProgrammeItem, ...]


@dataclass(frozen=True)
class Programmes:
    """All versions of somebody's programme, the first one first."""

    versions: tuple[Version, ...] = ()

    @property
    def last(self) -> Version | None:
        """The one that was said last, whether it has begun or not."""
        return self.versions[-1] if self.versions else None

    def on(self, day: dt.date) -> Version | None:
        """The one in force; None where none has begun, or it has ended."""
        begun = next((each for each in reversed(self.versions) if each.row.start <= day), None)
        return None if begun is None or begun.row.ended else begun

    def planned(self, day: dt.date) -> tuple[ProgrammeItem, ...]:
        version = self.on(day)
        return tuple(item for item in version.items if item.planned_on(day.weekday())) if version else ()

    def counts(self, first: dt.date, last: dt.date) -> dict[dt.date, int]:
        """How many exercises are planned on each day of a stretch."""
        days = (first + DAY * n for n in range((last - first).days + 1))
        return {day: len(self.planned(day)) for day in days}

    @property
    def first_day(self) -> dt.date | None:
        return min((each.row.start for each in self.versions), default=None)


def programmes_of(patient: Patient) -> Programmes:
    """Two queries."""
    return by_patient([patient.pk]).get(patient.pk, Programmes())


def by_patient(patients: Iterable[uuid.UUID]) -> dict[uuid.UUID, Programmes]:
    """Two queries, however many there are."""
    rows = Programme.objects.standing().filter(patient__in=list(patients)).order_by("made_at", "pk")
    rows = rows.select_related("author").prefetch_related(Prefetch("items", ProgrammeItem.objects.order_by("place")))
    found: dict[uuid.UUID, list[Version]] = {}
    for row in rows:
        versions = found.setdefault(row.patient_id, [])
        versions.append(Version(len(versions) + 1, row, tuple(row.items.all())))
    return {pk: Programmes(tuple(versions)) for pk, versions in found.items()}


def answers_between(patients: Iterable[uuid.UUID], first: dt.date, last: dt.date) -> QuerySet[ExerciseAnswer]:
    """What stands, of everybody who said something."""
    return ExerciseAnswer.objects.standing().filter(patient__in=list(patients), day__range=(first, last))


def answers_of(patient: Patient, first: dt.date, last: dt.date) -> list[ExerciseAnswer]:
    return list(answers_between([patient.pk], first, last).select_related("author", "item"))


def counting(rows: Iterable[ExerciseAnswer]) -> list[ExerciseAnswer]:
    """Of several words on one exercise of one day that of the person, else the one that was said last."""
    found: dict[tuple[uuid.UUID, dt.date], ExerciseAnswer] = {}
    for row in sorted(rows, key=lambda row: (-RANK[row.source], row.made_at)):
        found[row.item_id, row.day] = row
    return sorted(found.values(), key=lambda row: (row.day, row.made_at))


def counted(rows: Iterable[ExerciseAnswer]) -> list[Answer]:
    """The same for ``clinical.exercise``."""
    return [
        Answer(row.day, Done(row.done) if row.done else None, row.effort, row.tired, row.sore, row.breathless)
        for row in counting(rows)
    ]


def own(rows: Sequence[ExerciseAnswer], user: User, day: dt.date) -> dict[uuid.UUID, ExerciseAnswer]:
    """What one author said of a day, by exercise."""
    return {row.item_id: row for row in rows if row.author_id == user.pk and row.day == day}


def stands(patient: Patient, today: dt.date) -> bool:
    """Whether anything is to be done, or is to come. One query."""
    rows = Programme.objects.filter(patient=patient, status=Recorded.Status.STANDING)
    last = rows.order_by("made_at", "pk").values_list("start", "ended").last()
    return last is not None and (not last[1] or last[0] > today)


def waits(patient: Patient, user: User, today: dt.date) -> bool | None:
    """Whether an exercise of today has no word of this author yet; None where none is planned. One query where no
    programme stands, four at most."""
    if not stands(patient, today):
        return None
    planned = programmes_of(patient).planned(today)
    said = own(answers_of(patient, today, today), user, today)
    return any(item.pk not in said or not said[item.pk].done for item in planned) if planned else None
