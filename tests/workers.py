"""Celery workers as a clinic runs them: processes of their own, here on the database of the tests."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from alsweak.celery import app

ROOT = Path(__file__).parent.parent


def send_to(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send what is asked for to another Redis until the test ends; connections to it are not kept for the next test."""
    monkeypatch.setattr(app.conf, "broker_write_url", redis_url)
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)


def start_worker(redis_url: str, var: Path | str, processes: int = 1) -> subprocess.Popen[bytes]:
    """A worker that heads a process group of its own, which ``kill`` ends; it reads messages a few seconds later."""
    served = {"DATABASE_URL": database(), "REDIS_URL": redis_url, "ALSWEAK_VAR": str(var)}
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "alsweak.celery", "worker", "--concurrency", str(processes)],
        cwd=ROOT,
        env=os.environ | served | {"DJANGO_SETTINGS_MODULE": "alsweak.settings"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(worker: subprocess.Popen[bytes]) -> None:
    """End a worker with all that it has started, and without a word to it."""
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def database() -> str:
    """The address of the database that this process has open, which is the one of the tests."""
    ours = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{ours['NAME']}"
    return f"postgres://{ours['USER']}@/{ours['NAME']}?host={ours['OPTIONS']['host']}"
