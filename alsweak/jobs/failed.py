"""The jobs that failed: one row for each job and what it was given, until it was done after all."""

import datetime as dt
import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from celery import current_app
from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from alsweak.models import FailedJob

logger = logging.getLogger(__name__)


def note(task: str, args: Sequence[Any], kwargs: Mapping[str, Any], task_id: str, error: BaseException) -> int:
    """How often it has failed by now; 0 where that could not be written down, which the log says."""
    now = timezone.now()
    said = {"last_at": now, "kind": type(error).__name__, "task_id": task_id, "set_aside_at": None}
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


def again(jobs: QuerySet[FailedJob]) -> int:
    """Ask for each once more; its row goes when it is done. Raises ``kombu``'s ``OperationalError`` where the broker is
    away."""
    rows = list(jobs)
    for job in rows:
        current_app.send_task(job.task, job.args, job.kwargs, task_id=job.task_id)
    return len(rows)


def set_aside(jobs: QuerySet[FailedJob], now: dt.datetime) -> int:
    """Not counted as failed any more, until it fails again."""
    return jobs.filter(set_aside_at=None).update(set_aside_at=now)


def let_go_of_the_connection() -> None:
    connection.close()


def _key(task: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    said = json.dumps([task, list(args), dict(kwargs)], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()
