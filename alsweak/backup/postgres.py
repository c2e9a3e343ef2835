"""PostgreSQL: pg_dump and pg_restore, of the server's version or newer, beside our own connection."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from django.core.management.base import CommandError
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2.extensions import make_dsn

from alsweak.backup.archive import pieces_of

OF_PSYCOPG = ("cursor_factory", "password")  # not in the arguments of a program, which others on the machine can read


@contextmanager
def of_one_moment(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """While the block runs, the connection sees the database as it is now. Gives the name by which pg_dump sees the
    same."""
    kept = connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS", False)
    connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = False  # else a table would have to fit into memory
    try:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
                cursor.execute(f"SET LOCAL {limit} = 0")  # those of pages
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            yield snapshot
    finally:
        connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = kept


def dump(connection: BaseDatabaseWrapper, snapshot: str) -> Iterator[bytes]:
    """The whole database in pg_dump's custom format, in pieces."""
    with _running(
        "pg_dump", connection, "--format=custom", f"--snapshot={snapshot}", stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        yield from pieces_of(process.stdout)


def load(connection: BaseDatabaseWrapper, pieces: Iterable[bytes]) -> None:
    """A dump into an empty database, whole or not at all."""
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    with _running("pg_restore", connection, *options, stdin=subprocess.PIPE) as process:
        assert process.stdin
        try:
            with process.stdin as stream:
                for piece in pieces:
                    stream.write(piece)
        except BrokenPipeError:  # it says why
            pass
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # else the first pages are planned for empty tables


@contextmanager
def _running(
    name: str, connection: BaseDatabaseWrapper, *options: str, stdin: int | None = None, stdout: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    program = shutil.which(name)
    if program is None:
        raise CommandError(f"There is no {name}: install the client programs of PostgreSQL.")
    given = connection.get_connection_params()
    address = make_dsn(**{key: value for key, value in given.items() if key not in OF_PSYCOPG})
    secret = {"PGPASSWORD": given["password"]} if given.get("password") else {}
    with tempfile.TemporaryFile() as said:
        command = [program, *options, "--dbname", address]
        process = subprocess.Popen(command, stderr=said, env=os.environ | secret, stdin=stdin, stdout=stdout)  # noqa: S603  our own words
        try:
            yield process
            code = process.wait()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
            for stream in (process.stdin, process.stdout):
                if stream:
                    stream.close()
        if code:
            raise CommandError(f"{name} could not do it: {_first_line(said)}")


def _first_line(said: IO[bytes]) -> str:
    """What follows on it may be a row."""
    said.seek(0)
    return said.readline().decode(errors="replace").strip()
