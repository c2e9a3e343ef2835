"""The audit in months (UTC): on PostgreSQL its table has a part for each, made ahead of time by whoever owns it.

What comes in a month that has none is kept all the same, in a part of its own, and moves when its month is made. On
SQLite the audit is one table, and nothing here does anything.
"""

import datetime as dt
import time
from collections.abc import Sequence
from itertools import count
from typing import Any

from django.db import OperationalError, connection, transaction
from psycopg2.errors import LockNotAvailable

from people.models import AccessToken, AuditEvent, Patient, User

TABLE = AuditEvent._meta.db_table
REST = f"{TABLE}_rest"  # of no month that was made
# A part comes and goes with its foreign keys, for which the tables that they point at are locked too.
LOCKED = [model._meta.db_table for model in (AccessToken, Patient, User, AuditEvent)]
AHEAD = 12  # months: each costs what reads the whole audit of somebody 0.03 to 0.1 ms
ENOUGH = 2
PATIENCE, TRIES, PAUSE_SECONDS = "200ms", 30, 1  # for a table that somebody holds: pages wait behind who waits
PARTS = "SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = %s::regclass"


def make(now: dt.datetime) -> list[str]:
    """Make the months that lack, from this one to ``AHEAD``, and those of events that lie in none; their names.

    As the owner of the tables. Raises ``OperationalError`` where somebody holds one of the tables all the time.
    """
    if connection.vendor != "postgresql":
        return []
    for _ in range(TRIES - 1):
        try:
            return _make(now)
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            time.sleep(PAUSE_SECONDS)
    return _make(now)


def parts() -> set[str]:
    """The names of the tables of which it consists; none on SQLite."""
    if connection.vendor != "postgresql":
        return set()
    return {name for (name,) in _asked(PARTS, [TABLE])}


def ahead(now: dt.datetime) -> int | None:
    """How many months after this one are made, without a gap. None on SQLite, which needs none."""
    if connection.vendor != "postgresql":
        return None
    there = parts()
    return max(0, next(number for number in count() if _name(_month(now, number)) not in there) - 1)


def outside() -> int:
    """How many events lie in no month."""
    if connection.vendor != "postgresql":
        return 0
    return int(_asked(f"SELECT count(*) FROM {TABLE} WHERE tableoid = %s::regclass", [REST])[0][0])  # noqa: S608  our own names


def _make(now: dt.datetime) -> list[str]:
    """In one transaction, so that no event is ever in two parts or in none: the part of the rest is taken off, and its
    rows are added anew, each to its month. No trigger is set aside for it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {TABLE} IN SHARE UPDATE EXCLUSIVE MODE")  # one maker at a time; no page waits
        lie = _asked(f"SELECT DISTINCT date_trunc('month', at AT TIME ZONE 'UTC')::date FROM {REST}")  # noqa: S608  our own names
        wanted = {first for (first,) in lie} | {_month(now, number) for number in range(AHEAD + 1)}
        there = parts()
        lacking = sorted(month for month in wanted if _name(month) not in there)
        if not lacking:
            return []
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute(f"LOCK TABLE {', '.join(LOCKED)} IN ACCESS EXCLUSIVE MODE")
        before = f"{REST}_before"
        cursor.execute(f"ALTER TABLE {TABLE} DETACH PARTITION {REST}")
        cursor.execute(f"ALTER TABLE {REST} RENAME TO {before}")
        for month in lacking:
            bounds = f"FROM ('{month} 00:00+00') TO ('{_after(month)} 00:00+00')"
            _add(cursor, _name(month), f"FOR VALUES {bounds}")
        _add(cursor, REST, "DEFAULT")
        cursor.execute(f"INSERT INTO {TABLE} SELECT * FROM {before}")  # noqa: S608  our own names
        cursor.execute(f"DROP TABLE {before}")
        # Autovacuum looks at each part, and never at the whole.
        cursor.execute(f"ANALYZE {TABLE}")
    return [_name(month) for month in lacking]


def _add(cursor: Any, name: str, bounds: str) -> None:
    """A part. A trigger of a statement is that of the table which is named, so that each has its own."""
    cursor.execute(f"CREATE TABLE {name} PARTITION OF {TABLE} {bounds}")
    what = f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {name}"
    cursor.execute(f"CREATE TRIGGER {TABLE}_kept {what} EXECUTE FUNCTION audit_is_kept()")


def _month(now: dt.datetime, number: int) -> dt.date:
    """The first day of this month, or of so many after it."""
    years, month = divmod(now.astimezone(dt.UTC).month - 1 + number, 12)
    return dt.date(now.astimezone(dt.UTC).year + years, month + 1, 1)


def _after(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=31)).replace(day=1)


def _name(month: dt.date) -> str:
    return f"{TABLE}_{month:%Y_%m}"


def _asked(sql: str, params: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
