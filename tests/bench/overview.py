"""What the nightly view of a clinic costs at 500 and at 10,000 people, printed and never asserted.

``uv run python -m tests.bench.overview``. Six people with two years of daily entries have reports made by the ordinary
way; all others are copies of their rows, each with answers to signs. CPU is that of this process, the time is with the
database's; memory is the most that Python held beside what it held before.
"""

import datetime as dt
import time
import tracemalloc

from tests.bench.pages import Page, measured  # sets Django up

from django.db import connection  # isort: skip
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases  # isort: skip
from django.urls import reverse  # isort: skip
from django.utils import timezone  # isort: skip

from care import overviews  # isort: skip
from care.models import Overview, SignAnswer  # isort: skip
from people.models import Clinic, Membership, Patient, User  # isort: skip
from symptoms.derive import maker  # isort: skip
from symptoms.models import Report  # isort: skip
from tests.bench.crowd import templates  # isort: skip
from tests.cast import person  # isort: skip

SIZES = (500, 10_000)
DAYS = 730
DAY = dt.timedelta(days=1)


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    connection.settings_dict["CONN_MAX_AGE"] = 60  # as the site has it
    try:
        now = timezone.now()
        reports = made(now)
        print(f"{'people':>8}{'queries':>9}{'CPU s':>8}{'s':>8}{'MB':>8}")
        for size in SIZES:
            clinic, cleo = filled(size, reports, now)
            print(f"{size:>8,}{measure(clinic, now)}", flush=True)
            for row in measured([Page("page", cleo, reverse("overview", args=[clinic.pk]))]):
                print(f"{'page':>8}{row}  (queries, CPU ms, ms, kB, kB gzip)", flush=True)
    finally:
        teardown_databases(databases, verbosity=0)


def made(now: dt.datetime) -> list[Report]:
    patients = templates(DAYS, now)
    for patient in patients:
        maker.refresh(patient.pk, now=now)
    return list(Report.objects.select_related("patient"))


def filled(size: int, reports: list[Report], now: dt.datetime) -> tuple[Clinic, User]:
    """A clinic with so many copies, and a clinician of it; everyone has had an answer to a sign."""
    clinic, cleo = Clinic.objects.create(name=f"Clinic of {size}"), person(f"Cleo{size}")
    Membership.objects.create(user=cleo, clinic=clinic, role="clinician")
    since = now.date() - (DAYS + 90) * DAY
    patients = Patient.objects.bulk_create(
        Patient(clinic=clinic, reference=f"N-{n}", onset_month=(since - n % 600 * DAY).replace(day=1))
        for n in range(size)
    )
    kept = [field.name for field in Report._meta.concrete_fields if field.name != "patient"]
    for start in range(0, size, 500):
        Report.objects.bulk_create(
            Report(patient=patient, **{name: getattr(reports[n % len(reports)], name) for name in kept})
            for n, patient in enumerate(patients[start : start + 500])
        )
    SignAnswer.objects.bulk_create(
        SignAnswer(patient=patient, rule="R07", since=now.date() - 30 * DAY, action="acknowledged", by=cleo, at=now)
        for patient in patients
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return clinic, cleo


def measure(clinic: Clinic, now: dt.datetime) -> str:
    with CaptureQueriesContext(connection) as asked:
        begun, cpu = time.perf_counter(), time.process_time()
        overviews.make(clinic.pk, now)
        took, used = time.perf_counter() - begun, time.process_time() - cpu
    Overview.objects.filter(clinic=clinic).delete()
    tracemalloc.start()
    overviews.make(clinic.pk, now)
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return f"{len(asked):>9}{used:>8.1f}{took:>8.1f}{most:>8.0f}"


if __name__ == "__main__":
    main()
