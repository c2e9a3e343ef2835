"""The role as which the site asks PostgreSQL: it reads and writes rows, adds to the audit, and owns nothing."""

import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import environ
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, connection, transaction
from psycopg2.errors import DeadlockDetected, LockNotAvailable
from psycopg2.extensions import encrypt_password

from people import months

# A change of a table waits for whoever reads it (a backup does for minutes), and whatever else is asked of the table
# waits behind the change. So it does not wait for long, lets the others go first, and comes again.
LOCK_SECONDS = 2.0
AGAIN_SECONDS = 10.0
TRIES = 30
AUDIT = ("people_auditevent", "people_auditseal")


class Command(BaseCommand):
    help = (
        "Make the role of APP_DATABASE_URL, or set its password anew, and say what it may do. After each migrate, as"
        " the owner of the tables; on SQLite, or without APP_DATABASE_URL, it does nothing. Twice is once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--migrate", action="store_true", help="migrate first, and make the months of the audit")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["migrate"]:
            patiently(lambda: call_command("migrate", interactive=False), self.stdout.write, AGAIN_SECONDS)
            call_command("audit_months", stdout=self.stdout)
        if connection.vendor != "postgresql" or not settings.APP_DATABASE_URL:
            self.stdout.write("No role of its own: the site asks as the owner of the tables.")
            return
        said = environ.Env.db_url_config(settings.APP_DATABASE_URL)
        name, role = said["USER"], connection.ops.quote_name(said["USER"])
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = %s", [name])
            verb = "ALTER" if cursor.fetchone() else "CREATE"
            # As the server keeps it, so that no log of statements holds the password.
            sealed = encrypt_password(said["PASSWORD"], name, cursor.connection, "scram-sha-256")
            cursor.execute(f"{verb} ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD %s", [sealed])
            for statement in granted(role):
                cursor.execute(statement)
        self.stdout.write(f"{name} may read and write rows, and add to the audit.")


def patiently(act: Callable[[], object], told: Callable[[str], object], pause: float) -> None:
    """Migrate, and step back where a table is in use; again after a ``pause`` (seconds). Each migration is done whole
    or not at all, so that none is done twice. Raises what the database said when the table stays in use."""
    for left in reversed(range(TRIES)):
        try:
            with _patience(LOCK_SECONDS):
                act()
            return
        except OperationalError as error:
            if not left or not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
                raise
        told(f"A table is in use. Nothing was changed in it; again in {pause:g} seconds.")
        time.sleep(pause)


@contextmanager
def _patience(seconds: float) -> Iterator[None]:
    """For how long this connection waits for a table; on SQLite, which has one writer at a time, as it does anyway."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{seconds * 1000:.0f}ms"])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


def granted(role: str) -> list[str]:
    """Statements: everything is taken first, so that the last word is what stands."""
    audit = ", ".join(AUDIT)
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"REVOKE UPDATE, DELETE ON {audit} FROM {role}",
        *(f"REVOKE ALL ON {part} FROM {role}" for part in sorted(months.parts())),  # reached through the whole alone
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
    ]
