"""The database's idea of how many rows it has, after very many came at once."""

from django.db import connection, transaction
from django.db.models import Model

from care.models import Visit
from symptoms.record.columns import ENTRY_SECTIONS, SECTION_MODELS

MANY = 5000  # rows; of fewer its own look, a minute later, is soon enough


def look_again_after(rows: int) -> None:
    """Once the transaction has ended, where so many rows came in it.

    PostgreSQL plans by what it knew of the tables: the first reports after a large file would be made as if everybody
    had a handful of days. To be called before reports are asked for.
    """
    if rows >= MANY and connection.vendor == "postgresql":
        transaction.on_commit(_look, robust=True)


def _look() -> None:
    models: list[type[Model]] = [*ENTRY_SECTIONS, *SECTION_MODELS.values(), Visit]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models))
