"""The one writer of exercise programmes, of a clinic's collection, and of what is said of each exercise.

Each verb is one transaction with its audit event. No report follows from it, so that the version of a record stays.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from care.before.write import noted
from care.models import Exercise, ExerciseAnswer, Programme, ProgrammeItem
from care.programme.read import programmes_of
from clinical.exercise import Done, too_weak
from people import audit
from people.models import Clinic, Patient, User
from symptoms.models.base import Source
from symptoms.read.last_said import last_said
from symptoms.record.days import local_day
from symptoms.record.roles import same_voice
from symptoms.record.validation import check_day
from symptoms.wording import CELL_LABELS
from symptoms.write import verbs
from symptoms.write.transaction import IdInUse, Receipt, lock, record_row, says

MOVEMENT = ("name", "how", "kind", "cells", "position", "sets", "repetitions", "minutes", "link", "stop_if")
ITEM = (*MOVEMENT, "days", "effort", "reason")
SAID = ("done", "minutes", "effort", "could_talk", "tired", "sore", "breathless")
ITEMS = 12  # of a programme: more is no plan for a day


@dataclass(frozen=True)
class Set:
    """What a version says; ``items``: by the names of ``ITEM``, in their order."""

    start: dt.date
    review: dt.date | None = None
    note: str = ""
    ended: bool = False
    items: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


def weak_parts(patient: Patient, items: Sequence[Mapping[str, Any]], today: dt.date) -> list[tuple[str, ...]]:
    """Of each exercise the parts that it would strengthen though by the last answer they cannot lift against gravity.
    One query."""
    said = last_said(patient, today).values
    grades = {name.removeprefix("weakness."): grade for name, grade in said.items() if name.startswith("weakness.")}
    return [too_weak(item["kind"], item.get("cells", ()), grades) for item in items]


def set_programme(
    patient: Patient, wanted: Set, *, by: User, source: str, now: dt.datetime, id: uuid.UUID | None = None
) -> Receipt:
    """A version that takes the place of the one before from its start on. The same id twice is one version.

    Raises ``ValidationError`` by field, also where an exercise strengthens what cannot lift against gravity and gives
    no reason; ``IdInUse``.
    """
    _check(patient, wanted, now)
    fields = {name: getattr(wanted, name) for name in ("start", "review", "note", "ended")}
    try:
        with transaction.atomic():
            lock(patient)
            before = Programme.objects.filter(pk=id).first() if id else None
            if before:
                if not _same(before, {"patient_id": patient.pk, "author_id": by.pk, **fields}, wanted.items):
                    raise IdInUse
                return Receipt(before, created=False)
            row = Programme(id=id or uuid.uuid4(), patient=patient, author=by, source=source, made_at=now, **fields)
            row.full_clean(exclude=["patient", "author", "supersedes"])
            row.save(force_insert=True)
            for place, item in enumerate(wanted.items, 1):
                made = ProgrammeItem(programme=row, place=place, **item)
                made.full_clean(exclude=["programme"])
                made.save(force_insert=True)
            noted(patient, by, "write", row)
    except IntegrityError as taken:  # the id was used for another patient at the same moment
        raise IdInUse from taken
    return Receipt(row, created=True)


def answer(
    patient: Patient,
    item: ProgrammeItem,
    day: dt.date,
    said: Mapping[str, Any],
    *,
    by: User,
    source: str,
    now: dt.datetime,
    id: uuid.UUID | None = None,
) -> Receipt:
    """What one author says of an exercise of a day, with what they said of it before and this does not touch. The same
    again is one row. "Not today" leaves nothing to say of how it was.

    Raises ``ValidationError`` by field, ``IdInUse``.
    """
    check_day(patient, day, now)
    if source == Source.CLINICIAN:
        raise ValidationError(_("This is asked of the person and who helps them."))
    _check_item(patient, item, day)
    if said.get("sore") is not None and day >= local_day(patient, now):
        raise ValidationError({"sore": _("This is asked the day after.")})
    mine = ExerciseAnswer.objects.standing().filter(item=item, day=day, author=by, source__in=same_voice(source))
    with transaction.atomic():
        lock(patient)
        again = ExerciseAnswer.objects.filter(pk=id).first() if id else None
        if again:
            if not says(again, {"patient_id": patient.pk, "author_id": by.pk, "item_id": item.pk, "day": day, **said}):
                raise IdInUse
            return Receipt(again, created=False)
        before = mine.first()
        told = {name: said.get(name, getattr(before, name) if before else _blank(name)) for name in SAID}
        if told["done"] == Done.NOT_TODAY:
            told |= {name: _blank(name) for name in SAID if name not in ("done", "breathless")}
        if all(told[name] == _blank(name) for name in SAID):
            raise ValidationError(_("Nothing was filled in, so nothing was saved."))
        fields = {"item": item, "day": day, **told}

        def earlier() -> ExerciseAnswer | Receipt | None:
            return Receipt(before, created=False) if before and says(before, fields) else before

        return record_row(ExerciseAnswer, patient, fields, earlier, by=by, source=source, now=now, id=id, after=noted)


def take_back(row: ExerciseAnswer, *, by: User) -> None:
    """One's own answer. Twice is once. Raises ``NoLongerStands``."""
    verbs.retract(row, by=by, after=noted)


