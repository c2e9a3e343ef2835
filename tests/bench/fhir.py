"""What a bundle of a record costs, up to ten years, printed and never asserted: ``python -m tests.bench.fhir``."""

import os
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases  # noqa: E402

from exchange.fhir.load import import_bundle, read_bundle  # noqa: E402
from exchange.fhir.write import bundle_of  # noqa: E402
from people.models import Clinic, Patient  # noqa: E402
from symptoms.derive import maker  # noqa: E402
from tests.cast import NOW, new_patient, person  # noqa: E402
from tests.exchange.archive.carrying import undone  # noqa: E402
from tests.reports.people import loaded  # noqa: E402

DAYS = (30, 365, 1096, 3652)


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        clinic, by, clinician = Clinic.objects.create(name="North Clinic"), person("Ada"), person("Cleo")
        for days in DAYS:
            patient = new_patient(clinic, f"{days} days")
            loaded(patient, by, clinician, days)
            maker.refresh(patient.pk, now=NOW)
            print(f"{days} days: {told(patient)}")
    finally:
        teardown_databases(databases, verbosity=0)


def told(patient: Patient) -> str:
    began = time.monotonic()
    with CaptureQueriesContext(connection) as asked:
        text = bundle_of(patient)
    wrote = time.monotonic() - began
    with undone():
        began = time.monotonic()
        done = import_bundle(read_bundle(text.encode(), now=NOW), patient.clinic, by=None, now=NOW)
        read = time.monotonic() - began
    entries, size = text.count('"fullUrl"'), len(text) / 1e6
    which = f"{entries} entries, {size:.1f} MB, {len(asked)} queries, written in {wrote:.2f} s"
    return f"{which}; read again in {read:.2f} s ({done.unchanged} rows unchanged)"


if __name__ == "__main__":
    main()
