"""A site as a clinic runs it, each of whose processes can be stopped, let hang and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psycopg2
import redis

from tests import servers

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60  # seconds for a start


class Service:
    """A process with all that it has started, which a signal reaches together. ``there``: fails until it answers."""

    def __init__(self, name: str, command: list[Any], there: Callable[[], Any] = lambda: None, **how: Any) -> None:
        self.name, self._command, self._there, self._how = name, command, there, how
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with open(servers.make_place("log") / self.name, "ab") as log:
            self._process = subprocess.Popen(
                list(map(str, self._command)),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **{"cwd": ROOT, **self._how},
            )
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self._there()
                return
            except (OSError, psycopg2.OperationalError, redis.RedisError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def signal(self, number: int) -> None:
        for pid in [self._process.pid, *self._children()] if self._process else []:
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        if self._process:
            self._process.wait()

    def kill_a_child(self) -> None:
        """One of those that the first process has started, which starts another."""
        for pid in self._children()[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    @property
    def ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def _children(self) -> list[int]:
        assert self._process
        listed = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(pid) for pid in listed.read_text().split()] if listed.exists() else []


class Site:
    """PostgreSQL with ``fsync``, Redis, two gunicorn processes, a worker, beat; all on this machine alone. ``disk``: a
    folder on another file system, in which PostgreSQL has its rows."""

    def __init__(self, var: str, disk: str | None = None) -> None:
        folder, port, web = servers.make_place("postgres", disk), _free_port(), f"127.0.0.1:{_free_port()}"
        self.address = web
        self.env = {
            "DATABASE_URL": f"postgres://postgres@/postgres?host={folder}",
            "REDIS_URL": f"redis://127.0.0.1:{port}/0",
            "ALSWEAK_VAR": var,
            "SECRET_KEY": "of the bench alone, and long enough for any check of its length",
            "WEB_CONCURRENCY": "2",
            "DJANGO_SETTINGS_MODULE": "alsweak.settings",
        }
        env = os.environ | self.env
        wal = 1 if disk else 16  # so that its log, too, needs room within seconds
        command, owner = servers.prepare_postgres(folder, wal=wal)
        kept = servers.make_place("redis")
        celery = [sys.executable, "-m", "celery", "-A", "alsweak.celery"]
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:alsweak.gunicorn", "--bind", web, "alsweak.wsgi"]
        stored = ["--dir", kept, "--appendonly", "yes"]  # as in compose
        there = lambda: psycopg2.connect(host=str(folder), user="postgres").close()  # noqa: E731
        self.postgres = Service("postgres", command, there, cwd=folder, **owner)
        self.redis = Service(
            "redis",
            [servers.redis_program(), "--bind", "127.0.0.1", "--port", port, "--save", "", *stored],
            redis.Redis(port=port, socket_timeout=1).ping,
        )
        self.web = Service("web", gunicorn, self._answers, env=env)
        self.worker = Service(
            "worker", [*celery, "worker", "--concurrency", "1", "-Q", "celery,nightly,exports"], env=env
        )
        schedule = Path(var) / "schedule"
        self.beat = Service("beat", [*celery, "beat", "--schedule", schedule, "--pidfile", ""], env=env)

    def start(self) -> None:
        self.postgres.start()
        migrate = [sys.executable, "manage.py", "migrate", "-v", "0"]
        subprocess.run(migrate, cwd=ROOT, env=os.environ | self.env, check=True)
        for service in (self.redis, self.web, self.worker, self.beat):
            service.start()

    def end(self) -> None:
        for service in (self.beat, self.worker, self.web, self.redis, self.postgres):
            service.signal(signal.SIGCONT)
            service.kill()

    def _answers(self) -> None:
        with closing(HTTPConnection(self.address, timeout=5)) as asked:
            asked.request("GET", "/healthz")
            if asked.getresponse().status != 200:
                raise OSError


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
