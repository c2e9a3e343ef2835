"""An import taken back as a whole, a record after the other: all of it, and nothing of anybody else's."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from care.models import (
    DueAnswer,
    ExerciseAnswer,
    OpmLine,
    Owner,
    Programme,
    SignAnswer,
    TreatmentDay,
    Visit,
    VisitAnswer,
)
from exchange.models import Import
from people.models import Membership, Patient, User
from people.records import set_ending
from symptoms.models import CellMark, CheckIn, Event, FunctionCheck, Measurement, RememberedOnset, Treatment
from symptoms.models.base import Recorded
from symptoms.record.days import local_day
from symptoms.write.bulk import changed_by
from symptoms.write.facts import change_facts

STANDING, SUPERSEDED, IN_ERROR = (
    Recorded.Status.STANDING,
    Recorded.Status.SUPERSEDED,
    Recorded.Status.ENTERED_IN_ERROR,
)
AUTHORED: tuple[type[Recorded], ...] = (CheckIn, FunctionCheck, Measurement, Visit)
BESIDE: tuple[type[Recorded], ...] = (Treatment, Event, CellMark, RememberedOnset)
SAID: tuple[type[Recorded], ...] = (VisitAnswer, TreatmentDay, Programme, ExerciseAnswer)
ENTRIES: tuple[type[Recorded], ...] = (*AUTHORED, *BESIDE, *SAID)
HANGS_ON = {Visit: ("strengths", "motor_signs")}


@dataclass(frozen=True)
class TakenBack:
    """``rows``: entries that count no more; ``restored``: those that count again; ``facts``: facts that are as they
    were before, ``facts_left``: those that somebody has changed since. ``closed``: references of records that the
    import made and in which nothing else stands."""

    rows: int
    restored: int
    facts: int
    facts_left: int
    closed: tuple[str, ...]

    def __add__(self, other: "TakenBack") -> "TakenBack":
        facts = self.facts + other.facts
        left, closed = self.facts_left + other.facts_left, tuple(sorted((*self.closed, *other.closed)))
        return TakenBack(self.rows + other.rows, self.restored + other.restored, facts, left, closed)


def take_back(
    noted: Import,
    *,
    by: User | None,
    now: dt.datetime,
    progress: Callable[[int], object] = lambda records: None,
) -> TakenBack | None:
    """Mark all that an import wrote as entered in error; None where it was taken back before.

    What took the place of its rows, or was said beside them, stays. What its rows took the place of counts again, and
    the facts that it wrote are as they were, unless somebody changed them since. A record that it made is closed where
    nothing else stands in it. Each record is a transaction, with an audit event and a new report, so that nobody waits
    for another's; one that ends in the middle is gone on with the next time. ``progress`` is called with the number of
    records done since it was last called.
    """
    done = TakenBack(0, 0, 0, 0, ())
    seen: set[uuid.UUID] = set()
    while True:
        rest = sorted(_left(noted, seen))
        for pk in rest:
            of_one = _of_a_record(noted.pk, pk, by=by, now=now)
            if of_one is None:
                return None
            done += of_one
            progress(1)
        seen.update(rest)
        if not rest and _end(noted, seen, by=by, now=now):
            return done


def _left(noted: Import, seen: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """The records that are yet to be looked at: also those that got its rows since, as another of the same person."""
    return set(noted.patients.values_list("pk", flat=True)).difference(seen) | _stand_in(noted)


def _stand_in(noted: Import) -> set[uuid.UUID]:
    """In which records its rows count."""
    return {pk for rows in _rows_of(noted) for pk in rows.order_by().values_list("patient", flat=True).distinct()}


def _rows_of(noted: Import) -> Iterator[QuerySet[Any]]:
    """Its entries that stand. An answer to a sign and a plan are never taken back by a file."""
    for authored in AUTHORED:
        yield authored._default_manager.filter(status=STANDING, author=noted.account)
    for label, ids in noted.rows.items():
        model: Any = apps.get_model(label)
        if issubclass(model, Recorded):
            yield model._default_manager.filter(status=STANDING, pk__in=ids)


def _end(noted: Import, seen: Collection[uuid.UUID], *, by: User | None, now: dt.datetime) -> bool:
    """Whether none of it counts any more, which is noted."""
    with transaction.atomic():
        row = _locked(noted.pk)
        if _left(row, seen):
            return False
        row.taken_back_at, row.taken_back_by = row.taken_back_at or now, row.taken_back_by or by
        row.save(update_fields=["taken_back_at", "taken_back_by"])
    return True


def _locked(pk: uuid.UUID) -> Import:
    return Import.objects.select_for_update(of=("self",), no_key=True).select_related("account").get(pk=pk)


def _of_a_record(noted_pk: uuid.UUID, pk: uuid.UUID, *, by: User | None, now: dt.datetime) -> TakenBack | None:
    """What it wrote in one record. None where it was taken back before."""
    with transaction.atomic():
        noted = _locked(noted_pk)
        if noted.taken_back_at:
            return None
        patient = Patient.objects.held(pk)
        rows = restored = 0
        again: dict[uuid.UUID, Any] = {}
        for authored in AUTHORED:
            rows += _mark(authored._default_manager.filter(patient=patient, author=noted.account, status=STANDING))
        for label, ids in noted.rows.items():
            model: Any = apps.get_model(label)
            if not issubclass(model, Recorded):
                continue
            stood = model._default_manager.filter(patient=patient, pk__in=ids, status=STANDING)
            entries = list(stood.select_related("supersedes"))
            rows += _mark(model._default_manager.filter(pk__in=[entry.pk for entry in entries]))
            restored += sum(_stands_again(entry, again) for entry in entries)
        retracted = _count_again(noted, patient)
        facts, facts_left = _facts(noted, patient, by)
        if changed := rows + retracted:
            changed_by({patient: changed}, by, "take back import")
        made = str(pk) in noted.created and patient.ended_why != Patient.Ending.MERGED
        closed = made and not _holds_more(patient)
        if closed:
            set_ending(patient, on=local_day(patient, now), why=Patient.Ending.MISTAKE, by=by)
    return TakenBack(changed, restored + retracted, facts, facts_left, (patient.reference,) if closed else ())


def _mark(rows: QuerySet[Any]) -> int:
    """Mark rows as entered in error; how many."""
    return rows.update(status=IN_ERROR)


def _stands_again(row: Recorded, again: dict[uuid.UUID, Any]) -> bool:
    """What a row took the place of, said once more by who said it, so that the row stays where it is in the chain.
    ``again``: what was so before, by the id that it had."""
    before: Any = row.supersedes
    if before is None or before.status != SUPERSEDED:
        return False
    pk = before.pk
    children: list[Any] = [each for name in HANGS_ON.get(type(before), ()) for each in getattr(before, name).all()]
    if isinstance(before, OpmLine):
        before.visit = again.get(before.visit_id, before.visit)
    before.pk, before.supersedes, before.status = uuid.uuid4(), row, STANDING
    before.save(force_insert=True)
    for child in children:
        child.pk, child.visit = None, before
        child.save(force_insert=True)
    again[pk] = before
    return True


def _count_again(noted: Import, patient: Patient) -> int:
    """The rows of other files that this one took back count again, where these stand themselves; how many."""
    gone = Import.objects.filter(taken_back_at__isnull=False).values("account")
    found = 0
    for label, ids in noted.retracted.items():
        model: Any = apps.get_model(label)
        rows = model._default_manager.filter(patient=patient, pk__in=ids, status=IN_ERROR)
        found += rows.exclude(author__in=gone).update(status=STANDING)
    return found


def _facts(noted: Import, patient: Patient, by: User | None) -> tuple[int, int]:
    """How many facts are as they were before, and how many somebody has changed since."""
    facts = {fact["name"]: fact for fact in reversed(noted.facts) if fact["patient"] == str(patient.pk)}
    before = {}
    for name, fact in facts.items():
        field: Any = Patient._meta.get_field(name)
        if getattr(patient, name) == field.to_python(fact["after"]):
            before[name] = field.to_python(fact["before"])
    if before:
        change_facts(patient, by=by or noted.account, **before)
    return len(before), len(facts) - len(before)


def _holds_more(patient: Patient) -> bool:
    """Whether anything stands in a record, or anybody has come into it."""
    entries = (model._default_manager.filter(patient=patient, status=STANDING) for model in ENTRIES)
    return (
        any(rows.exists() for rows in entries)
        or SignAnswer.objects.filter(patient=patient).exists()
        or DueAnswer.objects.filter(patient=patient).exists()
        or Owner.objects.filter(patient=patient).exists()
        or Membership.objects.filter(patient=patient, user__isnull=False).exists()
    )
