"""Doors for the worker: the work is elsewhere. Each may run twice, late and in any order."""

from celery import shared_task
from django.utils import timezone

from people import mail


@shared_task
def send_mail() -> None:
    """Send the letters that wait. Safe to repeat: a letter that was sent is gone."""
    mail.send_waiting(now=timezone.now())
