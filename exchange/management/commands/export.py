"""``manage.py export --output FILE.zip [PATIENT ...]``: the complete record, which ``import`` takes back."""

import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from exchange.archive.write import one_moment, write_archive
from exchange.chosen import chosen
from exchange.commands import ExportCommand, in_its_place
from exchange.fhir.write import bundles
from people import audit
from people.models import Patient


def audited(patients: QuerySet[Patient]) -> list[uuid.UUID]:
    """Note of each that it is exported; who they are."""
    ids = list(patients.values_list("pk", flat=True))
    audit.record_all("export", dict.fromkeys(ids, ""), user=None)
    return ids


class Command(ExportCommand):
    help = "Export complete records, of everyone or of those who are named, as a zip of tables with a manifest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--output", type=Path, metavar="FILE", required=True)
        parser.add_argument(
            "--fhir",
            action="store_true",
            help="a bundle of FHIR of each record too; of a single record it is always in",
        )

    def handle(self, *, patients: list[str], clinic: str | None, output: Path, fhir: bool, **options: Any) -> None:
        wanted = chosen(patients, clinic)
        # Noted first, and kept before anything is read: within the one moment of reading, a row of the audit would fail
        # where somebody has written in its record since.
        wanted = Patient.objects.filter(pk__in=audited(wanted))
        with in_its_place(output) as file, one_moment():
            beside = bundles(wanted) if fhir or wanted.count() == 1 else ()
            rows = write_archive(wanted, file, made_at=timezone.now(), beside=beside)
        counts = ", ".join(f"{count} of {name}" for name, count in rows.items() if count)
        self.stdout.write(f"Records written to {output}: {rows['people.csv']}. Rows: {counts}.")
