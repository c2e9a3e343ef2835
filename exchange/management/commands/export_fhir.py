"""``manage.py export_fhir --output FILE PATIENT``: a record as a bundle of FHIR R4, for ``import_fhir`` too."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from exchange.chosen import audited, chosen
from exchange.commands import told_of
from exchange.fhir.write import bundle_of
from people import replica


class Command(BaseCommand):
    help = "Export one record as a bundle of FHIR R4 (JSON). The complete record is what export writes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("patient", metavar="PATIENT", help="a clinic's reference or an id")
        parser.add_argument("--output", type=Path, metavar="FILE", required=True)

    def handle(self, *, patient: str, output: Path, **options: Any) -> None:
        (record,) = audited(chosen([patient], None))
        with told_of(output):
            output.write_text(replica.read(lambda: bundle_of(record, at=timezone.now())), encoding="utf-8")
        self.stdout.write(f"The record of {record.reference} was written to {output}.")
