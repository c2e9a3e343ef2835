"""``manage.py export --output FILE.zip [PATIENT ...]``: the complete record, which ``import`` takes back."""

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from exchange.archive.write import write_archive
from exchange.chosen import chosen
from people import audit


class Command(BaseCommand):
    help = "Export complete records, of everyone or of those who are named, as a zip of tables with a manifest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("patients", nargs="*", metavar="PATIENT", help="a clinic's reference or an id")
        parser.add_argument("--clinic", metavar="NAME", help="only the patients of this clinic")
        parser.add_argument("--output", type=Path, metavar="FILE", required=True)

    def handle(self, *, patients: list[str], clinic: str | None, output: Path, **options: Any) -> None:
        wanted = chosen(patients, clinic)
        try:
            # Beside it and then in its place: a half-written archive never bears its name.
            with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as file:
                try:
                    with transaction.atomic():
                        rows = write_archive(wanted, file, made_at=timezone.now())
                        for patient in wanted:
                            audit.record("export", user=None, patient=patient)
                except BaseException:
                    os.unlink(file.name)
                    raise
            os.replace(file.name, output)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}.") from error
        counts = ", ".join(f"{count} of {name}" for name, count in rows.items() if count)
        self.stdout.write(f"Records written to {output}: {rows['people.csv']}. Rows: {counts}.")
