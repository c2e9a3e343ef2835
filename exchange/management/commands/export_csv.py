"""``manage.py export_csv [PATIENT ...]``: what ``import_csv`` reads."""

import shutil
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from exchange.chosen import audited, chosen
from exchange.commands import ExportCommand, told_of
from exchange.csv import write_csv
from exchange.left_out import left_out
from people import replica


class Command(ExportCommand):
    help = (
        "Export records as CSV (a row per patient, day and source), of everyone or of those who are named. Measures"
        " only; the complete record is what export writes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--output", type=Path, metavar="FILE", help="instead of the standard output")

    def handle(self, *, patients: list[str], clinic: str | None, output: Path | None, **options: Any) -> None:
        wanted = audited(chosen(patients, clinic))
        if said := replica.read(lambda: left_out(wanted)):
            self.stderr.write(said)
        with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as file:
            replica.written(file, lambda: write_csv(wanted, file))
            file.seek(0)
            if output is None:
                for line in file:
                    self.stdout.write(line, ending="")
                return
            with told_of(output), output.open("w", encoding="utf-8", newline="") as stream:
                shutil.copyfileobj(file, stream)
        self.stdout.write(f"{wanted.count()} patients were written to {output}.")
