"""An import taken back as a whole: all of it, and nothing of anybody else's."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction

from care.models import OpmLine, Owner, SignAnswer, Visit
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
ENTRIES: tuple[type[Recorded], ...] = (*AUTHORED, Treatment, Event, CellMark, RememberedOnset)
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


def take_back(noted: Import, *, by: User | None, now: dt.datetime) -> TakenBack | None:
    """Mark all that an import wrote as entered in error; None where it was taken back before.

    What took the place of its rows, or was said beside them, stays. What its rows took the place of counts again, and
    the facts that it wrote are as they were, unless somebody changed them since. A record that it made is closed where
    nothing else stands in it. One transaction, with an audit event and a new report for each record.
    """
    with transaction.atomic():
        noted = Import.objects.select_for_update(of=("self",), no_key=True).select_related("account").get(pk=noted.pk)
        if noted.taken_back_at:
            return None
        patients = {row.pk: row for row in noted.patients.locked().order_by("pk")}
        changed: Counter[Patient] = Counter()
        for authored in AUTHORED:
            changed += _mark(authored, {"author": noted.account}, patients)
        restored = 0
        again: dict[uuid.UUID, Any] = {}
        for label, ids in noted.rows.items():
            model: Any = apps.get_model(label)
            if not issubclass(model, Recorded):
                continue  # an answer to a sign and a plan are never taken back by a file
            rows = list(model._default_manager.filter(pk__in=ids, status=STANDING).select_related("supersedes"))
            changed += _mark(model, {"pk__in": [row.pk for row in rows]}, patients)
            restored += sum(_stands_again(row, again) for row in rows)
        for entry in _taken_back_by(noted):
            type(entry)._default_manager.filter(pk=entry.pk).update(status=STANDING)
            changed[patients[entry.patient_id]] += 1
            restored += 1
        facts, facts_left = _facts(noted, by)
        changed_by(changed, by, "take back import")
        closed = [
            made
            for made in patients.values()
            if str(made.pk) in noted.created and made.ended_why != Patient.Ending.MERGED and not _holds_more(made)
        ]
        for made in closed:
            set_ending(made, on=local_day(made, now), why=Patient.Ending.MISTAKE, by=by)
        noted.taken_back_at, noted.taken_back_by = now, by
        noted.save(update_fields=["taken_back_at", "taken_back_by"])
    return TakenBack(changed.total(), restored, facts, facts_left, tuple(sorted(made.reference for made in closed)))


def _mark(model: type[Recorded], which: dict[str, Any], patients: dict[uuid.UUID, Patient]) -> Counter[Patient]:
    """Mark standing rows as entered in error; how many of whom."""
    rows = model._default_manager.filter(status=STANDING, **which)
    found = Counter(patients[pk] for pk in rows.values_list("patient", flat=True))
    rows.update(status=IN_ERROR)
    return found


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


def _taken_back_by(noted: Import) -> Iterable[Recorded]:
    """The rows of other files that this one took back, where these stand themselves."""
    gone = Import.objects.filter(taken_back_at__isnull=False).values("account")
    for label, ids in noted.retracted.items():
        model: Any = apps.get_model(label)
        yield from model._default_manager.filter(pk__in=ids, status=IN_ERROR).exclude(author__in=gone)


def _facts(noted: Import, by: User | None) -> tuple[int, int]:
    """How many facts are as they were before, and how many somebody has changed since."""
    done = left = 0
    by_patient: dict[str, dict[str, Any]] = {}
    for fact in reversed(noted.facts):
        by_patient.setdefault(fact["patient"], {})[fact["name"]] = fact
    for pk, facts in by_patient.items():
        patient = Patient.objects.get(pk=pk)
        before = {}
        for name, fact in facts.items():
            field: Any = Patient._meta.get_field(name)
            if getattr(patient, name) == field.to_python(fact["after"]):
                before[name] = field.to_python(fact["before"])
        left += len(facts) - len(before)
        done += len(before)
        if before:
            change_facts(patient, by=by or noted.account, **before)
    return done, left


def _holds_more(patient: Patient) -> bool:
    """Whether anything stands in a record, or anybody has come into it."""
    entries = (model._default_manager.filter(patient=patient, status=STANDING) for model in ENTRIES)
    return (
        any(rows.exists() for rows in entries)
        or SignAnswer.objects.filter(patient=patient).exists()
        or Owner.objects.filter(patient=patient).exists()
        or Membership.objects.filter(patient=patient, user__isnull=False).exists()
    )
