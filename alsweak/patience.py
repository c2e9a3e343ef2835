"""What a page does while PostgreSQL hangs: it is answered within two seconds, that its records cannot be reached.

``libpq`` waits for ever for a server that is stopped, or that the network lost, because its own end of the connection
stands. A statement that only takes long is no sign of that. So a thread of the web process looks at what has been under
way for a while and asks the server for a connection: if it says anything at all, it is waited for; if not, the ends of
those connections are shut, which the pages that wait on them see as a server that went away, and until it says
something again no page waits at all.
"""

import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import psycopg2
import psycopg2.extensions
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse

from people.replica import ALIAS

PATIENCE_SECONDS = 0.9
LOOK_SECONDS = 0.2
PROBE_SECONDS = 0.75
CONNECT_SECONDS = 2  # the least that libpq knows
MAY_I_ENCRYPT = struct.pack("!ii", 8, 80877103)  # SSLRequest: one letter comes back before anybody has signed in


class Watch:
    """The requests of one process, by the thread that answers each, and whether their database hangs."""

    def __init__(self) -> None:
        self.hangs = False
        self._under_way: dict[int, tuple[float, Sequence[BaseDatabaseWrapper]]] = {}
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def answer(self, get_response: Callable[[HttpRequest], HttpResponse], request: HttpRequest) -> HttpResponse:
        """The answer to a request, watched. Raises ``OperationalError`` while the database hangs."""
        if self.hangs:
            raise OperationalError("The database does not answer.")
        me = threading.get_ident()
        self._under_way[me] = (time.monotonic(), connections.all())
        try:
            return get_response(request)
        finally:
            del self._under_way[me]

    def start(self) -> None:
        """Begin to look, once in a process."""
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._look_on, name="patience", daemon=True)
                self._thread.start()

    def _look_on(self) -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            self.look()

    def look(self) -> None:
        """Ask the servers that somebody has waited for, and shut what waits on one that hangs. While it is the primary
        no page waits at all; an export that a replica left hanging goes on there."""
        since = time.monotonic() - PATIENCE_SECONDS
        waiting = [each for began, both in list(self._under_way.values()) if began < since for each in both]
        of_primary = [each for each in waiting if each.alias == DEFAULT_DB_ALIAS]
        if of_primary or self.hangs:
            self.hangs = not answers(connections[DEFAULT_DB_ALIAS].get_connection_params())
        if self.hangs:
            _shut(of_primary)
        reading = [each for each in waiting if each.alias == ALIAS and each.connection]
        if reading and not answers(reading[0].get_connection_params()):
            _shut(reading)


def answers(server: dict[str, object]) -> bool:
    """Whether a server, by the parameters of a connection to it, says anything to somebody new."""
    host, port = str(server.get("host") or "/var/run/postgresql"), int(str(server.get("port") or 5432))
    try:
        with _reached(host, port) as probe:
            probe.sendall(MAY_I_ENCRYPT)
            return bool(probe.recv(1))
    except OSError:
        return False


def _reached(host: str, port: int) -> socket.socket:
    if not host.startswith("/"):
        return socket.create_connection((host, port), timeout=PROBE_SECONDS)
    local = socket.socket(socket.AF_UNIX)
    local.settimeout(PROBE_SECONDS)
    local.connect(f"{host}/.s.PGSQL.{port}")
    return local


def _shut(databases: list[BaseDatabaseWrapper]) -> None:
    """Shut our ends of connections that other threads wait on; those threads close them."""
    for database in databases:
        with (
            suppress(AttributeError, psycopg2.InterfaceError, OSError),  # it has none, or none any more
            socket.socket(fileno=os.dup(database.connection.fileno())) as ours,
        ):
            ours.shutdown(socket.SHUT_RDWR)


watch = Watch()


class Connection(psycopg2.extensions.connection):
    """One that is not even begun while the server hangs: Django makes a new one where the old was shut."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if watch.hangs:
            raise psycopg2.OperationalError("The database does not answer.")
        super().__init__(*args, **kwargs)


def no_page_hangs(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: on in a process that serves pages (``alsweak.wsgi``), on PostgreSQL."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not watching:
            return get_response(request)
        watch.start()
        return watch.answer(get_response, request)

    return middleware


watching = False


def install() -> None:
    """Watch what this process answers from now on."""
    global watching
    database = settings.DATABASES["default"]
    watching = settings.PAGES_GIVE_UP and database["ENGINE"].endswith("postgresql")
    if watching:
        waits = {"connect_timeout": CONNECT_SECONDS, "connection_factory": Connection}
        database["OPTIONS"] = waits | database.get("OPTIONS", {})
