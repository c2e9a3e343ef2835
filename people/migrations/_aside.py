"""Rows that a table cannot hold as it was before a migration wait in a table beside it, and come back when it is made again.

No model knows that table, and there is none as soon as the migration is made.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model


def keep(editor: BaseDatabaseSchemaEditor, table: str, condition: str) -> None:
    """``condition``: SQL of our own. To be undone first, so that it comes last of what a migration does."""
    editor.execute(f"CREATE TABLE {table}_aside AS SELECT * FROM {table} WHERE {condition}", None)  # noqa: S608  our own words
    editor.execute(f"DELETE FROM {table} WHERE {condition}", None)  # noqa: S608  our own words


def put_back(editor: BaseDatabaseSchemaEditor, model: type[Model]) -> None:
    table = model._meta.db_table
    with editor.connection.cursor() as cursor:
        if f"{table}_aside" not in editor.connection.introspection.table_names(cursor):
            return
    columns = ", ".join(editor.quote_name(field.column) for field in model._meta.local_concrete_fields)
    editor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}_aside", None)  # noqa: S608  our own words
    editor.execute(f"DROP TABLE {table}_aside", None)
