"""``manage.py export --output FILE.zip [PATIENT ...]``: the complete record, which ``import`` takes back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone

from exchange.archive.write import one_moment, write_archive
from exchange.chosen import audited, chosen
from exchange.commands import ExportCommand, in_its_place
from exchange.fhir.write import bundles
from people import replica


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
        wanted = audited(chosen(patients, clinic))
        with in_its_place(output) as file:

            def write() -> dict[str, int]:
                with one_moment():
                    beside = bundles(wanted) if fhir or wanted.count() == 1 else ()
                    return write_archive(wanted, file, made_at=timezone.now(), beside=beside)

            rows = replica.written(file, write)
        counts = ", ".join(f"{count} of {name}" for name, count in rows.items() if count)
        self.stdout.write(f"Records written to {output}: {rows['people.csv']}. Rows: {counts}.")
