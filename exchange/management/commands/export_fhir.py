"""``manage.py export_fhir --output FILE PATIENT``: a record as a bundle of FHIR R4, for ``import_fhir`` too."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from exchange.chosen import chosen
from exchange.commands import told_of
from exchange.fhir.write import bundle_of
from people import audit


class Command(BaseCommand):
    help = "Export one record as a bundle of FHIR R4 (JSON). The complete record is what export writes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("patient", metavar="PATIENT", help="a clinic's reference or an id")
        parser.add_argument("--output", type=Path, metavar="FILE", required=True)

    def handle(self, *, patient: str, output: Path, **options: Any) -> None:
        (record,) = chosen([patient], None)
        with told_of(output), transaction.atomic():
            output.write_text(bundle_of(record, at=timezone.now()), encoding="utf-8")
            audit.record("export", user=None, patient=record)
        self.stdout.write(f"The record of {record.reference} was written to {output}.")
