"""``manage.py import_table FILE``: somebody else's spreadsheet or export, whole or not at all."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from exchange.commands import IN_DOUBT, ImportCommand, refused_in_words, whole
from exchange.imports.noting import Sent
from exchange.rows import CsvRefused
from exchange.tables.bring import Brought, Open, bring
from exchange.tables.mapping import OUT, Mapping, from_json, to_json
from exchange.tables.propose import Proposal
from exchange.tables.questions import Asked, Asker
from exchange.tables.read import read_tables
from exchange.told import rows_told
from people.models import Clinic


class Command(ImportCommand):
    help = (
        "Import a table as other programs write it (.csv, .xlsx). What its columns mean is proposed. While something is"
        " not clear the questions are listed, nothing is written, and the exit code is 3."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        add_answers(parser)

    def handle(
        self,
        *,
        file: Path,
        mapping: Path | None,
        keep_mapping: Path | None,
        answer: list[str],
        accept: bool,
        clinic: str | None,
        dry_run: bool,
        confirm: bool,
        **options: Any,
    ) -> None:
        asker = Asker(answers_of(answer), accept=accept)
        with asked_in_words(file), refused_in_words(file, _way_out):
            known = _mapping(mapping)
            tables = read_tables(file.read_bytes())
            with whole(clinic, dry_run=dry_run) as (where, bar):
                now = timezone.now()
                brought = bring(
                    tables,
                    where,
                    asker,
                    now=now,
                    sent=Sent.from_path(file),
                    mapping=known,
                    confirm=confirm,
                    progress=bar.update,
                )
        self.tell(_told(brought, where), dry_run=dry_run)
        if keep_mapping:
            keep_mapping.write_text(to_json(brought.proposal.mapping), encoding="utf-8")


@contextmanager
def asked_in_words(file: Path) -> Iterator[None]:
    """What is asked ends the command with its questions, and with ``IN_DOUBT``."""
    try:
        yield
    except Asked as asked:
        read = f"{_meanings(asked.proposal)}\n" if isinstance(asked, Open) else ""
        also = _also(asked) if isinstance(asked, Open) else ""
        raise CommandError(
            f"{file}: {len(asked.questions)} questions are open, and nothing was written. Answer them with"
            f" --answer KEY=VALUE.\n{read}{asked}{also}",
            returncode=IN_DOUBT,
        ) from asked


def add_answers(parser: ArgumentParser) -> None:
    """How the questions of a table are answered."""
    parser.add_argument("--mapping", type=Path, metavar="JSON", help="what the columns mean, as it was kept")
    parser.add_argument("--keep-mapping", type=Path, metavar="JSON", help="keep what the columns were taken for")
    add_answer(parser)
    parser.add_argument("--accept", action="store_true", help="take what is proposed as the answer")


def add_answer(parser: ArgumentParser) -> None:
    parser.add_argument("--answer", action="append", default=[], metavar="KEY=VALUE", help="may be given often")


def _told(brought: Brought, where: Clinic) -> list[str]:
    facts = [f"Facts of {brought.facts} patients were written."] if brought.facts else []
    return [_meanings(brought.proposal), *rows_told(brought.done, where), *facts]


def answers_of(given: list[str]) -> dict[str, str]:
    found = {}
    for each in given:
        key, equals, value = each.rpartition("=")
        if not equals:
            raise CommandError(f"“{each}” is no answer: write KEY=VALUE.")
        found[key.strip()] = value.strip()
    return found


def _mapping(path: Path | None) -> Mapping | None:
    return from_json(path.read_text(encoding="utf-8")) if path else None


def _meanings(proposal: Proposal) -> str:
    """``patient <- subject_id``: what each column was taken for."""
    lines = []
    for name, column in proposal.mapping.columns.items():
        if column.means != OUT:
            how = [each for each in (column.unit, column.order, column.visit and f"visit {column.visit}") if each]
            lines.append(f"  {column.means} <- {name}" + (f" ({', '.join(how)})" if how else ""))
    sheet = f", sheet “{proposal.table.sheet}”" if proposal.table.sheet else ""
    return "\n".join([f"Read as “{proposal.mapping.name}”{sheet}:", *lines])


def _also(asked: Open) -> str:
    return f"\n{asked.refused}{_way_out(asked.refused)}" if asked.refused else ""


def _way_out(refused: CsvRefused) -> str:
    """How a cell that is told with its line and column can be settled."""
    first = next((problem for problem in refused.problems if problem.line and problem.column), None)
    if first is None:
        return ""
    key = f"value.{first.line}.{first.column}"
    return f"\nA cell can be left out with --answer {key}=out, or corrected with --answer {key}=VALUE."
