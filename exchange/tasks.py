"""Doors for the worker: the work is elsewhere. Each may run twice, late and in any order."""

from celery import shared_task
from django.utils import timezone

from exchange import kept, large, running
from exchange.erase import asking
from exchange.handed import making
from exchange.research import job

LIMIT = 540  # seconds; shorter than the broker waits before it gives a message to the next worker


@shared_task(soft_time_limit=LIMIT, time_limit=LIMIT + 30)
def bring_large(file_id: str) -> None:
    """Bring a kept file in. Safe to repeat: one that somebody is at, or that is in, is left alone."""
    running.run(file_id, now=timezone.now())


@shared_task
def look_after_large() -> None:
    """Forget what is old and ask again for what was lost, of files and of exports. Safe to repeat."""
    large.look_after(timezone.now())
    job.look_after(timezone.now())


@shared_task(soft_time_limit=LIMIT, time_limit=LIMIT + 30)
def give_for_research(export_id: str) -> None:
    """Make an export that was asked for. Safe to repeat: one that somebody is at, or that is made, is left alone."""
    job.run(export_id, now=timezone.now())


@shared_task
def drop_handed_files() -> None:
    """Forget the files of links that are over. Safe to repeat."""
    making.drop_ended(timezone.now())


@shared_task
def drop_kept_files() -> None:
    """Forget the files that waited for answers for an hour. Safe to repeat."""
    kept.drop_old(timezone.now())


@shared_task(soft_time_limit=LIMIT, time_limit=LIMIT + 30)
def erase_what_is_due() -> None:
    """Erase what was asked for some days ago, and what came late to what was erased. Safe to repeat: what is erased
    stays so."""
    asking.look_after(timezone.now())
