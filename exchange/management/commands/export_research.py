"""``manage.py export_research --output FILE.zip``: the records of who said yes to research, without names."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from exchange.commands import in_its_place
from exchange.models import ResearchExport
from exchange.research import job
from exchange.research.give import give
from exchange.research.pseudonyms import Pseudonyms
from exchange.research.refused import Refused
from people.models import Clinic

POLL = 0.2  # seconds
SILENCE = 30  # seconds after which it is said that no worker has begun
State = ResearchExport.State


class Command(BaseCommand):
    help = (
        "Write the records of those who said yes to research, under pseudonyms and with moved days, as a zip: the OMOP"
        " Common Data Model 5.4, tables in the shape of PRO-ACT, counts. A worker makes it where there is one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, metavar="FILE", required=True)
        parser.add_argument("--clinic", metavar="NAME", help="only the people of this clinic")
        parser.add_argument("--here", action="store_true", help="in this process, though there is a worker")

    def handle(self, *, output: Path, clinic: str | None, here: bool, **options: Any) -> None:
        where = _named(clinic)
        try:
            Pseudonyms(settings.ALSWEAK_RESEARCH_SECRET)
            with in_its_place(output) as file:
                told = _made_here(file, where) if here or not settings.REDIS_URL else self._by_a_worker(file, where)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        rows = ", ".join(f"{count} of {name}" for name, count in told["rows"].items() if count)
        self.stdout.write(f"Given for research: {told['people']} people, written to {output}. Rows: {rows}.")
        if not told["parquet"]:
            self.stdout.write("Only CSV: for Parquet beside it install pyarrow (the extra “research”).")

    def _by_a_worker(self, file: IO[bytes], clinic: Clinic | None) -> dict[str, Any]:
        """What came of it. Whoever ends this command is not waiting any more, and nothing is given."""
        export = job.ask(clinic, now=timezone.now())
        try:
            self._wait(export)
            if export.state != State.DONE:
                raise Refused(export.told["sentence"])
            for piece in job.pieces(export):
                file.write(piece)
            return export.told
        finally:
            export.delete()

    def _wait(self, export: ResearchExport) -> None:
        began, said = time.monotonic(), False
        with tqdm(unit=" people") as bar:
            while export.state in (State.WAITING, State.UNDER_WAY):
                time.sleep(POLL)
                export.refresh_from_db()
                bar.total = export.rows
                bar.update(export.rows_done - bar.n)
                if not said and export.state == State.WAITING and time.monotonic() - began > SILENCE:
                    self.stderr.write("No worker has begun yet. With --here this process makes it.")
                    said = True


def _made_here(file: IO[bytes], clinic: Clinic | None) -> dict[str, Any]:
    with tqdm(unit=" people") as bar:

        def found(people: int) -> None:
            bar.reset(total=people)

        given = give(file, now=timezone.now(), clinic=clinic, found=found, progress=lambda people: bar.update(people))
    return {"people": len(given.people), "rows": given.rows, "parquet": given.parquet}


def _named(clinic: str | None) -> Clinic | None:
    if clinic is None:
        return None
    found = Clinic.objects.filter(name=clinic).first()
    if found is None:
        names = ", ".join(f"“{each}”" for each in Clinic.objects.order_by("name"))
        raise CommandError(f"There is no clinic “{clinic}”. Name one of these with --clinic: {names}.")
    return found
