"""``manage.py import FILE.zip``: complete records, whole or not at all."""  # noqa: N999  the command is called so

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from exchange.archive.load import ImportedArchive, import_archive
from exchange.archive.read import read_archive
from exchange.management.commands.import_csv import IN_DOUBT, the_clinic
from exchange.rows import CsvRefused, FileInDoubt
from people.models import Clinic


class Command(BaseCommand):
    help = (
        "Import complete records (a zip that export made). Records that are not here yet are made as they stood; where"
        " one is here already, values that can hardly be are listed, nothing is written, and the exit code is 3, unless"
        " --confirm is given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
        parser.add_argument("--confirm", action="store_true", help="values that can hardly be are right: keep them")
        parser.add_argument("--clinic", metavar="NAME", help="where new records go; needed where there are several")

    def handle(self, *, file: Path, dry_run: bool, confirm: bool, clinic: str | None, **options: Any) -> None:
        try:
            with file.open("rb") as stream:
                archive = read_archive(stream)
            with transaction.atomic(), tqdm(total=len(archive.observations.rows), unit=" rows") as bar:
                where = the_clinic(clinic)
                done = import_archive(archive, where, by=None, now=timezone.now(), confirm=confirm, progress=bar.update)
                transaction.set_rollback(dry_run)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except CsvRefused as refused:
            raise CommandError(f"{file} was refused, and nothing was written.\n{refused}") from refused
        except FileInDoubt as asked:
            raise CommandError(
                f"{len(asked.questions)} values of {file} are asked back, and nothing was written. Send it again with"
                f" --confirm if they are right.\n{asked}",
                returncode=IN_DOUBT,
            ) from asked
        self.stdout.write("\n".join(_told(done, where)))
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")


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
