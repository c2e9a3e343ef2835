"""SQLite: its backup interface, which copies a database as it is at one moment while others write."""

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import CommandError
from django.db.backends.base.base import BaseDatabaseWrapper

from alsweak.backup.archive import HIDDEN, PART

NAME = "database.sqlite3"


@contextmanager
def of_one_moment(connection: BaseDatabaseWrapper, folder: Path) -> Iterator[Path]:
    """While the block runs, the connection sees the database as it is now. Gives a file with a copy of the same, gone
    afterwards. Others write meanwhile, into SQLite's log."""
    with TemporaryDirectory(dir=folder, prefix=HIDDEN, suffix=PART) as beside, connection.cursor() as cursor:
        copy = Path(beside, NAME)
        cursor.execute("BEGIN DEFERRED")  # that of Django would be a writer's
        try:
            cursor.execute("SELECT count(*) FROM sqlite_master")  # the moment
            _fill(copy, connection.connection)
            yield copy
        finally:
            cursor.execute("ROLLBACK")


def _fill(copy: Path, source: sqlite3.Connection) -> None:
    try:
        with closing(sqlite3.connect(copy)) as written:
            source.backup(written)
    except sqlite3.OperationalError as error:  # of a full disk, for one
        raise OSError(errno.EIO, str(error)) from error


def load(connection: BaseDatabaseWrapper, pieces: Iterable[bytes]) -> None:
    """A database file into an empty database, whole or not at all."""
    place = str(connection.settings_dict["NAME"])
    connection.close()
    with TemporaryDirectory(dir=Path(place).parent, prefix=HIDDEN, suffix=PART) as beside:
        copy = Path(beside, NAME)
        with copy.open("wb") as stream:
            for piece in pieces:
                stream.write(piece)
        with closing(sqlite3.connect(copy)) as opened:
            if opened.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise CommandError(f"SQLite finds {NAME} damaged. Nothing was restored.")
            with closing(sqlite3.connect(place)) as written:
                opened.backup(written)
