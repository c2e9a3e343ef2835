"""Seconds of a PDF, and what twenty of them cost a page beside them, printed and never asserted:
``uv run python -m tests.bench.pdf``.

A worker of its own makes them, as a clinic runs it; the page is opened through the whole of the application here.
"""

import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable
from statistics import median, quantiles

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from people.models import Clinic, Membership, Patient, User  # noqa: E402
from reports.pdf import waiting  # noqa: E402
from reports.sheet import Asked  # noqa: E402
from tests import workers  # noqa: E402
from tests.bench.pages import Site, aged  # noqa: E402
from tests.cast import person  # noqa: E402

TEN_YEARS = 3653
REPEATS, AT_ONCE, OPENED = 5, 20, 200


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    connection.settings_dict["CONN_MAX_AGE"] = 60  # as the site has it
    try:
        with tempfile.TemporaryDirectory() as var:
            worker = workers.start_worker(settings.REDIS_URL, var)
            try:
                measure()
            finally:
                workers.kill(worker)
                workers.wait_until_gone()
    finally:
        teardown_databases(databases, verbosity=0)


def measure() -> None:
    clinic, cleo = Clinic.objects.create(name="North Clinic"), person("Cleo")
    Membership.objects.create(user=cleo, clinic=clinic, role="clinician")
    _, ada, pk = aged(clinic, cleo, "10 years", TEN_YEARS)
    patient = Patient.objects.get(pk=pk)
    site, page = Site(ada), reverse("check_in", args=[pk])

    made(patient, ada, 1)  # the worker is warm from here on
    alone = [made(patient, ada, 1) for _ in range(REPEATS)]
    print(f"PDF of ten years on one warm worker: {median(alone):.2f} s, the longest {max(alone):.2f} s", flush=True)

    before = [opened(site, page) for _ in range(OPENED)]
    during: list[float] = []
    seconds = made(patient, ada, AT_ONCE, meanwhile=lambda: during.append(opened(site, page)))
    print(f"{AT_ONCE} asked for at once: {seconds:.1f} s, none failed")
    print(f"check-in page, p95: {p95(before):.0f} ms before, {p95(during):.0f} ms during ({len(during)} opened)")


def made(patient: Patient, by: User, number: int, meanwhile: Callable[[], None] = lambda: time.sleep(0.01)) -> float:
    """Seconds from asking until all are there; they are fetched then.

    Raises:
        RuntimeError: one of them failed.
    """
    began = time.perf_counter()
    asked = [
        waiting.ask(patient, by, Asked(slope=True, stage=True), paper="a4", language="en", now=timezone.now())
        for _ in range(number)
    ]
    while any(waiting.state_of(printout).on_its_way for printout in asked):
        meanwhile()
    seconds = time.perf_counter() - began
    now = timezone.now()
    if not all(waiting.fetch(printout, now) for printout in asked):
        raise RuntimeError("A PDF was not made.")
    waiting.look_after(now + dt.timedelta(minutes=2))
    return seconds


def opened(site: Site, page: str) -> float:
    """Milliseconds of an answer."""
    began = time.perf_counter()
    status, _ = site.opened(page)
    if status != 200:
        raise RuntimeError(f"{page} answered {status}")
    return 1000 * (time.perf_counter() - began)


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
