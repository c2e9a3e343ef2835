"""Where rows live: in a file of this machine, or in PostgreSQL."""

from pathlib import Path
from typing import Any

import environ

SQLITE = {
    "transaction_mode": "IMMEDIATE",  # serialises writers; SQLite ignores select_for_update
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-20000;"
        "PRAGMA secure_delete=ON;"  # what is deleted is written over in the file
    ),
}


def of(env: environ.Env, var: Path) -> dict[str, Any]:
    """Django's settings of the one database. ``var``: the folder of SQLite's file."""
    found: dict[str, Any] = env.db_url("DATABASE_URL", default=f"sqlite:///{var / 'db.sqlite3'}")
    if found["ENGINE"] == "django.db.backends.sqlite3":
        return found | {"OPTIONS": SQLITE}
    # An address without a password may stand in a place that is less well kept than the file of the password.
    password = found["PASSWORD"] or env.str("POSTGRES_PASSWORD", default="")
    pooled = env.bool("DATABASE_POOLED", default=False)  # through PgBouncer, which gives a server for a transaction
    return found | {
        "PASSWORD": password,
        "CONN_MAX_AGE": 0 if pooled else env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": pooled,  # they outlive a transaction
    }
