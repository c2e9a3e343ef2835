"""Health Connect's export, an SQLite database that nobody here made: read only, two of its tables alone."""

import datetime as dt
import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from clinical.phone import Gathered
from exchange.phone.limits import check_kept
from exchange.tables.table import refused

START = b"SQLite format 3\x00"
WEIGHTS, STEPS = "weight_record_table", "steps_record_table"
COLUMNS = {
    WEIGHTS: ("time", "zone_offset", "weight"),
    STEPS: ("start_time", "start_zone_offset", "app_info_id", "count"),
}
_ASKED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA}
_UNTIL_LOOKED = 100_000  # rows


def read_health_connect(path: Path, into: Gathered) -> tuple[str, ...]:
    """The tables that are not there. Raises ``CsvRefused`` for a database that is broken or of something else."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            database.execute("PRAGMA trusted_schema=OFF")
            database.execute("PRAGMA cell_size_check=ON")
            database.set_authorizer(lambda what, *about: sqlite3.SQLITE_OK if what in _ASKED else sqlite3.SQLITE_DENY)
            if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise _broken()
            there = [name for name in COLUMNS if _is_there(database, name)]
            if not there:
                raise refused(_("This database holds no weights and no steps of Health Connect."))
            if WEIGHTS in there:
                for at, offset, grams in _rows(database, WEIGHTS, into):
                    when = _local(at, offset)
                    into.weigh(when.date(), dt.datetime.fromtimestamp(at / 1000, dt.UTC), grams / 1000)
            if STEPS in there:
                for at, offset, app, count in _rows(database, STEPS, into):
                    into.walk(_local(at, offset).date(), str(app), count)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _broken() from error
    return tuple(name for name in COLUMNS if name not in there)


def _is_there(database: sqlite3.Connection, name: str) -> bool:
    """Raises ``CsvRefused`` where it is, with other columns, or is no plain table."""
    found = database.execute("SELECT type, sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    if found is None:
        return False
    kind, made = found
    columns = {column for _id, column, *_rest in database.execute(f"PRAGMA table_info({name})")}
    missing = [column for column in COLUMNS[name] if column not in columns]
    if kind != "table" or "virtual" in str(made).lower()[:20]:
        raise _broken()
    if missing:
        told = _("The table “%(table)s” of Health Connect has no %(columns)s: this version of it is not known here.")
        raise refused(told % {"table": name, "columns": ", ".join(missing)})
    return True


def _rows(database: sqlite3.Connection, name: str, into: Gathered) -> Iterator[tuple[Any, ...]]:
    """The rows that are all numbers; others are counted as left out."""
    asked = f"SELECT {', '.join(COLUMNS[name])} FROM {name}"  # noqa: S608  names of ours alone
    for place, row in enumerate(database.execute(asked)):
        if place % _UNTIL_LOOKED == 0:
            check_kept(into)
        if all(isinstance(cell, int | float) and math.isfinite(cell) for cell in row) and _can_be(*row[:2]):
            yield row
        else:
            into.left_out += 1
    check_kept(into)


def _can_be(at: float, offset: float) -> bool:
    return 0 < at < 32e12 and abs(offset) <= 18 * 3600  # until the year 2984, as far as clocks differ


def _local(at: float, offset: float) -> dt.datetime:
    """What the clock of the phone said. ``at`` in ms, ``offset`` in s."""
    return dt.datetime.fromtimestamp(at / 1000 + offset, dt.UTC)


def _broken() -> Exception:
    return refused(_("The database of Health Connect is broken: it may have been cut off. Export it again."))
