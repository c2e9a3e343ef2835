"""Doors for the worker: the work is elsewhere. Each may run twice, late and in any order."""

from celery import shared_task
from django.utils import timezone

from symptoms.day import drafts, reminders


@shared_task
def record_waiting_drafts() -> None:
    """Make entries of the answers of those who have stopped. Safe to repeat: a draft is one entry, by its id."""
    drafts.record_waiting(now=timezone.now())


@shared_task
def remind() -> None:
    """Write to those who want to be reminded. Safe to repeat: one e-mail a day for each."""
    reminders.send_due(now=timezone.now())
