"""The list of what was erased, beside the backups: one that was made before would bring it back."""

import os
from pathlib import Path

from django.db import connection

from exchange.erase import again
from exchange.models import Erasure

NAME = "erased.jsonl"


def keep(folder: Path) -> None:
    """Write it anew, where anything was erased; the one of before stands until it is whole. The database may be one
    from before anything could be erased, of which a backup is made before it is migrated."""
    is_there = Erasure._meta.db_table in connection.introspection.table_names()
    lines = list(again.listed()) if is_there else []
    if not lines:
        return
    part = folder / f".{NAME}"
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / NAME)
