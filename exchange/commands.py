"""The frame of the commands that bring records in and take them out: what they ask for, and how they fail."""

import os
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from exchange.rows import CsvRefused, FileInDoubt
from people.models import Clinic

IN_DOUBT = 3  # how a command ends where something is asked back


class ExportCommand(BaseCommand):
    """Takes records out: of everyone, or of those who are named (``exchange.chosen``)."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("patients", nargs="*", metavar="PATIENT", help="a clinic's reference or an id")
        parser.add_argument("--clinic", metavar="NAME", help="only the patients of this clinic")


class ImportCommand(BaseCommand):
    """Brings a file in, whole or not at all."""

    whose = "whose patients they are"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
        parser.add_argument("--confirm", action="store_true", help="values that can hardly be are right: keep them")
        parser.add_argument("--clinic", metavar="NAME", help=f"{self.whose}; needed where there are several")

    def tell(self, lines: list[str], *, dry_run: bool) -> None:
        self.stdout.write("\n".join(lines))
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")


@contextmanager
def told_of(file: Path) -> Iterator[None]:
    """A file that cannot be read or written ends the command in a sentence."""
    try:
        yield
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error


@contextmanager
def in_its_place(output: Path) -> Iterator[IO[bytes]]:
    """A file to write, beside ``output`` and then in its place: one that is half written never bears its name."""
    with told_of(output):
        with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as file:
            try:
                yield cast("IO[bytes]", file)
            except BaseException:
                os.unlink(file.name)
                raise
        os.replace(file.name, output)


@contextmanager
def refused_in_words(file: Path, way_out: Callable[[CsvRefused], str] = lambda refused: "") -> Iterator[None]:
    """Whatever keeps a file out ends the command in sentences, with ``IN_DOUBT`` where values are asked back.
    ``way_out``: what can be done about a refusal, after its sentences."""
    try:
        with told_of(file):
            yield
    except CsvRefused as refused:
        raise CommandError(f"{file} was refused, and nothing was written.\n{refused}{way_out(refused)}") from refused
    except FileInDoubt as asked:
        raise CommandError(
            f"{len(asked.questions)} values of {file} are asked back, and nothing was written. Send it again with"
            f" --confirm if they are right.\n{asked}",
            returncode=IN_DOUBT,
        ) from asked


@contextmanager
def whole(clinic: str | None, *, rows: int | None = None, dry_run: bool) -> Iterator[tuple[Clinic, "tqdm[Any]"]]:
    """One transaction and its progress, and the clinic that the file goes into (``the_clinic``)."""
    with transaction.atomic(), tqdm(total=rows, unit=" rows") as bar:
        yield the_clinic(clinic), bar
        transaction.set_rollback(dry_run)


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
