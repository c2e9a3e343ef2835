"""Server time and weight of the pages, printed and never asserted: ``uv run python -m tests.bench.pages``."""

import gzip
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases  # noqa: E402
from django.urls import reverse  # noqa: E402

from people.models import Clinic, Membership, Patient, User  # noqa: E402
from symptoms.models import Report  # noqa: E402
from tests.cast import new_patient, person  # noqa: E402
from tests.reports.people import followed  # noqa: E402

REPEATS = 7
CLINIC_SIZE = 500
DAYS = {"30 days": 30, "1 year": 365, "3 years": 1096, "10 years": 3653}


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        print(f"{'page':<34}{'queries':>8}{'ms':>8}{'kB':>8}{'kB gzip':>9}")
        for name, user, address in pages():
            print(f"{name:<34}" + measured(user, address))
    finally:
        teardown_databases(databases, verbosity=0)


def pages() -> Iterator[tuple[str, User, str]]:
    """Each page with who opens it; the people are made as they are needed."""
    clinic = Clinic.objects.create(name="North Clinic")
    ada, cleo = person("Ada"), person("Cleo")
    Membership.objects.create(user=cleo, clinic=clinic, role="clinician")
    for told, days in DAYS.items():
        patient = followed(new_patient(clinic, told), ada, cleo, days)
        own = Membership.objects.create(user=ada, patient=patient, role="patient")
        yield f"home, {told}", ada, reverse("home")
        yield f"check-in, {told}", ada, reverse("check_in", args=[patient.pk])
        question = [patient.pk, datetime.now(UTC).date(), "all", "weakness.hand.left"]
        yield f"a question, {told}", ada, reverse("question", args=question)
        yield f"dashboard of a patient, {told}", ada, reverse("dashboard", args=[patient.pk])
        yield f"picture of a patient, {told}", ada, reverse("picture", args=[patient.pk, "spread"])
        yield f"dashboard of a clinician, {told}", cleo, reverse("dashboard", args=[patient.pk])
        yield f"summary to print, {told}", ada, reverse("summary", args=[patient.pk])
        yield f"progress, {told}", cleo, reverse("progress", args=[patient.pk])
        own.delete()
    fill(clinic, Report.objects.get(patient__reference="3 years"))
    yield f"worklist of {CLINIC_SIZE}", cleo, reverse("worklist")
    yield f"worklist of {CLINIC_SIZE}, searched", cleo, reverse("worklist") + "?q=4"


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


def measured(user: User, address: str) -> str:
    """Queries, the median time of an answer, and its weight, as the columns of a row."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    if (status := client.get(address).status_code) != 200:
        raise RuntimeError(f"{address} answered {status}")
    with CaptureQueriesContext(connection) as asked:
        content = client.get(address).content
        queries = len(asked)
    took = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        client.get(address)
        took.append(time.perf_counter() - begun)
    weight = len(content) / 1024, len(gzip.compress(content, 6)) / 1024
    return f"{queries:>8}{median(took) * 1000:>8.0f}{weight[0]:>8.0f}{weight[1]:>9.0f}"


if __name__ == "__main__":
    main()
