"""CPU, time and weight of the pages, printed and never asserted: ``uv run python -m tests.bench.pages``.

Each page goes through the whole of the application as gunicorn calls it: WSGI, middleware, session and all. CPU is
what this process spends, without the database server, which may be on another machine.
"""

import gc
import gzip
import io
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any
from urllib.parse import urlencode

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases  # noqa: E402
from django.urls import reverse  # noqa: E402

from alsweak.wsgi import application  # noqa: E402
from care.asked import sealed  # noqa: E402
from people.models import Clinic, Membership, Patient, User  # noqa: E402
from symptoms.models import Report  # noqa: E402
from tests.cast import new_patient, person  # noqa: E402
from tests.reports.people import followed  # noqa: E402

REPEATS = 25
CLINIC_SIZE = 500
DAYS = {"30 days": 30, "1 year": 365, "3 years": 1096, "10 years": 3653, "30 years": 10_957}
SECRET = "c" * 32  # of the form's token: the cookie says the same


@dataclass(frozen=True)
class Page:
    """``by``: who opens it; ``pressed``: what is sent, one after the other, where it is a form and not a look."""

    name: str
    by: User
    address: str
    pressed: tuple[Mapping[str, str], ...] = ()
    status: int = 200


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    connection.settings_dict["CONN_MAX_AGE"] = 60  # as the site has it
    try:
        print(f"{'page':<34}{'queries':>8}{'CPU ms':>8}{'ms':>8}{'kB':>8}{'kB gzip':>9}")
        for ages in pages():
            for page, row in zip(ages, measured(ages), strict=True):
                print(f"{page.name:<34}{row}", flush=True)
    finally:
        teardown_databases(databases, verbosity=0)


def pages() -> Iterator[list[Page]]:
    """Each kind of page at every age of a record. The people are made first: what that leaves in memory would slow the
    later pages."""
    clinic = Clinic.objects.create(name="North Clinic")
    cleo = person("Cleo")
    Membership.objects.create(user=cleo, clinic=clinic, role="clinician")
    people = [aged(clinic, cleo, told, days) for told, days in DAYS.items()]
    gc.collect()
    gc.freeze()
    question = (datetime.now(UTC).date(), "all", "weakness.hand.left")
    answers = ({"answer": "2"}, {"answer": "3"})
    yield [Page("help", cleo, reverse("help"))]
    yield [Page(f"home, {told}", ada, reverse("home")) for told, ada, _ in people]
    yield [Page(f"check-in, {told}", ada, reverse("check_in", args=[pk])) for told, ada, pk in people]
    yield [Page(f"a question, {told}", ada, reverse("question", args=[pk, *question])) for told, ada, pk in people]
    yield [
        Page(f"its answer, {told}", ada, reverse("question", args=[pk, *question]), answers, status=302)
        for told, ada, pk in people
    ]
    yield [Page(f"dashboard of a patient, {told}", ada, reverse("dashboard", args=[pk])) for told, ada, pk in people]
    yield [
        Page(f"picture of a patient, {told}", ada, reverse("picture", args=[pk, "spread"])) for told, ada, pk in people
    ]
    yield [Page(f"dashboard of a clinician, {told}", cleo, reverse("dashboard", args=[pk])) for told, _, pk in people]
    yield [Page(f"summary to print, {told}", ada, reverse("summary", args=[pk])) for told, ada, pk in people]
    yield [Page(f"progress, {told}", cleo, reverse("progress", args=[pk])) for told, _, pk in people]
    yield [Page(f"API list of 100, {told}", ada, reverse("api_check_ins-list", args=[pk])) for told, ada, pk in people]
    fill(clinic, Report.objects.get(patient__reference="3 years"))
    yield [Page(f"worklist of {CLINIC_SIZE}", cleo, reverse("worklist"))]
    searched = f"{reverse('worklist')}?{urlencode(sealed({'q': '4'}))}"
    yield [Page(f"worklist of {CLINIC_SIZE}, searched", cleo, searched)]


