"""Doors for the worker: an id in, the work is elsewhere. Each may run twice, late and in any order."""

import datetime as dt
import logging
from itertools import islice

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from symptoms.derive import maker

CHUNK = 20  # patients a job: far from the time limit of a task, and little to do again when a worker dies
SWEEP_SECONDS = 60  # from sweep to sweep, as beat has it
logger = logging.getLogger(__name__)


@shared_task
def refresh(patient_id: str) -> None:
    """Bring one report up to date. Safe to repeat: it is computed from the rows, and a newer one is never replaced."""
    maker.refresh(patient_id, now=timezone.now())


@shared_task
def refresh_many(patient_ids: list[str], since: str | None = None) -> None:
    """Bring some reports up to date, or make those that were not made since a moment. Safe to repeat: what is made is
    skipped. One that fails does not stop the others; whoever asked looks who is left."""
    moment = dt.datetime.fromisoformat(since) if since else None
    for patient_id in patient_ids:
        try:
            maker.refresh(patient_id, now=timezone.now(), since=moment)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            logger.exception("The report of %s could not be made.", patient_id)


@shared_task
def sweep_stale() -> None:
    """Ask for every report that is behind its data, its engine or the patient's day; asking twice costs one look.

    When a day turns that is everybody's. So it is asked for in the queue of the night, in which whoever has just
    written does not wait, and until the next sweep asks for whoever is left: no queue grows from sweep to sweep.
    """
    behind = maker.stale(now=timezone.now())
    while chunk := [str(patient_id) for patient_id in islice(behind, CHUNK)]:
        refresh_many.apply_async([chunk], expires=SWEEP_SECONDS)
