"""``manage.py import_fhir FILE``: a bundle of FHIR R4, whole or not at all."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone

from exchange.commands import ImportCommand, refused_in_words, whole
from exchange.fhir.load import import_bundle, read_bundle
from exchange.imports.noting import Sent
from exchange.management.commands.import_table import add_answer, answers_of, asked_in_words
from exchange.tables.questions import Asker
from exchange.told import records_told


class Command(ImportCommand):
    help = (
        "Import a bundle of FHIR R4 (JSON): what export_fhir wrote, or what others scored with the codes of the"
        " ALSFRS-R. What is not known is left out and told. Who is like somebody who is here is asked about,"
        " and values that can hardly be are listed: nothing is written, and the exit code is 3, unless --answer or"
        " --confirm is given."
    )

    whose = "where new records go"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        add_answer(parser)

    def handle(
        self, *, file: Path, answer: list[str], dry_run: bool, confirm: bool, clinic: str | None, **options: Any
    ) -> None:
        now, asker = timezone.now(), Asker(answers_of(answer))
        with asked_in_words(file), refused_in_words(file):
            brought = read_bundle(file.read_bytes(), now=now)
            with whole(clinic, rows=len(brought.rows.rows), dry_run=dry_run) as (where, bar):
                sent = Sent.from_path(file)
                more: dict[str, Any] = {"sent": sent, "confirm": confirm, "asker": asker, "progress": bar.update}
                done = import_bundle(brought, where, by=None, now=now, **more)
        self.tell(records_told(done, where), dry_run=dry_run)
