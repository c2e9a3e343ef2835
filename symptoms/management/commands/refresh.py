"""``manage.py refresh [PATIENT ...] [--all] [--queue]``: reports in this process, or by all the workers there are."""

import datetime as dt
import time
import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from kombu.exceptions import OperationalError
from tqdm import tqdm

from people.models import Patient
from people.records import PatientNotFound, find_patient
from symptoms.derive import maker
from symptoms.derive.queueing import refresh_by_workers


class Command(BaseCommand):
    help = "Make the reports of those who are named, of everyone (--all), or else of those whose report is behind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("patients", nargs="*", metavar="PATIENT", help="a clinic's reference or an id")
        parser.add_argument("--all", action="store_true", help="everyone, also where the report is up to date")
        parser.add_argument("--queue", action="store_true", help="hand them to the Celery workers, in chunks")

    def handle(self, *, patients: list[str], all: bool, queue: bool, **options: Any) -> None:
        if queue and not settings.REDIS_URL:
            raise CommandError("Without REDIS_URL there are no workers to hand this to. Run it without --queue.")
        try:
            named = [find_patient(text).pk for text in patients]
        except PatientNotFound as error:
            raise CommandError(str(error)) from error
        since = timezone.now()
        everyone = Patient.objects.order_by("pk").values_list("pk", flat=True)
        wanted = list(dict.fromkeys(named or (everyone if all else maker.stale(now=since))))
        began = time.monotonic()
        done = 0
        with tqdm(total=len(wanted), unit=" patients") as bar:
            for made in self.by_workers(wanted, since) if queue else self.here(wanted, since):
                done += made
                bar.update(made)
        seconds = time.monotonic() - began
        self.stdout.write(f"{done} patients in {seconds:.1f} s, {done / max(seconds, 0.001):.1f} patients per second.")
        if left := len(wanted) - done:
            what = "are left" if queue else "failed"
            raise CommandError(f"{left} of {len(wanted)} {what}; their last report stays.")

    def here(self, wanted: list[uuid.UUID], since: dt.datetime) -> Iterator[int]:
        for pk in wanted:
            try:
                maker.refresh(pk, now=timezone.now(), since=since)
            except Exception as error:  # the others are worth having
                self.stderr.write(f"{pk}: {type(error).__name__}: {error}")
            else:
                yield 1

    def by_workers(self, wanted: list[uuid.UUID], since: dt.datetime) -> Iterator[int]:
        left = set(wanted)
        try:
            for made in refresh_by_workers(wanted, since=since):
                left -= made
                yield len(made)
        except OperationalError as away:
            raise CommandError(f"Redis does not answer ({away}). What was handed over is being worked on.") from away
        for pk in sorted(left)[:20]:
            self.stderr.write(f"{pk}: no worker has made this report; the worker's log may say why.")
