"""``manage.py export_csv [PATIENT ...]``: what ``import_csv`` reads."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.csv import csv_parts, write_csv
from people import audit
from people.models import Patient
from people.records import PatientNotFound, find_patient


class Command(BaseCommand):
    help = (
        "Export records as CSV (a row per patient, day and source), of everyone or of those who are named. Measures"
        " only: no treatments, events, marks, and nothing of what is remembered."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("patients", nargs="*", metavar="PATIENT", help="a clinic's reference or an id")
        parser.add_argument("--clinic", metavar="NAME", help="only the patients of this clinic")
        parser.add_argument("--output", type=Path, metavar="FILE", help="instead of the standard output")

    def handle(self, *, patients: list[str], clinic: str | None, output: Path | None, **options: Any) -> None:
        wanted = Patient.objects.all()
        if clinic:
            wanted = wanted.filter(clinic__name=clinic)
        if patients:
            try:
                wanted = wanted.filter(pk__in=[find_patient(text).pk for text in patients])
            except PatientNotFound as error:
                raise CommandError(str(error)) from error
        references = Counter(wanted.order_by().values_list("reference", flat=True))
        twice = sorted(reference for reference, times in references.items() if times > 1)
        if twice:
            raise CommandError(f"Several clinics have a patient {', '.join(twice)}. Name one with --clinic.")
        for patient in wanted:
            audit.record("export", user=None, patient=patient)
        if output is None:
            for part in csv_parts(wanted, hidden=frozenset()):
                self.stdout.write(part, ending="")
            return
        try:
            with output.open("w", encoding="utf-8", newline="") as stream:
                write_csv(wanted, stream)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}.") from error
        self.stdout.write(f"{len(references)} patients were written to {output}.")
