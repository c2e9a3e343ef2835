"""On PostgreSQL the audit becomes a table in parts, one a calendar month (UTC) and one for whatever comes in no month that
was made (``people.months`` makes the next ones). On SQLite it stays as it is.

A table cannot be parted in place: its rows are copied, within one transaction in which no page is answered, for each writes to
the audit: 3 to 6 s for a million events in twelve months, and as long on the way back. Its key becomes (id, at),
for a key of a parted table holds what it is parted by; what gives out the ids goes on where it was, and a second event under
an id that was given is found by its seal.
"""

import datetime as dt
import time

from django.db import OperationalError, migrations, transaction
from django.utils import timezone

TABLE, NEW = "people_auditevent", "people_auditevent_new"
REST = f"{TABLE}_rest"
AHEAD = 2  # months
# Those that it points at lose a foreign key and get it anew. Whoever writes holds some of them and wants the others: all are
# taken at once or none, before PostgreSQL would look for a deadlock (1 s) and end one of the two.
LOCKED = "LOCK TABLE people_accesstoken, people_patient, people_user, people_auditevent IN ACCESS EXCLUSIVE MODE"
PATIENCE, TRIES, PAUSE_SECONDS = "200ms", 60, 1
KEPT = "BEFORE UPDATE OR DELETE OR TRUNCATE ON {} EXECUTE FUNCTION audit_is_kept()"
# What a new table does not take along: indexes but for those of constraints, foreign keys, who may do what.
INDEXES = """
    SELECT replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') FROM pg_index
    WHERE indrelid = %s::regclass AND NOT indisprimary ORDER BY indexrelid
"""
FOREIGN_KEYS = """
    SELECT format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f' ORDER BY oid
"""
GRANTS = """
    SELECT format('GRANT %%s ON %%s TO %%I', privilege_type, oid::regclass, pg_get_userbyid(grantee))
    FROM pg_class, aclexplode(relacl) WHERE oid IN (%s::regclass, %s::regclass) AND grantee NOT IN (0, relowner)
"""


def in_months(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        _rebuild(schema_editor.connection, "PRIMARY KEY (id, at)", " PARTITION BY RANGE (at)", _parts)


def in_one(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        _rebuild(schema_editor.connection, "PRIMARY KEY (id)", "", lambda cursor: [])


def _rebuild(connection, key, parted, parts):
    _lock(connection)
    with connection.cursor() as cursor:
        _copy(cursor, key, parted, parts)


def _lock(connection):
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic(connection.alias), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
                cursor.execute(LOCKED)
                cursor.execute("SET LOCAL lock_timeout = DEFAULT")
            return
        except OperationalError:
            if not left:
                raise
            time.sleep(PAUSE_SECONDS)


def _copy(cursor, key, parted, parts):
    sequence = f"{TABLE}_id_seq"
    again = [row[0] for sql in (INDEXES, FOREIGN_KEYS) for row in _rows(cursor, sql, [TABLE])]
    again += [row[0] for row in _rows(cursor, GRANTS, [TABLE, sequence])]
    cursor.execute(f"CREATE TABLE {NEW} (LIKE {TABLE} INCLUDING DEFAULTS INCLUDING IDENTITY){parted}")
    names = parts(cursor)
    cursor.execute(f"INSERT INTO {NEW} SELECT * FROM {TABLE}")
    copied = _sums(cursor, NEW)
    if copied != _sums(cursor, TABLE):
        raise RuntimeError(f"Of the audit, not all rows were copied: {copied}.")
    cursor.execute(f"SELECT setval('{NEW}_id_seq', last_value, is_called) FROM {sequence}")
    cursor.execute(f"DROP TABLE {TABLE}")
    cursor.execute(f"ALTER TABLE {NEW} RENAME TO {TABLE}")
    cursor.execute(f"ALTER SEQUENCE {NEW}_id_seq RENAME TO {sequence}")
    cursor.execute(f"ALTER TABLE {TABLE} ADD CONSTRAINT {TABLE}_pkey {key}")
    for statement in again:
        cursor.execute(statement)
    for name in (TABLE, *names):
        cursor.execute(f"CREATE TRIGGER {TABLE}_kept {KEPT.format(name)}")
    cursor.execute(f"ANALYZE {TABLE}")


def _parts(cursor):
    """Those of the rows, and of the months from now on."""
    rows = _rows(cursor, f"SELECT DISTINCT date_trunc('month', at AT TIME ZONE 'UTC')::date FROM {TABLE}", [])
    months = {first for (first,) in rows}
    first = timezone.now().astimezone(dt.UTC).date().replace(day=1)
    for _ in range(AHEAD + 1):
        months.add(first)
        first = _after(first)
    named = {f"{TABLE}_{month:%Y_%m}": month for month in sorted(months)}
    for name, month in named.items():
        bounds = f"FROM ('{month} 00:00+00') TO ('{_after(month)} 00:00+00')"
        cursor.execute(f"CREATE TABLE {name} PARTITION OF {NEW} FOR VALUES {bounds}")
    cursor.execute(f"CREATE TABLE {REST} PARTITION OF {NEW} DEFAULT")
    return [*named, REST]


def _after(month):
    return (month + dt.timedelta(days=31)).replace(day=1)


def _rows(cursor, sql, params):
    cursor.execute(sql, params)
    return cursor.fetchall()


def _sums(cursor, table):
    return _rows(cursor, f"SELECT count(*), sum(id), sum(extract(epoch FROM at)) FROM {table}", [])


class Migration(migrations.Migration):
    dependencies = [("people", "0017_when_a_record_changed")]
    operations = [migrations.RunPython(in_months, in_one)]
