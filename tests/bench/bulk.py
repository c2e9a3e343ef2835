"""The first report straight after a long record was loaded, printed and never asserted: ``python -m tests.bench.bulk``.

Nothing has analysed the tables since: the database's statistics are of the people who were there before.
"""

import os
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from people.models import Clinic, User  # noqa: E402
from symptoms.derive import maker  # noqa: E402
from tests.cast import TODAY, new_patient, person  # noqa: E402
from tests.reports.people import loaded  # noqa: E402

DAYS = 3653
BEFORE = {"one person with 30 days": (1, 30), "1000 people with a day each": (1000, 1)}


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        clinic, by, clinician = Clinic.objects.create(name="North Clinic"), person("Ada"), person("Cleo")
        maker.report_of(new_patient(clinic, "to be warm"), TODAY)
        for told, (people, days) in BEFORE.items():
            for n in range(people):
                loaded(new_patient(clinic, f"{told} {n}"), by, clinician, days)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            print(f"ten years, where the statistics know {told}: {first_and_second(clinic, by, clinician, told)}")
    finally:
        teardown_databases(databases, verbosity=0)


def first_and_second(clinic: Clinic, by: User, clinician: User, reference: str) -> str:
    patient = new_patient(clinic, f"After {reference}")
    began = time.monotonic()
    loaded(patient, by, clinician, DAYS)
    took = [time.monotonic() - began]
    for _ in range(2):
        began = time.monotonic()
        maker.report_of(patient, TODAY)
        took.append(time.monotonic() - began)
    load, first, second = took
    return f"loaded in {load:.2f} s, first {first:.2f} s, second {second:.2f} s ({first / second:.2f} times)"


if __name__ == "__main__":
    main()
