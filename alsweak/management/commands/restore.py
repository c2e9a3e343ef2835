"""``manage.py restore``: a backup into the empty database that ``DATABASE_URL`` names."""

from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from alsweak.backup import erased
from alsweak.backup.restoring import compared, opened, refuse_a_filled_database, restore


class Command(BaseCommand):
    help = (
        "Restore a backup into an empty database, PostgreSQL or SQLite, wherever it came from. Whoever the list of what"
        " was erased names, where it lies beside the file, is erased again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--identity", type=Path, help="a file with the secret key of age; -: it is typed in")

    def handle(self, *, file: Path, identity: Path | None, **options: Any) -> None:
        with opened(file, identity) as (archive, manifest):
            refuse_a_filled_database()
            restore(archive, manifest)
        wrong = []
        for table, rows, same in compared(manifest):
            self.stdout.write(f"{table}: {rows} rows, {'the same' if same else 'NOT AS IN THE BACKUP'}")
            wrong += [] if same else [table]
        if wrong:
            raise CommandError(f"Do not use this database: {', '.join(wrong)} differ from the backup.")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("audit_months", stdout=StringIO())  # of a SQLite, what came lies in none of them yet
        self.stdout.write(f"All is as it was on {manifest['made_at']}.")
        since = file.with_name(erased.NAME)
        if since.exists():
            self.stdout.write(f"But for what {since.name} beside it says was erased:")
            call_command("erase", again=since, stdout=self.stdout)
