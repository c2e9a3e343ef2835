"""Celery workers as a clinic runs them: processes of their own, here on the database of the tests."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from celery import Celery
from celery.worker import state
from django.db import connection

from alsweak.celery import app
from tests import servers

ROOT = Path(__file__).parent.parent


def send_to(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send what is asked for to another Redis until the test ends; connections to it are not kept for the next test."""
    monkeypatch.setattr(app.conf, "broker_write_url", redis_url)
    monkeypatch.setattr(app, "rests_until", 0.0)
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)


def start_worker(redis_url: str, var: Path | str, processes: int = 1) -> subprocess.Popen[bytes]:
    """A worker that heads a process group of its own, which ``kill`` ends; it reads messages a few seconds later."""
    served = {"DATABASE_URL": database(), "REDIS_URL": redis_url, "ALSWEAK_VAR": str(var)}
    log = Path(var) / "worker.log"
    servers.watch(log)
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "alsweak.celery", "worker", "--concurrency", str(processes)],
        cwd=ROOT,
        env=os.environ | served | {"DJANGO_SETTINGS_MODULE": "alsweak.settings"},
        stdout=subprocess.DEVNULL,  # letters, where no mail server is set
        stderr=log.open("ab"),
        start_new_session=True,
    )


def kill(worker: subprocess.Popen[bytes]) -> None:
    """End a worker with all that it has started, and without a word to it."""
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def wait_until_idle(app: Celery, seconds: float = 10) -> None:
    """Until the worker in a thread of this process has nothing more to do."""

    def waits() -> int:
        with app.connection_for_read() as broker:
            return int(broker.default_channel._size(app.conf.task_default_queue))

    _wait(lambda: not state.reserved_requests and not waits(), seconds)


def wait_until_gone(seconds: float = 10) -> None:
    """Until the server has noticed that killed workers are not there: what it was doing for them may still be kept."""
    if connection.vendor != "postgresql":
        return
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

    def gone() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(others)
            return cursor.fetchone() == (0,)

    _wait(gone, seconds)


def _wait(condition: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)


def database() -> str:
    """The address of the database that this process has open, which is the one of the tests."""
    ours = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{ours['NAME']}"
    return f"postgres://{ours['USER']}@/{ours['NAME']}?host={ours['OPTIONS']['host']}"
