"""Fifty people who log at once while what stands behind the site is killed, hung and started again; printed, never
asserted: ``uv run python -m tests.bench.load [--minutes 10] [--people 50] [--entries 10000] [--disk FOLDER]``.

Each keeps what was not acknowledged and sends it again with the id that it had, as the page does that waits for a
network. At the end what was acknowledged is looked for in the database. Site, servers and people share this machine.
``--disk``: on a small file system of its own (``mount -t tmpfs -o size=250m tmpfs FOLDER``), which is filled up then.
"""

import datetime as dt
import json
import os
import random
import signal
import tempfile
import threading
import time
import uuid
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

from tests.bench.services import Service, Site

FAULT_EVERY = 20.0
AFTERWARDS = 4.0  # seconds after a fault that count as part of it: connections and processes come back
ANSWER_WITHIN = 10.0
RIGHT_AGAIN_WITHIN = 60.0
TODAY = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)  # a day that has come in each zone


@dataclass(frozen=True)
class Fault:
    name: str
    service: str
    hangs: float = 0.0  # seconds; 0: it is killed
    away: float = 0.0  # seconds until it is started again
    full: float = 0.0  # seconds without room on its disk


FAULTS = (
    Fault("Redis hangs", "redis", hangs=6),
    Fault("worker killed", "worker", away=2),
    Fault("PostgreSQL hangs", "postgres", hangs=6),
    Fault("one web process killed", "web"),
    Fault("Redis killed", "redis", away=4),
    Fault("PostgreSQL killed", "postgres", away=3),
    Fault("beat killed", "beat", away=2),
    Fault("worker hangs", "worker", hangs=6),
)

DISK_FULL = Fault("the disk of PostgreSQL is full", "postgres", full=8)


@dataclass
class Told:
    """What the people saw. ``answered``: when asked, seconds, what it was; of answers that acknowledged something."""

    answered: list[tuple[float, float, str]] = field(default_factory=list)
    refused: Counter = field(default_factory=Counter)
    kept: dict[str, list[str]] = field(default_factory=lambda: {"entry": [], "press": []})
    slowest_refusal: float = 0.0


@dataclass(frozen=True)
class Sent:
    kind: str
    method: str
    path: str
    body: str
    type: str


