"""Doors for the worker."""

from celery import shared_task
from django.utils import timezone

from care import places


@shared_task
def catch_up() -> None:
    """Bring the list up to date. Safe to repeat: a place is made from the rows that stand, and twice is once."""
    places.catch_up(timezone.now())
