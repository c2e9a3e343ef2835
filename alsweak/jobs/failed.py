"""The jobs that failed: one row for each job and what it was given, until it was done after all."""

import datetime as dt
import hashlib
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from celery import current_app
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from alsweak.models import FailedJob

AT_ONCE = 200  # messages to Redis while a page waits
ASKED_LASTS = dt.timedelta(minutes=1)  # for so long a second press asks for nothing

logger = logging.getLogger(__name__)


def note(task: str, args: Sequence[Any], kwargs: Mapping[str, Any], task_id: str, error: BaseException) -> int:
    """How often it has failed by now; 0 where that could not be written down, which the log says."""
    now = timezone.now()
    said = {"last_at": now, "kind": type(error).__name__, "task_id": task_id}
    said |= {"asked_at": None, "set_aside_at": None}
    first = {"task": task, "args": list(args), "kwargs": dict(kwargs), "first_at": now, "times": 1}
    try:
        with transaction.atomic():
            row, is_new = FailedJob.objects.get_or_create(key=_key(task, args, kwargs), defaults=first | said)
            if not is_new:
                FailedJob.objects.filter(pk=row.pk).update(times=F("times") + 1, **said)
                row.refresh_from_db(fields=["times"])
    except DatabaseError:
        logger.exception("A job that failed could not be noted: %s", task)
        return 0
    return row.times


def forget(task: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
    """It is done. One statement, which mostly finds nothing."""
    with suppress(DatabaseError):
        FailedJob.objects.filter(key=_key(task, args, kwargs)).delete()


def waiting() -> QuerySet[FailedJob]:
    """Those that nobody has set aside."""
    return FailedJob.objects.filter(set_aside_at=None)


def again(jobs: QuerySet[FailedJob], now: dt.datetime) -> Iterator[FailedJob]:
    """Ask for each once more, the oldest first and at most ``AT_ONCE`` of them; its row goes when it is done.

    Yields each that was asked for: not those for which somebody did in the last minute.

    Raises ``kombu``'s ``OperationalError`` where the broker is away; those that it did not take can be asked for again.
    """
    for job in jobs.filter(_not_asked(now)).order_by("first_at", "pk")[:AT_ONCE]:
        if FailedJob.objects.filter(_not_asked(now), pk=job.pk).update(asked_at=now):  # of two presses at once, one
            try:
                current_app.send_task(job.task, job.args, job.kwargs, task_id=job.task_id)
            except OperationalError:
                FailedJob.objects.filter(pk=job.pk, asked_at=now).update(asked_at=job.asked_at)
                raise
            yield job


def set_aside(jobs: QuerySet[FailedJob], now: dt.datetime) -> list[FailedJob]:
    """Not counted as failed any more, until it fails again. Which were set aside: not those that were already."""
    return [job for job in jobs if FailedJob.objects.filter(pk=job.pk, set_aside_at=None).update(set_aside_at=now)]


def _not_asked(now: dt.datetime) -> Q:
    return Q(asked_at=None) | Q(asked_at__lt=now - ASKED_LASTS)


def let_go_of_the_connection() -> None:
    connection.close()


def _key(task: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    said = json.dumps([task, list(args), dict(kwargs)], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()
