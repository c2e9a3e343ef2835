"""``manage.py refresh [PATIENT ...] [--all]``: reports at once in this process, or by all the workers there are."""

import time
import uuid
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from people.models import Patient
from people.services import PatientNotFound, find_patient
from symptoms import derive, tasks

CHUNK = 20  # patients a job: far from the time limit of a task


class Command(BaseCommand):
    help = "Make the reports of those who are named, of everyone (--all), or else of those whose report is behind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("patients", nargs="*", metavar="PATIENT", help="a clinic's reference or an id")
        parser.add_argument("--all", action="store_true", help="everyone, also where the report is up to date")
        parser.add_argument("--queue", action="store_true", help="hand them to the Celery workers, in chunks")

    def handle(self, *, patients: list[str], all: bool, queue: bool, **options: Any) -> None:
        try:
            named = [find_patient(text).pk for text in patients]
        except PatientNotFound as error:
            raise CommandError(str(error)) from error
        everyone = Patient.objects.order_by("pk").values_list("pk", flat=True)
        wanted = named or list(everyone if all else derive.stale(now=timezone.now()))
        if queue:
            self.hand_over(wanted, again=bool(named or all))
        else:
            self.refresh(wanted, again=bool(named or all))

    def hand_over(self, wanted: list[uuid.UUID], again: bool) -> None:
        if not settings.REDIS_URL:
            raise CommandError("Without REDIS_URL there are no workers to hand this to. Run it without --queue.")
        for start in tqdm(range(0, len(wanted), CHUNK), unit=" jobs"):
            tasks.refresh_many.delay([str(pk) for pk in wanted[start : start + CHUNK]], again)
        self.stdout.write(f"{len(wanted)} patients were handed to the workers.")

    def refresh(self, wanted: list[uuid.UUID], again: bool) -> None:
        failed = 0
        began = time.monotonic()
        for pk in tqdm(wanted, unit=" patients"):
            try:
                derive.refresh(pk, now=timezone.now(), again=again)
            except Exception as error:  # the others are worth having
                failed += 1
                self.stderr.write(f"{pk}: {type(error).__name__}: {error}")
        seconds = time.monotonic() - began
        done = len(wanted) - failed
        self.stdout.write(f"{done} patients in {seconds:.1f} s, {done / max(seconds, 0.001):.1f} patients per second.")
        if failed:
            raise CommandError(f"{failed} of {len(wanted)} failed; their last report stays.")
