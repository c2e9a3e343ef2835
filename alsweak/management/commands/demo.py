"""``manage.py demo``: the whole site on this machine, with people in it and one-press sign-ins."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from alsweak.synthetic.demo import populate
from symptoms.derive import tasks

HOST = "127.0.0.1"
ENDS = (signal.SIGINT, signal.SIGTERM)
START_SECONDS, REPORT_SECONDS, STOP_SECONDS = 60, 120, 20
REGISTER = settings.BASE_DIR.parent / "shared" / "data" / "als_register.csv"


class Command(BaseCommand):
    help = "Bring up the site with a demo clinic, a worker and one-press sign-ins. Ctrl-C ends it all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--register", type=Path, default=REGISTER, help="a CSV file to import as well, if it is there"
        )

    def handle(self, *, port: int, register: Path, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo has sign-ins without a password: it does not run with ALSWEAK_PRODUCTION.")
        refuse_a_taken_port(port)
        for told in ENDS:  # where a parent ignored one, as a script does for what it starts in the background, too
            signal.signal(told, lambda *_: sys.exit(0))
        call_command("migrate", verbosity=0)
        self.stdout.write("\n".join(populate(register, now=timezone.now())))
        address = f"http://{HOST}:{port}/"
        with running(processes(port), address) as started:
            wait_for_reports(address, started)
            self.stdout.write(
                f"\nThe site is at {address}\n"
                "Sign in there with one press: Ada (she has ALS), Ben (her caregiver), Cleo (their clinician),\n"
                "or Thea (a therapist).\n"
                "Ctrl-C ends the demo; what was entered is kept for the next one."
            )
            while all_run(started):
                time.sleep(0.5)
            raise CommandError("One of the processes of the demo has ended; see above.")


def refuse_a_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(f"Port {port} is taken. Choose another with --port.") from error


def processes(port: int) -> list[list[str]]:
    """The commands to run: the web process with the worker in it, or web, worker and beat where there is a Redis."""
    web = [
        "gunicorn",
        "-c",
        "python:alsweak.gunicorn",
        "--log-level",
        "warning",
        "-b",
        f"{HOST}:{port}",
        "alsweak.wsgi",
    ]
    if not settings.REDIS_URL:
        return [web]
    celery = ["celery", "-A", "alsweak", "--quiet"]
    worker = [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING"]
    beat = [*celery, "beat", "--schedule", str(settings.VAR / "beat"), "--pidfile", "", "--loglevel", "WARNING"]
    return [web, worker, beat]


@contextmanager
def running(commands: list[list[str]], address: str) -> Iterator[list[subprocess.Popen]]:
    """The processes while the block runs. However it ends, by Ctrl-C or SIGTERM too, they end with it."""
    env = {"ALSWEAK_URL": address} | os.environ | {"ALSWEAK_DEMO": "1"}
    started: list[subprocess.Popen] = []
    try:
        for command in commands:
            # In groups of their own: a Ctrl-C is for this process, and one that stays is ended with its children.
            called = [sys.executable, "-m", *command]
            started.append(subprocess.Popen(called, cwd=settings.BASE_DIR, env=env, process_group=0))  # noqa: S603  our own words
        yield started
    finally:
        for told in ENDS:
            signal.signal(told, signal.SIG_IGN)  # a second one must not leave them behind
        for process in started:
            process.terminate()
        for process in started:
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def wait_for_reports(address: str, started: list[subprocess.Popen]) -> None:
    """Return once the site answers and the worker has made every report, or after a while without some of them."""
    deadline = time.monotonic() + START_SECONDS
    while (waiting := reports_waiting(address)) is None:
        if time.monotonic() > deadline or not all_run(started):
            raise CommandError("The site did not start; see above.")
        time.sleep(0.2)
    if settings.REDIS_URL:
        tasks.sweep_stale.delay()  # beat would ask for it a minute later
    deadline = time.monotonic() + REPORT_SECONDS
    with tqdm(total=waiting, unit=" reports") as bar:
        while bar.n < bar.total and time.monotonic() < deadline and all_run(started):
            time.sleep(0.2)
            waiting = reports_waiting(address)
            bar.update(0 if waiting is None else bar.total - waiting - bar.n)


def all_run(started: list[subprocess.Popen]) -> bool:
    return all(process.poll() is None for process in started)


def reports_waiting(address: str) -> int | None:
    """How many reports the worker still owes; None while the site does not answer."""
    try:
        with urllib.request.urlopen(f"{address}readyz", timeout=5) as answer:  # noqa: S310  loopback only
            return json.load(answer)["reports_waiting"]
    except (OSError, urllib.error.URLError):
        return None
