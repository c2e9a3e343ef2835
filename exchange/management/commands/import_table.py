"""``manage.py import_table FILE``: somebody else's spreadsheet or export, whole or not at all."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from exchange.management.commands.import_csv import IN_DOUBT, the_clinic, told
from exchange.rows import CsvRefused
from exchange.tables.bring import Brought, Open, bring
from exchange.tables.mapping import OUT, Mapping, from_json, to_json
from exchange.tables.propose import Proposal
from exchange.tables.questions import Asker
from exchange.tables.read import read_tables


class Command(BaseCommand):
    help = (
        "Import a table as other programs write it (.csv, .xlsx). What its columns mean is proposed. While something is"
        " not clear the questions are listed, nothing is written, and the exit code is 3."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", type=Path, metavar="JSON", help="what the columns mean, as it was kept")
        parser.add_argument("--keep-mapping", type=Path, metavar="JSON", help="keep what the columns were taken for")
        parser.add_argument("--answer", action="append", default=[], metavar="KEY=VALUE", help="may be given often")
        parser.add_argument("--accept", action="store_true", help="take what is proposed as the answer")
        parser.add_argument("--clinic", metavar="NAME", help="whose patients they are; needed where there are several")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
        parser.add_argument("--confirm", action="store_true", help="values that can hardly be are right: keep them")

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
        asker = Asker(_answers(answer), accept=accept)
        try:
            known = _mapping(mapping)
            tables = read_tables(file.read_bytes())
            with transaction.atomic(), tqdm(unit=" rows") as bar:
                where = the_clinic(clinic)
                now = timezone.now()
                brought = bring(tables, where, asker, now=now, mapping=known, confirm=confirm, progress=bar.update)
                transaction.set_rollback(dry_run)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except CsvRefused as refused:
            raise CommandError(
                f"{file} was refused, and nothing was written.\n{refused}{_way_out(refused)}"
            ) from refused
        except Open as asked:
            raise CommandError(
                f"{file}: {len(asked.questions)} questions are open, and nothing was written. Answer them with"
                f" --answer KEY=VALUE.\n{_meanings(asked.proposal)}\n{asked}{_also(asked)}",
                returncode=IN_DOUBT,
            ) from asked
        self._tell(brought, where, dry_run)
        if keep_mapping:
            keep_mapping.write_text(to_json(brought.proposal.mapping), encoding="utf-8")

    def _tell(self, brought: Brought, where: Any, dry_run: bool) -> None:
        self.stdout.write(_meanings(brought.proposal))
        self.stdout.write("\n".join(told(brought.done, where)))
        if brought.facts:
            self.stdout.write(f"Facts of {brought.facts} patients were written.")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")


def _answers(given: list[str]) -> dict[str, str]:
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
