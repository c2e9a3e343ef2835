"""Doors for the worker: an id in, the work is elsewhere. Each may run twice, late and in any order."""

import datetime as dt
import logging

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from symptoms.derive import maker

logger = logging.getLogger(__name__)


@shared_task
def refresh(patient_id: str) -> None:
    """Bring one report up to date. Safe to repeat: it is computed from the rows, and a newer one is never replaced."""
    maker.refresh(patient_id, now=timezone.now())


@shared_task
def refresh_many(patient_ids: list[str], since: str) -> None:
    """Make the reports that were not made since a moment. Safe to repeat: what is made is skipped. One that fails does
    not stop the others; whoever asked looks who is left."""
    for patient_id in patient_ids:
        try:
            maker.refresh(patient_id, now=timezone.now(), since=dt.datetime.fromisoformat(since))
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            logger.exception("The report of %s could not be made.", patient_id)


@shared_task
def sweep_stale() -> None:
    """Ask for every report that is behind its data, its engine or the patient's day; asking twice costs one look."""
    for patient_id in maker.stale(now=timezone.now()):
        refresh.delay(str(patient_id))
