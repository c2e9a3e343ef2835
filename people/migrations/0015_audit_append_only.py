"""The database refuses to change the audit and its seals, whoever asks.

On SQLite a later migration that alters one of the two tables makes it anew without its triggers, and has to end with
``put_on``; ``tests/people/audit`` sees it.
"""

from django.db import migrations

TABLES = ("people_auditevent", "people_auditseal")
SAID = "The audit is only added to."
FUNCTION = f"""
CREATE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{SAID}' USING ERRCODE = 'restrict_violation';
END $$
"""


def put_on(apps, schema_editor):
    for statement in made(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def take_off(apps, schema_editor):
    for statement in undone(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def made(vendor):
    if vendor == "postgresql":
        what = "BEFORE UPDATE OR DELETE OR TRUNCATE"
        on = [f"CREATE TRIGGER {table}_kept {what} ON {table} EXECUTE FUNCTION audit_is_kept()" for table in TABLES]
        return [FUNCTION, *on]
    return [
        f"CREATE TRIGGER {table}_{what} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        for table in TABLES
        for what in ("UPDATE", "DELETE")
    ]


def undone(vendor):
    if vendor == "postgresql":
        return [*(f"DROP TRIGGER {table}_kept ON {table}" for table in TABLES), "DROP FUNCTION audit_is_kept()"]
    return [f"DROP TRIGGER {table}_{what}" for table in TABLES for what in ("UPDATE", "DELETE")]


class Migration(migrations.Migration):
    dependencies = [("people", "0014_audit_seals")]
    operations = [migrations.RunPython(put_on, take_off)]
