"""Doors for the worker: the work is elsewhere. Each may run twice, late and in any order."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from people import mail, seals


@shared_task
def send_mail() -> None:
    """Send the letters that wait. Safe to repeat: a letter that was sent is gone."""
    mail.send_waiting(now=timezone.now())


@shared_task
def drop_sessions() -> None:
    """Forget the sessions that are over, with what was typed in them. Safe to repeat."""
    SessionStore.clear_expired()


@shared_task
def seal_audit() -> None:
    """Seal what was done since. Safe to repeat: of two at once one finds its number taken and does nothing."""
    seals.seal(now=timezone.now())
