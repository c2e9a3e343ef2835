"""``manage.py report PATIENT [--at DATE]``: the computed report as JSON."""

import datetime as dt
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people import audit
from people.records import PatientNotFound, find_patient
from reports.summary import summary_for
from symptoms.derive import maker
from symptoms.read.private import none_hidden


class Command(BaseCommand):
    help = "Bring a patient's report up to date and print it as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("patient", metavar="PATIENT", help="the clinic's reference or the id")
        parser.add_argument("--at", type=dt.date.fromisoformat, metavar="DATE", help="as it would have stood that day")

    def handle(self, *, patient: str, at: dt.date | None, **options: Any) -> None:
        try:
            found = find_patient(patient)
        except PatientNotFound as error:
            raise CommandError(str(error)) from error
        audit.record("export", user=None, patient=found, detail="report")
        if at:
            said = summary_for(found, at, none_hidden).json()
        else:
            maker.refresh(found.pk, now=timezone.now())
            said = summary_for(found, hides=none_hidden).json()
        self.stdout.write(json.dumps(said, indent=1, ensure_ascii=False))
