"""Doors for the worker: an id in, the work is elsewhere. Each may run twice, late and in any order."""

from celery import shared_task
from django.utils import timezone

from symptoms import derive


@shared_task
def refresh(patient_id: str) -> None:
    """Bring one report up to date. Safe to repeat: it is computed from the rows, and a newer one is never replaced."""
    derive.refresh(patient_id, now=timezone.now())


@shared_task
def refresh_many(patient_ids: list[str], again: bool) -> None:
    """Bring some reports up to date. What a failure leaves undone, the sweep asks for one by one."""
    for patient_id in patient_ids:
        derive.refresh(patient_id, now=timezone.now(), again=again)


@shared_task
def sweep_stale() -> None:
    """Ask for every report that is behind its data, its engine or the patient's day; asking twice costs one look."""
    for patient_id in derive.stale(now=timezone.now()):
        refresh.delay(str(patient_id))
