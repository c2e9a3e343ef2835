"""A PostgreSQL that follows the first one, the primary, and is read by exports alone (``DATABASE_REPLICA_URL``).

Who may see what is asked at the primary before, and what is done is written there. A replica is always a little behind;
it is read only once it has all that the primary had when it was asked, so that whoever takes a record along finds in it
what the site told them is saved, and who has just lost a right finds nothing.
"""

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from enum import StrEnum
from typing import IO, Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connections

ALIAS = "replica"
PATIENCE = 2.0  # seconds for which an export waits until the replica has caught up
LOOK_SECONDS = 0.02

# To where the log of changes goes, or was followed, and of which database of which server. What was told to be saved is
# on disk, unless the server was told to say so before; what is not there yet of others is not waited for.
WRITTEN = """
    SELECT CASE current_setting('synchronous_commit')
               WHEN 'off' THEN pg_current_wal_insert_lsn() ELSE pg_current_wal_flush_lsn() END,
           system_identifier, current_database()
    FROM pg_control_system()
"""
FOLLOWED = """
    SELECT pg_is_in_recovery() AND system_identifier = %s AND current_database() = %s,
           coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false)
    FROM pg_control_system()
"""

Made = TypeVar("Made")
_reads_from: ContextVar[str] = ContextVar("reads_from", default=DEFAULT_DB_ALIAS)
logger = logging.getLogger(__name__)


class State(StrEnum):
    NONE = "none"  # there is none
    OK = "ok"
    BEHIND = "behind"
    AWAY = "away"
    OTHER = "other"  # something else is there: not in recovery, or of another server or database


class Router:
    """Django's: where each query goes. A row that came from the replica is no more of it than any other."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return _reads_from.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def alias() -> str:
    """Of the database that is read here: for what asks without the ORM."""
    return _reads_from.get()


def read(make: Callable[[], Made]) -> Made:
    """What ``make`` returns, which reads an export: at the replica where that is to be had, else at the primary.

    ``make`` may be called twice, for a replica may go away meanwhile: it begins anew what it writes to a file, and
    leaves nothing to read to whoever gets what it returns. Within a transaction the primary is read: what was written
    in it is nowhere else.
    """
    if connections[DEFAULT_DB_ALIAS].in_atomic_block or alias() == ALIAS:
        return make()
    state = look(PATIENCE)
    if state is State.OK:
        try:
            return _at_the_replica(make)
        except (OperationalError, InterfaceError):
            logger.warning("The replica went away while an export read it: it is begun anew at the primary.")
    elif state is not State.NONE:
        logger.warning("The replica is of no use (%s): an export reads the primary.", state)
    return make()


def written(file: IO[Any], write: Callable[[], Made]) -> Made:
    """The same for who writes what is read to a file, which begins anew with each call."""

    def anew() -> Made:
        file.seek(0)
        file.truncate()
        return write()

    return read(anew)


def look(patience: float) -> State:
    """How the replica is, which has so many seconds to come to where the primary is now. Raises ``Error`` where the
    primary is away."""
    if ALIAS not in connections:
        return State.NONE
    connections[ALIAS].close()  # one that was kept would not say that its server hangs by now
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(WRITTEN)
        position, *whose = cursor.fetchone()
    until = time.monotonic() + patience
    try:
        with connections[ALIAS].cursor() as cursor:
            while True:
                cursor.execute(FOLLOWED, [*whose, position])
                follows, has_it_all = cursor.fetchone()
                if not follows:
                    return State.OTHER
                if has_it_all:
                    return State.OK
                if time.monotonic() > until:
                    return State.BEHIND
                time.sleep(LOOK_SECONDS)
    except Error:
        return State.AWAY


def _at_the_replica(make: Callable[[], Made]) -> Made:
    before = _reads_from.set(ALIAS)
    try:
        return make()
    finally:
        _reads_from.reset(before)
        connections[ALIAS].close()
