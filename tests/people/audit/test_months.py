"""On PostgreSQL each event lies in its month, whether that was made before it came or not; SQLite has one table."""

import datetime as dt
import time
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from people import audit, months, seals
from people.models import AuditEvent
from people.unbroken import check
from tests.people.audit.changing import run

ON_POSTGRESQL = connection.vendor == "postgresql"
NEW_YEAR = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
JUST_BEFORE = NEW_YEAR - dt.timedelta(microseconds=1)
TWO_MONTHS = [f"{months.TABLE}_2023_12", f"{months.TABLE}_2024_01"]


@pytest.fixture
def early(record, ada):
    """An event at each side of the end of a month, and one of now, all of them sealed."""
    for at in (JUST_BEFORE, NEW_YEAR):
        audit.record_each("view", [record.pk], user=ada, at=at)
    audit.record("print", user=ada, patient=record)
    assert seals.seal(timezone.now()) == 3
    connection.check_constraints()  # else PostgreSQL changes no table whose keys it has still to look at
    return rows()


def rows():
    return list(AuditEvent.objects.order_by("pk").values_list(*seals.FIELDS))


def asked(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [value for (value,) in cursor.fetchall()]


def lie():
    """The table in which each event lies, in the order of their ids."""
    if not ON_POSTGRESQL:
        return [months.TABLE] * AuditEvent.objects.count()
    return asked(f"SELECT tableoid::regclass::text FROM {months.TABLE} ORDER BY id")  # noqa: S608  our own names


def this_month():
    return f"{months.TABLE}_{timezone.now():%Y_%m}"


def told(command):
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue().splitlines()


def test_what_came_before_its_month_was_made_is_kept_told_and_moved_to_it(early):
    outside = ["outside of the months that are made 2: manage.py audit_months"] if ON_POSTGRESQL else []
    assert told("check_audit")[4:] == outside
    assert lie() == ([months.REST, months.REST, this_month()] if ON_POSTGRESQL else [months.TABLE] * 3)

    made = told("audit_months")
    assert made[:2] == ([f"made {name}" for name in TWO_MONTHS] if ON_POSTGRESQL else [])
    assert lie() == ([*TWO_MONTHS, this_month()] if ON_POSTGRESQL else [months.TABLE] * 3)
    assert (rows(), check(timezone.now()).wrong, told("check_audit")[4:]) == (early, "", [])
    assert audit.record("view", user=None).pk == early[-1][0] + 1


def test_what_is_stopped_while_it_moves_events_has_moved_none(early):
    def broken(execute, sql, *given):
        if sql.startswith("DROP TABLE"):
            raise DatabaseError("the disk is full")
        return execute(sql, *given)

    before = lie()
    if ON_POSTGRESQL:
        with connection.execute_wrapper(broken), pytest.raises(DatabaseError, match="the disk is full"):
            months.make(timezone.now())
    assert (lie(), rows()) == (before, early)


def test_a_year_is_made_ahead_and_twice_is_once(db):
    now = timezone.now()
    there = months.parts()
    assert set(months.make(now)) == months.parts() - there
    assert (months.make(now), months.ahead(now)) == ([], 12 if ON_POSTGRESQL else None)
    assert months.ahead(now + dt.timedelta(days=400)) == (0 if ON_POSTGRESQL else None)


def test_no_month_is_changed_or_emptied_neither_one_that_was_there_nor_one_that_is_new(early):
    months.make(timezone.now())
    connection.check_constraints()
    acts = ("UPDATE {} SET verb = verb", "DELETE FROM {}", *(["TRUNCATE {}"] if ON_POSTGRESQL else []))
    for table in (months.TABLE, *months.parts()):
        for act in acts:
            with pytest.raises(IntegrityError, match="The audit is only added to"), transaction.atomic():
                run([act.format(table)])
    assert rows() == early


def test_a_second_event_under_a_number_that_was_given_is_found(early):
    def again():
        AuditEvent.objects.bulk_create([AuditEvent(pk=early[0][0], verb="view", at=timezone.now())])

    if not ON_POSTGRESQL:  # whose key is the number alone
        with pytest.raises(IntegrityError), transaction.atomic():
            again()
        return
    again()
    assert check(timezone.now()).wrong == "Seal 1 covers 3 events, and 4 are there."


@pytest.fixture
def gone_afterwards(transactional_db):
    """The months that a test makes and commits."""
    there = months.parts()
    yield
    run([f"DROP TABLE {part}" for part in months.parts() - there])


@contextmanager
def written_meanwhile(record):
    """Somebody is at an entry. Gives what lets them end, which adds an event."""
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("UPDATE people_patient SET data_version = 7")

    def end(_seconds):
        with other.cursor() as cursor:
            cursor.execute(
                "INSERT INTO people_auditevent (at, verb, detail, patient_id) VALUES (now(), 'write', '', %s)",
                [record.pk],
            )
        other.commit()

    yield end
    other.close()


@pytest.mark.usefixtures("gone_afterwards")
def test_who_makes_months_gives_way_to_who_writes_and_comes_again(record, ada, monkeypatch):
    if not ON_POSTGRESQL:
        assert months.make(timezone.now()) == []
        return
    audit.record_each("view", [record.pk], user=ada, at=NEW_YEAR)
    monkeypatch.setattr(months, "TRIES", 2)
    monkeypatch.setattr(months, "PAUSE_SECONDS", 0)
    with written_meanwhile(record) as end:
        with pytest.raises(OperationalError, match="lock timeout"):
            months.make(timezone.now())
        assert lie() == [months.REST]

        monkeypatch.setattr(time, "sleep", end)
        assert TWO_MONTHS[1] in months.make(timezone.now())
    assert lie() == [TWO_MONTHS[1], this_month()]


@pytest.fixture
def a_role(transactional_db):
    """As which a site asks; gone at the end."""
    name = f"site_of_{connection.settings_dict['NAME']}"
    granted = ("SELECT, INSERT ON people_auditevent", "USAGE ON SEQUENCE people_auditevent_id_seq")
    run([f"CREATE ROLE {name}", *(f"GRANT {right} TO {name}" for right in granted)])
    yield name
    run([f"DROP OWNED BY {name}", f"DROP ROLE {name}"])


@contextmanager
def before_months():
    """The tables as they were before the migration; afterwards they are the newest again."""
    MigrationExecutor(connection).migrate([("people", "0017_when_a_record_changed")])
    try:
        yield
    finally:
        newest = MigrationExecutor(connection)
        newest.migrate(newest.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("gone_afterwards")
def test_the_migration_gives_way_to_who_writes_and_takes_what_they_wrote_along(record, monkeypatch):
    with before_months():
        if ON_POSTGRESQL:
            with written_meanwhile(record) as end, monkeypatch.context() as patched:
                patched.setattr(time, "sleep", end)
                MigrationExecutor(connection).migrate([("people", "0018_audit_in_months")])
    assert lie() == ([this_month()] if ON_POSTGRESQL else [])


RIGHTS = [("table", "people_auditevent", "SELECT"), ("table", "people_auditevent", "INSERT")]
RIGHTS += [("sequence", "people_auditevent_id_seq", "USAGE")]


def may(role):
    return [asked(f"SELECT has_{kind}_privilege('{role}', '{name}', '{right}')") for kind, name, right in RIGHTS]


@pytest.mark.usefixtures("gone_afterwards")
def test_the_way_to_months_and_back_keeps_every_event_its_number_its_seal_and_who_may_read(early, request):
    role = request.getfixturevalue("a_role") if ON_POSTGRESQL else ""
    with before_months():
        if ON_POSTGRESQL:
            assert (lie(), may(role)) == ([months.TABLE] * 3, [[True]] * 3)
        assert rows() == early
    if ON_POSTGRESQL:
        assert (lie(), may(role)) == ([*TWO_MONTHS, this_month()], [[True]] * 3)
    assert (rows(), check(timezone.now()).wrong) == (early, "")
    assert audit.record("view", user=None).pk == early[-1][0] + 1
