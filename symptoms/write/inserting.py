"""Very many rows into one table: COPY on PostgreSQL, one prepared statement elsewhere, and no model instances.

Far less work than ``bulk_create`` for tables as wide as these; the database's own constraints hold as ever.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import CharField, Field, FloatField, JSONField, Model, SmallIntegerField


def insert(model: type[Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, each by attribute name; what a row does not name has the field's default."""
    fields = model._meta.concrete_fields
    columns = [(field.attname, field.get_default(), _preparation(field)) for field in fields]
    ready = [
        [prepare(row.get(name, default)) if prepare else row.get(name, default) for name, default, prepare in columns]
        for row in rows
    ]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = ", ".join(quote(str(field.column)) for field in fields)
    with connection.wrap_database_errors, connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = io.StringIO()
            csv.writer(text).writerows(ready)
            text.seek(0)
            # An empty text is a text, not a gap.
            texts = ", ".join(quote(str(field.column)) for field in fields if isinstance(field, CharField))
            options = f"FORMAT csv, FORCE_NOT_NULL ({texts})" if texts else "FORMAT csv"
            cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN WITH ({options})", text)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", ready)  # noqa: S608  our own names


def _preparation(field: Field) -> Callable[[Any], Any] | None:
    """What makes a value ready for the database; None for the many columns of numbers, which are."""
    if isinstance(field, SmallIntegerField | FloatField):
        return None
    if isinstance(field, JSONField):
        return json.dumps
    return lambda value: field.get_db_prep_save(value, connection)
