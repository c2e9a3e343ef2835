"""``manage.py import_csv FILE``: a file of many patients, whole or not at all."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from exchange.csv import CsvRefused, FileInDoubt, read_csv
from exchange.importing import Imported, import_rows
from exchange.left_out import NOT_READ
from people.models import Clinic

IN_DOUBT = 3  # how it ends where values are asked back


class Command(BaseCommand):
    help = (
        "Import a CSV file (a row per patient, day and source). Patients who are not known yet are created. Values that"
        " can hardly be are listed, nothing is written, and the exit code is 3, unless --confirm is given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
        parser.add_argument("--confirm", action="store_true", help="values that can hardly be are right: keep them")
        parser.add_argument("--clinic", metavar="NAME", help="whose patients they are; needed where there are several")

    def handle(self, *, file: Path, dry_run: bool, confirm: bool, clinic: str | None, **options: Any) -> None:
        try:
            with file.open("rb") as stream:
                rows = read_csv(stream)
            with transaction.atomic(), tqdm(total=len(rows.rows), unit=" rows") as bar:
                where = the_clinic(clinic)
                kept: dict[str, Any] = {"future_days": True, "close_checks": True, "confirm": confirm}
                done = import_rows(rows, where, by=None, now=timezone.now(), **kept, progress=bar.update)
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
        self.stdout.write("\n".join(told(done, where)))
        self.stderr.write(NOT_READ)
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")


def the_clinic(name: str | None) -> Clinic:
    """The clinic of this name, or the only one; where there is none yet it is made. Raises ``CommandError``."""
    clinics = Clinic.objects.without_own_records()
    named = clinics.filter(name=name) if name else clinics
    if not clinics.exists():
        return Clinic.objects.create(name=name or "My clinic")
    if len(named) != 1:
        names = ", ".join(f"“{clinic}”" for clinic in clinics.order_by("name"))
        trouble = f"There is no clinic “{name}”" if name else "There are several clinics"
        raise CommandError(f"{trouble}. Name one of these with --clinic: {names}.")
    return named[0]


def told(done: Imported, clinic: Clinic) -> list[str]:
    rows = done.new + done.unchanged + done.corrected + done.repeated
    lines = [
        f"{rows} rows of {done.patients} patients in {clinic}: {done.new} new, {done.unchanged} unchanged, "
        f"{done.corrected} corrected, {done.repeated} repeated."
    ]
    if done.created:
        lines.append(f"Patients created: {', '.join(done.created)}.")
    if done.confirmed:
        lines.append(f"{done.confirmed} values that can hardly be were kept as confirmed.")
    return [*lines, *done.notes]
