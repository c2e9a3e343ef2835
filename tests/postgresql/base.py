"""After a test that commits, rows are deleted: to truncate makes the files of every table and index anew, 0.1 s."""

from django.core.management.color import Style
from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations


class Operations(DatabaseOperations):
    def sql_flush(
        self, style: Style, tables: list[str], *, reset_sequences: bool = False, allow_cascade: bool = False
    ) -> list[str]:
        """One transaction, in which foreign keys are looked at last: tables may come in any order."""
        if reset_sequences:
            emptied = super().sql_flush(style, tables, reset_sequences=True, allow_cascade=allow_cascade)
        else:
            emptied = [f"DELETE FROM {self.quote_name(table)}" for table in tables]  # noqa: S608  names of our own
        # The triggers that keep the audit are passed over, as only a superuser can do. So are foreign keys.
        return ["SET LOCAL session_replication_role = replica", *emptied, "SET LOCAL session_replication_role = origin"]


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = Operations
