"""Doors for the worker: the work is elsewhere. Each may run twice, late and in any order."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from reports.pdf import run, waiting

LIMIT = 60  # seconds


@shared_task(bind=True, ignore_result=False, soft_time_limit=LIMIT, time_limit=LIMIT + 20)
def make_pdf(self: Any, printout_id: str) -> dict[str, str]:
    """Make a PDF that was asked for. Safe to repeat: of one record, period and day it is the same."""
    self.update_state(state="READ")
    return run.run(printout_id)


@shared_task
def look_after_pdfs() -> None:
    """Forget what was not fetched and ask again for what was lost. Safe to repeat."""
    waiting.look_after(timezone.now())
