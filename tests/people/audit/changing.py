"""The audit as somebody changes it who has the whole database in their hands."""

from importlib import import_module

from django.db import connection

from people import months

kept = import_module("people.migrations.0015_audit_append_only")


def off():
    """No trigger keeps it any more, neither the whole nor a month."""
    run([f"DROP TRIGGER {months.TABLE}_kept ON {part}" for part in months.parts()])
    run(kept.undone(connection.vendor))


def on():
    run(kept.made(connection.vendor))
    what = "BEFORE UPDATE OR DELETE OR TRUNCATE"
    for part in months.parts():
        run([f"CREATE TRIGGER {months.TABLE}_kept {what} ON {part} EXECUTE FUNCTION audit_is_kept()"])


def run(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
