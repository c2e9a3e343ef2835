"""Jobs that fail as they are told, for workers of their own: ``celery -A tests.alsweak.jobs.broken worker``."""

import os
import signal
import time
from contextlib import suppress

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError

from alsweak.celery import app  # noqa: F401  what the command looks for


@shared_task
def refuses(name):
    raise ValueError(f"{name} is no number")


@shared_task
def works(name):
    pass


@shared_task(bind=True)
def passes(self, times):
    """A database that is away for some tries."""
    if self.request.retries < times:
        raise OperationalError("the server closed the connection")


@shared_task(soft_time_limit=1, time_limit=2)
def hangs():
    """It does not hear that its time is over."""
    while True:
        with suppress(SoftTimeLimitExceeded):
            time.sleep(60)


@shared_task
def dies():
    os.kill(os.getpid(), signal.SIGKILL)
