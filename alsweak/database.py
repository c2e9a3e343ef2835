"""Where rows live: in a file of this machine, or in PostgreSQL."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from people.replica import ALIAS

SQLITE_ENGINE = "django.db.backends.sqlite3"
CONNECT_SECONDS = 2  # for a replica that says nothing
SQLITE = {
    "transaction_mode": "IMMEDIATE",  # serialises writers; SQLite ignores select_for_update
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-20000;"
        "PRAGMA secure_delete=ON;"  # what is deleted is written over in the file
    ),
}


def of(env: environ.Env, var: Path) -> dict[str, dict[str, Any]]:
    """Django's settings of the one database, and of the replica that exports read where there is one. ``var``: the
    folder of SQLite's file. Raises ``ImproperlyConfigured`` for a replica where there can be none."""
    primary: dict[str, Any] = env.db_url("DATABASE_URL", default=f"sqlite:///{var / 'db.sqlite3'}")
    replica = env.db_url("DATABASE_REPLICA_URL") if env.str("DATABASE_REPLICA_URL", default="") else None
    if replica and SQLITE_ENGINE in (primary["ENGINE"], replica["ENGINE"]):
        raise ImproperlyConfigured("DATABASE_REPLICA_URL and DATABASE_URL have to be those of a PostgreSQL.")
    if primary["ENGINE"] == SQLITE_ENGINE:
        return {"default": primary | {"OPTIONS": SQLITE}}
    return {"default": _served(env, primary)} | ({ALIAS: _followed(env, replica)} if replica else {})


def _followed(env: environ.Env, replica: dict[str, Any]) -> dict[str, Any]:
    """A connection lasts for one export, and is not waited for."""
    waits = {"connect_timeout": CONNECT_SECONDS} | replica.get("OPTIONS", {})
    return _served(env, replica) | {"CONN_MAX_AGE": 0, "OPTIONS": waits}


def _served(env: environ.Env, found: dict[str, Any]) -> dict[str, Any]:
    """By a PostgreSQL. The roles of a replica, and so their passwords, are those of the primary."""
    # An address without a password may stand in a place that is less well kept than the file of the password.
    password = found["PASSWORD"] or env.str("POSTGRES_PASSWORD", default="")
    pooled = env.bool("DATABASE_POOLED", default=False)  # through PgBouncer, which gives a server for a transaction
    return found | {
        "PASSWORD": password,
        "CONN_MAX_AGE": 0 if pooled else env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": pooled,  # they outlive a transaction
    }