def aged(clinic: Clinic, cleo: User, told: str, days: int) -> tuple[str, User, Any]:
    """A record of so many days, with whoever it is about."""
    ada = person(told.replace(" ", "-"))
    patient = followed(new_patient(clinic, told), ada, cleo, days)
    Membership.objects.create(user=ada, patient=patient, role="patient")
    return told, ada, patient.pk


def fill(clinic: Clinic, like: Report) -> None:
    """As many patients as a large clinic has, each with a report of three years."""
    missing = CLINIC_SIZE - clinic.patients.count()
    patients = Patient.objects.bulk_create(
        [
            Patient(clinic=clinic, reference=f"N-{n}", time_zone="UTC", data_version=like.data_version)
            for n in range(missing)
        ]
    )
    for patient in patients:
        like.patient = patient
        like.save(force_insert=True)


class Site:
    """The application as a server calls it, for someone who is signed in."""

    def __init__(self, user: User) -> None:
        self._serve = application
        client = Client()
        client.force_login(user)
        cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
        self._cookies = "; ".join(f"{name}={value}" for name, value in (cookies | {"csrftoken": SECRET}).items())

    def opened(self, address: str, pressed: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """The status and the body of an answer; ``pressed``: what is sent by a form."""
        path, _, query = address.partition("?")
        body = urlencode(pressed or {}).encode()
        started: list[str] = []
        answer = self._serve(
            {
                "REQUEST_METHOD": "GET" if pressed is None else "POST",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "CONTENT_TYPE": "application/x-www-form-urlencoded",
                "CONTENT_LENGTH": str(len(body)),
                "SERVER_NAME": "localhost",
                "SERVER_PORT": "80",
                "HTTP_HOST": "localhost",
                "HTTP_COOKIE": self._cookies,
                "HTTP_X_CSRFTOKEN": SECRET,
                "HTTP_ACCEPT_ENCODING": "gzip",
                "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9",
                "wsgi.url_scheme": "http",
                "wsgi.input": io.BytesIO(body),
            },
            lambda status, headers, *rest: started.append(status),
        )
        content = b"".join(answer)
        answer.close()
        return int(started[0].split()[0]), content


def measured(ages: list[Page]) -> Iterator[str]:
    """Of each page the row: queries, CPU and time of an answer (medians), and its weight. The pages take turns, so that
    what else the machine does falls on all of them alike."""
    sites = [Site(page.by) for page in ages]
    asked = [tried(site, page) for site, page in zip(sites, ages, strict=True)]
    spent: list[list[tuple[float, float]]] = [[] for _ in ages]
    for n in range(REPEATS):
        for site, page, times in zip(sites, ages, spent, strict=True):
            pressed = page.pressed[n % len(page.pressed)] if page.pressed else None
            cpu, clock = time.process_time(), time.perf_counter()
            site.opened(page.address, pressed)
            times.append((time.process_time() - cpu, time.perf_counter() - clock))
    for (queries, content), times in zip(asked, spent, strict=True):
        cpu, clock = (1000 * median(column) for column in zip(*times, strict=True))
        weight = len(content) / 1024, len(gzip.compress(content, 6)) / 1024
        yield f"{queries:>8}{cpu:>8.1f}{clock:>8.1f}{weight[0]:>8.0f}{weight[1]:>9.0f}"


def tried(site: Site, page: Page) -> tuple[int, bytes]:
    """The queries and the body of a page that was opened before.

    Raises:
        RuntimeError: it answers with another status than it should.
    """
    for pressed in page.pressed or (None,):
        if (status := site.opened(page.address, pressed)[0]) != page.status:
            raise RuntimeError(f"{page.address} answered {status}")
    with CaptureQueriesContext(connection) as asked:
        content = site.opened(page.address, page.pressed[0] if page.pressed else None)[1]
        queries = len(asked)
    return queries, gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


if __name__ == "__main__":
    main()
