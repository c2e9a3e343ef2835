"""The site with no server beside it, as gunicorn starts it: one process with its own database, worker and beat."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]
VISITS = "patient,date,source,weakness.hand.left\nP-1,2025-03-01,self,3\nP-2,2025-03-01,self,2\n"


@pytest.fixture
def environment(tmp_path):
    served = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    return served | {"ALSWEAK_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "alsweak.settings"}


@pytest.fixture
def start(environment):
    """Start gunicorn and return its address; it ends with the test."""
    processes = []

    def gunicorn():
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            bind = f"127.0.0.1:{probe.getsockname()[1]}"
        command = [sys.executable, "-m", "gunicorn", "-c", "python:alsweak.gunicorn", "--bind", bind, "alsweak.wsgi"]
        processes.append(subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL))
        return f"http://{bind}"

    yield gunicorn
    for process in processes:
        process.terminate()
        assert process.wait(timeout=30) == 0


def health(address, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urlopen(f"{address}/readyz") as answer:
                return json.load(answer)
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def reports(var):
    with closing(sqlite3.connect(var / "db.sqlite3")) as database:
        return database.execute("SELECT count(*) FROM symptoms_report").fetchone()[0]


def test_reports_of_entries_made_while_nothing_ran_are_computed_once_the_site_is_up(tmp_path, environment, start):
    (tmp_path / "visits.csv").write_text(VISITS)
    for command in (["migrate"], ["import_csv", str(tmp_path / "visits.csv")]):
        manage = [sys.executable, "manage.py", *command]
        subprocess.run(manage, cwd=ROOT, env=environment, check=True, capture_output=True)
    assert reports(tmp_path) == 0

    address = start()

    deadline = time.monotonic() + 60
    while ((answer := health(address))["reports_waiting"] or answer["late"]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert (answer["status"], answer["redis"], answer["reports_waiting"]) == ("ok", "none", 0)
    assert reports(tmp_path) == 2
