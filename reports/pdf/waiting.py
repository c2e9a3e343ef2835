"""Who asked for a PDF, how far it is, and what becomes of it. What the job does is in ``reports.pdf.run``."""

import base64
import datetime as dt
import json
import uuid
from collections.abc import Iterable
from enum import StrEnum

from celery import current_app
from django.db import transaction
from django.db.models import Q, QuerySet
from django_celery_results.models import TaskResult

from people.models import Patient, User
from reports.models import Printout
from reports.sheet import Asked

KEPT = dt.timedelta(days=1)
PRESSED_TWICE = dt.timedelta(minutes=1)
ASKED_AGAIN_AFTER = dt.timedelta(minutes=2)  # longer than one may take
TASK = "reports.tasks.make_pdf"
ENDED = ("SUCCESS", "FAILURE")


class State(StrEnum):
    WAITING = "waiting"
    READ = "read"  # the record was opened, and the pages are being drawn
    READY = "ready"
    MISSING = "missing"  # libraries
    REFUSED = "refused"
    FAILED = "failed"

    @property
    def on_its_way(self) -> bool:
        return self in (State.WAITING, State.READ)


def ask(patient: Patient, by: User, asked: Asked, *, paper: str, language: str, now: dt.datetime) -> Printout:
    """Ask a worker for it, once that is committed."""
    printout = Printout.objects.create(
        patient=patient,
        by=by,
        made_at=now,
        heard_at=now,
        start=asked.start,
        end=asked.end,
        slope=asked.slope,
        stage=asked.stage,
        paper=paper,
        language=language,
    )
    _send([printout.pk])
    return printout


def find(printout_id: uuid.UUID, patient: Patient, by: User) -> Printout | None:
    """One that somebody asked for of a record; None where it was fetched, or never was."""
    return Printout.objects.filter(pk=printout_id, patient=patient, by=by).first()


def state_of(printout: Printout) -> State:
    result = _result(printout.pk).first()
    if result and result.status == "SUCCESS":
        return State(_told(result)["state"])
    return {"FAILURE": State.FAILED, "READ": State.READ}.get(result.status if result else "", State.WAITING)


def fetch(printout: Printout, now: dt.datetime) -> bytes | None:
    """The PDF, which is gone soon after: a press that comes twice, as of a gaze that rests, gets the same file. None
    where it is not there."""
    result = _result(printout.pk).first()
    told = _told(result) if result and result.status == "SUCCESS" else {}
    if told.get("state") != State.READY:
        return None
    Printout.objects.filter(pk=printout.pk, fetched_at=None).update(fetched_at=now)
    return base64.b64decode(told["pdf"])


def look_after(now: dt.datetime) -> None:
    """Forget what was fetched, or by nobody for a day, and results that nobody waits for; ask again for what was
    lost."""
    Printout.objects.filter(Q(made_at__lt=now - KEPT) | Q(fetched_at__lt=now - PRESSED_TWICE)).delete()
    waited_for = {str(pk) for pk in Printout.objects.values_list("pk", flat=True)}
    done = set(TaskResult.objects.values_list("task_id", flat=True))
    TaskResult.objects.filter(task_id__in=done - waited_for).delete()
    unheard = Printout.objects.filter(heard_at__lt=now - ASKED_AGAIN_AFTER)
    ready = set(TaskResult.objects.filter(status__in=ENDED).values_list("task_id", flat=True))
    again = [pk for pk in unheard.values_list("pk", flat=True) if str(pk) not in ready]
    Printout.objects.filter(pk__in=again).update(heard_at=now)
    _send(again)


def overdue(before: dt.datetime) -> int:
    """How many were asked for before a moment and are neither made nor given up."""
    done = set(TaskResult.objects.filter(status__in=ENDED).values_list("task_id", flat=True))
    asked = Printout.objects.filter(made_at__lt=before, fetched_at=None).values_list("pk", flat=True)
    return sum(str(pk) not in done for pk in asked)


def _result(printout: uuid.UUID) -> QuerySet[TaskResult]:
    return TaskResult.objects.filter(task_id=str(printout))


def _told(result: TaskResult) -> dict[str, str]:
    said: dict[str, str] = json.loads(result.result)
    return said


def _send(printouts: Iterable[uuid.UUID]) -> None:
    waiting = [str(pk) for pk in printouts]

    def send() -> None:
        for pk in waiting:
            current_app.send_task(TASK, [pk], task_id=pk, queue="exports")

    transaction.on_commit(send, robust=True)  # the broker may be away: it is asked for again
