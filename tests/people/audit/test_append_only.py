"""No event of the audit and no seal is changed or taken away, whoever asks the database for it."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.db.models import ForeignKey, ProtectedError

from people import audit, months, seals
from people.models import AuditEvent, AuditSeal
from tests.cast import NOW
from tests.people.audit.changing import kept, off, on, run

ON_POSTGRESQL = connection.vendor == "postgresql"


@pytest.fixture
def event(record, ada):
    event = audit.record("view", user=ada, patient=record)
    seals.seal(NOW)
    return event


def refused(act):
    with pytest.raises(IntegrityError, match="The audit is only added to"), transaction.atomic():
        act()


def test_an_event_is_neither_changed_nor_deleted(event):
    refused(lambda: AuditEvent.objects.filter(pk=event.pk).update(verb="print"))
    refused(lambda: AuditEvent.objects.filter(pk=event.pk).delete())
    refused(event.save)
    assert AuditEvent.objects.get(pk=event.pk).verb == "view"


def test_a_seal_is_neither_changed_nor_deleted(event):
    refused(lambda: AuditSeal.objects.update(hash="0" * 64))
    refused(lambda: AuditSeal.objects.all().delete())


def test_neither_table_is_emptied(event):
    # SQLite has no TRUNCATE: what empties a table there is DELETE.
    how = "TRUNCATE {} CASCADE" if ON_POSTGRESQL else "DELETE FROM {}"
    connection.check_constraints()  # PostgreSQL empties no table whose keys it has still to look at
    for table in kept.TABLES:
        refused(lambda table=table: run([how.format(table)]))


def test_without_the_migration_it_could_be_changed_and_with_it_again_it_cannot(event):
    off()
    assert AuditEvent.objects.filter(pk=event.pk).update(verb="print") == 1

    on()
    refused(lambda: AuditEvent.objects.filter(pk=event.pk).update(verb="view"))


def test_who_is_in_it_is_not_deleted_and_nothing_points_at_it(event, record, ada):
    for row in (record, ada):
        with pytest.raises(ProtectedError):
            row.delete()
    pointing = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model in (AuditEvent, AuditSeal)
    ]
    assert pointing == []


# The role as which the site asks, on a PostgreSQL of its own; on SQLite the file is the only door.


@pytest.fixture
def as_the_site(event, settings):
    if not ON_POSTGRESQL:
        yield
        return
    settings.APP_DATABASE_URL = "postgres://alsweak_site:c0ffee@postgres/alsweak"
    for _twice in range(2):
        call_command("grant_app_role")
    run(["SET LOCAL ROLE alsweak_site"])
    yield
    run(["RESET ROLE"])


def test_the_sites_own_role_reads_and_adds_and_does_nothing_else_with_the_audit(as_the_site, record, ada, event):
    assert AuditEvent.objects.filter(pk=event.pk).exists()
    audit.record("print", user=ada, patient=record)
    assert seals.seal(NOW) == 1
    record.name = "Ada L."
    record.save()

    refusals = {ProgrammingError} if ON_POSTGRESQL else {IntegrityError, DatabaseError}
    acts = ["UPDATE {} SET {} = {}", "DELETE FROM {}"]
    if ON_POSTGRESQL:
        acts += [
            "TRUNCATE {}",
            "ALTER TABLE {} DISABLE TRIGGER ALL",
            "DROP TABLE {}",
            "SET LOCAL session_replication_role = replica",
        ]
    columns = {"people_auditevent": "verb", "people_auditseal": "hash"}
    for table in kept.TABLES:
        for act in acts:
            with pytest.raises(tuple(refusals)) as told, transaction.atomic():
                run([act.format(table, columns[table], columns[table])])
            if ON_POSTGRESQL:
                assert "permission denied" in str(told.value) or "must be owner" in str(told.value)


def test_the_sites_own_role_reaches_a_month_through_the_whole_alone(as_the_site):
    for part in months.parts():
        for act in ("SELECT FROM {}", "INSERT INTO {} (id, at, verb, detail) VALUES (0, now(), '', '')"):
            with pytest.raises(ProgrammingError, match=f"permission denied for table {part}"), transaction.atomic():
                run([act.format(part)])
    if ON_POSTGRESQL:
        with pytest.raises(CommandError, match=r"^Only the owner of the tables makes months"), transaction.atomic():
            call_command("audit_months")
    assert (AuditEvent.objects.count(), months.outside()) == (1, 0)


def test_the_password_of_the_role_stands_in_no_statement(event, settings, django_assert_max_num_queries):
    settings.APP_DATABASE_URL = "postgres://alsweak_site:c0ffee@postgres/alsweak" if ON_POSTGRESQL else ""
    with django_assert_max_num_queries(20) as asked:
        call_command("grant_app_role")
    assert [query for query in asked.captured_queries if "c0ffee" in query["sql"]] == []
