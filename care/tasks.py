"""Doors for the worker."""

from celery import shared_task
from django.utils import timezone

from care import overviews, places
from care.before import letters


@shared_task
def catch_up() -> None:
    """Bring the list up to date. Safe to repeat: a place is made from the rows that stand, and twice is once."""
    places.catch_up(timezone.now())


@shared_task
def overview(clinic_id: int) -> None:
    """Make one clinic's view over its people. Safe to repeat: it is made from the rows, and a newer one stays."""
    overviews.make(clinic_id, timezone.now())


@shared_task
def make_overviews() -> None:
    """Ask for every view that is behind its clinic's night; asking twice costs one look."""
    for clinic_id in overviews.behind(timezone.now()):
        overview.delay(clinic_id)


@shared_task
def ask_before_visits() -> None:
    """Write to those whom to ask before a visit. Safe to repeat: one letter for each person and visit."""
    letters.send_due(now=timezone.now())
