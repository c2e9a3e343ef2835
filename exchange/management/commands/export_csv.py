"""``manage.py export_csv [PATIENT ...]``: what ``import_csv`` reads."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from exchange.chosen import chosen
from exchange.commands import ExportCommand, told_of
from exchange.csv import csv_parts, write_csv
from exchange.left_out import left_out
from people import audit


class Command(ExportCommand):
    help = (
        "Export records as CSV (a row per patient, day and source), of everyone or of those who are named. Measures"
        " only; the complete record is what export writes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--output", type=Path, metavar="FILE", help="instead of the standard output")

    def handle(self, *, patients: list[str], clinic: str | None, output: Path | None, **options: Any) -> None:
        wanted = chosen(patients, clinic)
        for patient in wanted:
            audit.record("export", user=None, patient=patient)
        if said := left_out(wanted):
            self.stderr.write(said)
        if output is None:
            for part in csv_parts(wanted, hidden=frozenset()):
                self.stdout.write(part, ending="")
            return
        with told_of(output), output.open("w", encoding="utf-8", newline="") as stream:
            write_csv(wanted, stream)
        self.stdout.write(f"{wanted.count()} patients were written to {output}.")
