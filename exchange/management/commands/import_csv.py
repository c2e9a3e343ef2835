"""``manage.py import_csv FILE``: a file of many patients, whole or not at all."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone

from exchange.commands import ImportCommand, refused_in_words, whole
from exchange.csv import read_csv
from exchange.importing import import_rows
from exchange.imports.noting import Sent
from exchange.left_out import NOT_READ
from exchange.management.commands.import_table import add_answer, answers_of, asked_in_words
from exchange.tables.questions import Asker
from exchange.tables.who import as_meant
from exchange.told import rows_told


class Command(ImportCommand):
    help = (
        "Import a CSV file (a row per patient, day and source). Patients who are not known yet are created. A"
        " reference that is spelt like another one is asked about, and values that can hardly be are listed: nothing is"
        " written, and the exit code is 3, unless --answer or --confirm is given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        add_answer(parser)

    def handle(
        self, *, file: Path, answer: list[str], dry_run: bool, confirm: bool, clinic: str | None, **options: Any
    ) -> None:
        asker = Asker(answers_of(answer))
        with asked_in_words(file), refused_in_words(file):
            with file.open("rb") as stream:
                rows = read_csv(stream)
            with whole(clinic, rows=len(rows.rows), dry_run=dry_run) as (where, bar):
                kept: dict[str, Any] = {"future_days": True, "close_checks": True, "confirm": confirm}
                how = {"sent": Sent.from_path(file), "progress": bar.update, **kept}
                done = import_rows(as_meant(rows, where, asker), where, by=None, now=timezone.now(), **how)
        self.tell(rows_told(done, where), dry_run=dry_run)
        self.stderr.write(NOT_READ)