def keep_exercise(
    clinic: Clinic, said: Mapping[str, Any], *, by: User, now: dt.datetime, exercise: Exercise | None = None
) -> Exercise:
    """Put an exercise into a clinic's collection, or change it there: programmes hold copies. Raises
    ``ValidationError`` by field."""
    row = exercise or Exercise(clinic=clinic)
    for name in MOVEMENT:
        setattr(row, name, said[name])
    row.by, row.at = by, now
    row.full_clean(exclude=["clinic", "by"])
    with transaction.atomic():
        row.save()
        audit.record("write", user=by, detail=f"exercise {row.pk} of clinic {clinic.pk}")
    return row


def retire(exercise: Exercise, *, by: User, now: dt.datetime, again: bool = False) -> None:
    """Take it out of what is offered, or offer it again. It is never deleted."""
    with transaction.atomic():
        Exercise.objects.filter(pk=exercise.pk).update(retired_at=None if again else now)
        verb = "offered again" if again else "retired"
        audit.record("write", user=by, detail=f"exercise {exercise.pk} of clinic {exercise.clinic_id} {verb}")


def _check(patient: Patient, wanted: Set, now: dt.datetime) -> None:
    if wanted.ended:
        if wanted.items:
            raise ValidationError({"ended": _("A programme that ends has no exercises.")})
        return
    if not wanted.items:
        raise ValidationError({"items": _("Choose at least one exercise.")})
    if len(wanted.items) > ITEMS:
        raise ValidationError({"items": _("Choose up to %(most)d exercises.") % {"most": ITEMS}})
    if wanted.review is None:
        raise ValidationError({"review": _("Say when it is looked at again.")})
    if wanted.review < wanted.start:
        raise ValidationError({"review": _("This is before the first day.")})
    weak = weak_parts(patient, wanted.items, local_day(patient, now))
    told = [
        unexplained(item["name"], parts)
        for item, parts in zip(wanted.items, weak, strict=True)
        if parts and not item.get("reason")
    ]
    if told:
        raise ValidationError({"reason": told})


def unexplained(name: str, parts: Sequence[str]) -> str:
    """That a part can't lift against gravity, and a reason is missing."""
    words = ", ".join(str(CELL_LABELS[cell]) for cell in parts)
    told = _("%(exercise)s strengthens what can't lift against gravity by the last answer: %(parts)s. Say why.")
    return told % {"exercise": name, "parts": words}


def _check_item(patient: Patient, item: ProgrammeItem, day: dt.date) -> None:
    if item.programme.patient_id != patient.pk:
        raise ValidationError({"item": _("There is no such exercise in this programme.")})
    version = programmes_of(patient).on(day)
    in_force = version is not None and item.programme_id == version.row.pk
    if not in_force and not ExerciseAnswer.objects.standing().filter(item=item, day=day).exists():
        raise ValidationError({"item": _("This exercise was not in the programme on that day.")})


def _same(row: Programme, fields: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> bool:
    there = [{name: getattr(item, name) for name in ITEM} for item in row.items.all()]
    given = [{name: getattr(ProgrammeItem(**item), name) for name in ITEM} for item in items]
    return says(row, fields) and there == given


def _blank(name: str) -> Any:
    return "" if name == "done" else False if name == "breathless" else None
