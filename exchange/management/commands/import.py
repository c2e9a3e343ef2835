"""``manage.py import FILE.zip``: complete records, whole or not at all."""  # noqa: N999  the command is called so

from pathlib import Path
from typing import Any

from django.utils import timezone

from exchange.archive.load import ImportedArchive, import_archive
from exchange.archive.read import read_archive
from exchange.commands import ImportCommand, refused_in_words, whole
from exchange.imports.noting import Sent
from people.models import Clinic


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
        self.tell(_told(done, where), dry_run=dry_run)


def _told(done: ImportedArchive, clinic: Clinic) -> list[str]:
    lines = [
        f"{done.new + done.unchanged + done.corrected} rows in {clinic} (records: {done.people}): {done.new} new, "
        f"{done.unchanged} unchanged, {done.corrected} corrected."
    ]
    if done.created:
        lines.append(f"Records made: {', '.join(done.created)}.")
    if done.confirmed:
        lines.append(f"{done.confirmed} values that can hardly be were kept as confirmed.")
    return [*lines, *done.notes]
