"""The one writer of what the team answers to what is looked at again. No report follows from it, so that the version of
the record stays; it counts in the list at once."""

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from care.models import DueAnswer
from clinical.due import Task
from people import audit
from people.models import Patient, User
from symptoms.models import Report
from symptoms.record.days import local_day
from symptoms.write.transaction import IdInUse, lock

Action = DueAnswer.Action


def answer_due(
    patient: Patient,
    task: str,
    action: str,
    *,
    by: User,
    now: dt.datetime,
    on: dt.date | None = None,
    until: dt.date | None = None,
    id: uuid.UUID | None = None,
) -> DueAnswer:
    """It was done ``on`` a day, the person does not want it (``until`` they are asked again, where that was named), or
    it is not for now. ``id``: made by the client; sent again it is the same answer.

    Raises ``ValidationError`` by field, ``IdInUse`` for an id of another.
    """
    _check(task, action, on, until, local_day(patient, now))
    return _write(patient, {"task": task, "action": action, "on": on, "until": until, "of_id": None}, by, now, id)


def take_back(answer: DueAnswer, *, by: User, now: dt.datetime, id: uuid.UUID | None = None) -> DueAnswer:
    """An answer counts no more, and the one before it does again. Twice is once. Raises ``IdInUse``."""
    said = {"task": answer.task, "action": Action.TAKEN_BACK, "on": None, "until": None, "of_id": answer.pk}
    return _write(answer.patient, said, by, now, id)


def _check(task: str, action: str, on: dt.date | None, until: dt.date | None, today: dt.date) -> None:
    wrong = {}
    if task not in set(Task):
        wrong["task"] = _("There is no such thing to look at again.")
    if action not in (Action.DONE, Action.DECLINED, Action.NOT_NOW):
        wrong["action"] = _("Choose what has been done.")
    if action == Action.DONE and (on is None or on > today):
        wrong["on"] = _("A day up to today is needed.")
    if action != Action.DONE and on:
        wrong["on"] = _("A day on which it was done belongs to “done” only.")
    if action == Action.DONE and until:
        wrong["until"] = _("A day for asking again does not belong to “done”.")
    elif (action == Action.NOT_NOW and until is None) or (until and until <= today):
        wrong["until"] = _("A day after today is needed.")
    if wrong:
        raise ValidationError(wrong)


def _write(patient: Patient, said: dict[str, Any], by: User, now: dt.datetime, id: uuid.UUID | None) -> DueAnswer:
    try:
        with transaction.atomic():
            lock(patient)
            before = DueAnswer.objects.filter(pk=id).first() if id else None
            if before:
                same = {"patient_id": patient.pk, "by_id": by.pk, **said}
                if any(getattr(before, name) != value for name, value in same.items()):
                    raise IdInUse
                return before
            taken = DueAnswer.objects.filter(of=said["of_id"]).first() if said["of_id"] else None
            if taken:
                return taken
            row = DueAnswer.objects.create(patient=patient, by=by, at=now, id=id or uuid.uuid4(), **said)
            Report.objects.to_place(patient)
            audit.record("write", user=by, patient=patient, detail=f"dueanswer {row.pk}")
    except IntegrityError as taken_elsewhere:  # the id was used for another record at the same moment
        raise IdInUse from taken_elsewhere
    return row
