"""``manage.py import FILE.zip``: complete records, whole or not at all."""  # noqa: N999  the command is called so

from pathlib import Path
from typing import Any

from django.utils import timezone

from exchange.archive.load import import_archive
from exchange.archive.read import read_archive
from exchange.archive.told import told
from exchange.commands import ImportCommand, refused_in_words, whole
from exchange.imports.noting import Sent


class Command(ImportCommand):
    help = (
        "Import complete records (a zip that export made). Records that are not here yet are made as they stood; where"
        " one is here already, values that can hardly be are listed, nothing is written, and the exit code is 3, unless"
        " --confirm is given."
    )

    whose = "where new records go"

    def handle(self, *, file: Path, dry_run: bool, confirm: bool, clinic: str | None, **options: Any) -> None:
        with refused_in_words(file):
            with file.open("rb") as stream:
                archive = read_archive(stream)
            with whole(clinic, rows=len(archive.observations.rows), dry_run=dry_run) as (where, bar):
                done = import_archive(
                    archive,
                    where,
                    by=None,
                    now=timezone.now(),
                    sent=Sent.from_path(file),
                    confirm=confirm,
                    progress=bar.update,
                )
        self.tell(told(done, where), dry_run=dry_run)
