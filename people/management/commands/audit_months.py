"""The parts of the audit on PostgreSQL, made ahead of time."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from django.utils import timezone
from psycopg2.errors import InsufficientPrivilege

from people import months


class Command(BaseCommand):
    help = (
        f"Make the months of the audit that lack, up to {months.AHEAD} from now, and move what came before its month"
        " was made. As the owner of the tables, on PostgreSQL; on SQLite it does nothing. Twice is once."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = months.make(timezone.now())
        except ProgrammingError as error:
            if not isinstance(error.__cause__, InsufficientPrivilege):
                raise
            raise CommandError(
                "Only the owner of the tables makes months, which DATABASE_URL has to name: see docs/clinic.md."
            ) from error
        for name in made:
            self.stdout.write(f"made {name}")