class Person(threading.Thread):
    """Sends an entry, then a press, and so on, at moments of their own."""

    def __init__(self, address: str, cookie: str, patient: str, told: Told, pause: float, until: float) -> None:
        super().__init__(daemon=True)
        self.address, self.cookie, self.patient, self.told = address, cookie, patient, told
        self.pause, self.until, self.chance = pause, until, random.Random(patient)

    def run(self) -> None:
        time.sleep(self.chance.random() * self.pause)
        n = 0
        while time.monotonic() < self.until:
            began, id = time.monotonic(), str(uuid.UUID(int=self.chance.getrandbits(128)))
            day = TODAY - dt.timedelta(days=n // 2 % 300)
            sent = self.entry(id, day) if n % 2 else self.press(id, day)
            while not self.acknowledged(id, sent):
                time.sleep(1 + self.chance.random())
            n += 1
            time.sleep(max(0.0, self.pause * (0.5 + self.chance.random()) - (time.monotonic() - began)))

    def entry(self, id: str, day: dt.date) -> Sent:
        grade, tired = self.chance.randint(0, 4), self.chance.randint(0, 10)
        said = {"day": day.isoformat(), "weakness": {"hand.left": grade}, "fatigue": {"now": tired}}
        path = f"/api/v1/patients/{self.patient}/check-ins/{id}/"
        return Sent("entry", "PUT", path, json.dumps(said), "application/json")

    def press(self, id: str, day: dt.date) -> Sent:
        path = f"/patients/{self.patient}/check-in/{day}/fell/"
        return Sent("press", "POST", path, urlencode({"id": id}), "application/x-www-form-urlencoded")

    def acknowledged(self, id: str, sent: Sent) -> bool:
        """Send it, the same each time."""
        csrf = "c" * 32
        headers = {"Cookie": f"{self.cookie}; csrftoken={csrf}", "X-CSRFToken": csrf, "Content-Type": sent.type}
        began = time.monotonic()
        try:
            with closing(HTTPConnection(self.address, timeout=ANSWER_WITHIN)) as asked:
                asked.request(sent.method, sent.path, sent.body, headers)
                answer = asked.getresponse()
                answer.read()
        except (OSError, HTTPException) as away:
            self.told.refused[type(away).__name__] += 1
            return False
        seconds = time.monotonic() - began
        if answer.status not in (200, 201, 302):
            self.told.refused[answer.status] += 1
            self.told.slowest_refusal = max(self.told.slowest_refusal, seconds)
            return False
        self.told.answered.append((began, seconds, sent.kind))
        self.told.kept[sent.kind].append(id)
        return True


def disturb(site: Site, until: float, faults: list[tuple[float, float, str]], disk: str | None) -> None:
    """One fault after the other, to the end; ``faults``: from when to when each was felt."""
    number, possible = 0, (DISK_FULL, *FAULTS) if disk else FAULTS
    while (began := time.monotonic()) < until - FAULT_EVERY:
        time.sleep(FAULT_EVERY / 2)
        fault, start = possible[number % len(possible)], time.monotonic()
        service: Service = getattr(site, fault.service)
        if fault.hangs:
            service.signal(signal.SIGSTOP)
            time.sleep(fault.hangs)
            service.signal(signal.SIGCONT)
        elif fault.full and disk:
            with filled(Path(disk)):
                time.sleep(fault.full)
            if service.ended:  # where it can't write its log it ends, and compose starts it again
                service.start()
        elif fault.service == "web":
            service.kill_a_child()
        else:
            service.kill()
            time.sleep(fault.away)
            service.start()
        faults.append((start, time.monotonic() + AFTERWARDS, fault.name))
        number += 1
        time.sleep(max(0.0, FAULT_EVERY - (time.monotonic() - began)))


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Without room for a byte more."""
    ballast = disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(2**16))
    yield
    ballast.unlink()


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--entries", type=int, default=10_000, help="to be acknowledged in that time, about")
    parser.add_argument("--calm", action="store_true", help="without faults")
    parser.add_argument("--disk", help="a folder on a small file system, for PostgreSQL")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as var:
        site = Site(var, wanted.disk)
        try:
            site.start()
            os.environ |= site.env
            measure(site, wanted)
        finally:
            site.end()


def measure(site: Site, wanted: Any) -> None:
    import django

    django.setup()
    people = made(wanted.people)
    told, faults = Told(), []
    until = time.monotonic() + wanted.minutes * 60
    pause = wanted.minutes * 60 * wanted.people / wanted.entries
    threads = [Person(site.address, cookie, patient, told, pause, until) for patient, cookie in people]
    for thread in threads:
        thread.start()
    if not wanted.calm:
        disturb(site, until, faults, wanted.disk)
    for thread in threads:
        thread.join()
    printed(told, faults, wanted.minutes)
    compared(told)


def made(number: int) -> list[tuple[str, str]]:
    """So many people with a record each: its id, and the cookie of their browser."""
    from django.conf import settings
    from django.test import Client

    from people import consent
    from people.models import Clinic
    from tests.cast import new_patient, person

    clinic, people = Clinic.objects.create(name="North Clinic"), []
    for n in range(number):
        user, patient = person(f"p{n}"), new_patient(clinic, f"P-{n}")
        consent.grant(patient, user, role="patient", access="write", by=None)
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        people.append((str(patient.pk), f"{settings.SESSION_COOKIE_NAME}={cookie}"))
    return people


def printed(told: Told, faults: list[tuple[float, float, str]], minutes: float) -> None:
    def calm(began: float) -> bool:
        return not any(start <= began <= end for start, end, _ in faults)

    print(f"{len(told.answered)} acknowledged in {minutes:g} minutes, {len(faults)} faults")
    for kind in ("entry", "press"):
        seconds = [each for began, each, what in told.answered if what == kind and calm(began)]
        cuts = quantiles(seconds, n=20)
        print(f"  {kind}, outside the faults: p50 {median(seconds):.3f}, p95 {cuts[-1]:.3f}, max {max(seconds):.3f} s")
    during = [each for began, each, _ in told.answered if not calm(began)]
    if during:
        print(f"  within them: {len(during)} answered, p50 {median(during):.3f}, max {max(during):.3f} s")
    print(f"  not acknowledged, and sent again: {dict(told.refused)}, the slowest {told.slowest_refusal:.1f} s")


def compared(told: Told) -> None:
    from django.db import connection
    from django.utils import timezone

    from people.models import AuditEvent, Patient
    from symptoms.derive import maker
    from symptoms.models import CheckIn, Event, Report

    connection.close()  # of before the faults
    began, left = time.monotonic(), -1
    while left and time.monotonic() - began < RIGHT_AGAIN_WITHIN:
        left = sum(1 for _ in maker.stale(now=timezone.now()))
        time.sleep(0.5 if left else 0)
    print(f"reports behind {time.monotonic() - began:.0f} s after the end: {left}")
    for kind, model in (("entry", CheckIn), ("press", Event)):
        stored = {str(pk) for pk in model.objects.values_list("pk", flat=True)}
        sent = set(told.kept[kind])
        print(
            f"{kind}: {len(sent)} acknowledged, {len(sent - stored)} lost, {len(stored - sent)} more than acknowledged"
        )
    written = AuditEvent.objects.filter(verb="write").count()
    rows = CheckIn.objects.count() + Event.objects.count()
    print(f"audit: {written} writes for {rows} rows")
    wrong = 0
    for patient in Patient.objects.all():
        report = Report.objects.get(patient=patient)
        wrong += maker.report_of(patient, report.as_of).report.to_json() != report.report
    print(f"reports unlike one made from scratch: {wrong}")


if __name__ == "__main__":
    main()
