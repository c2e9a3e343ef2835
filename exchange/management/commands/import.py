"""``manage.py import FILE``: records, a FHIR bundle, a phone's export, or a table, whole or not at all."""  # noqa: N999  the command is called so

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone

from exchange.archive.load import import_archive
from exchange.archive.read import read_archive
from exchange.assistant.apart import kind_of
from exchange.commands import ImportCommand, refused_in_words, whole
from exchange.imports.noting import Sent
from exchange.management.commands import import_csv, import_fhir, import_table
from exchange.models import Import
from exchange.phone.bring import bring_phone
from exchange.phone.export import read_export
from exchange.phone.told import found_in
from exchange.tables.questions import Asker
from exchange.tables.who import SPELT
from exchange.told import records_told, rows_told


class Command(ImportCommand):
    help = (
        "Import a file of any kind that is read here. Of complete records (a zip that export made), those that are not"
        " here yet are made as they stood, but one that is like somebody's who is here is asked about (--answer);"
        " where one is here already, values that can hardly be are listed: nothing is written, and the exit code is 3,"
        " unless --confirm is given. A bundle of FHIR is brought in as import_fhir"
        " does it, a table as import_csv or import_table does it. Of a phone's export (Apple Health, Health Connect)"
        " come weight, steps and walking asymmetry: --patient says whose phone it is, --answer from=all that days"
        " before the record count too."
    )

    whose = "where new records go"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        import_table.add_answers(parser)
        parser.add_argument("--patient", metavar="REF", help="whose phone or table it is: the clinic's reference")

    def handle(self, *, file: Path, dry_run: bool, confirm: bool, clinic: str | None, **options: Any) -> None:
        with refused_in_words(file), file.open("rb") as stream:
            kind = kind_of(stream)
        if options["patient"]:
            options["answer"] = [*options["answer"], f"patient={options['patient']}"]
        if kind is Import.Kind.PHONE:
            self._of_phone(file, dry_run=dry_run, confirm=confirm, clinic=clinic, **options)
            return
        if kind is not Import.Kind.ARCHIVE:
            module = import_csv if kind is Import.Kind.CSV and not _as_a_table(options) else import_table
            module = import_fhir if kind is Import.Kind.FHIR else module
            command = module.Command(stdout=self.stdout, stderr=self.stderr)
            command.handle(file=file, dry_run=dry_run, confirm=confirm, clinic=clinic, **options)
            return
        asker = Asker(import_table.answers_of(options["answer"]))
        with import_table.asked_in_words(file), refused_in_words(file):
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
                    asker=asker,
                    progress=bar.update,
                )
        self.tell(records_told(done, where), dry_run=dry_run)

    def _of_phone(
        self, file: Path, *, dry_run: bool, confirm: bool, clinic: str | None, answer: list[str], **options: Any
    ) -> None:
        asker = Asker(import_table.answers_of(answer), accept=bool(options["accept"]))
        with import_table.asked_in_words(file), refused_in_words(file):
            with file.open("rb") as stream:
                export = read_export(stream)
            with whole(clinic, rows=len(export.days), dry_run=dry_run) as (where, bar):
                brought = bring_phone(
                    export,
                    where,
                    asker,
                    now=timezone.now(),
                    sent=Sent.from_path(file),
                    confirm=confirm,
                    progress=bar.update,
                )
        found = [f"  {name}: {days}" for name, days in found_in(export).items()]
        self.tell([f"Read as “{export.make}”:", *found, *rows_told(brought.done, where)], dry_run=dry_run)


def _as_a_table(options: dict[str, Any]) -> bool:
    """Whether more was said of a table of ours than which references are the same person's."""
    more = any(options[name] for name in ("mapping", "keep_mapping", "accept"))
    return more or any(not key.startswith(f"{SPELT}.") for key in import_table.answers_of(options["answer"]))
