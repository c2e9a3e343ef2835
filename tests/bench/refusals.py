"""How long a record that is not there takes to be refused, and one of another clinic.

``uv run python -m tests.bench.refusals``. Printed, never asserted. Both are asked in turn, in an order by chance, as
somebody would who compares them. ``told apart``: how often the slower one of a pair is the one of another clinic; 50 %
is not at all.
"""

import os
import random
import time
import uuid
from statistics import median, quantiles

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["LOG_LEVEL"] = "ERROR"  # each refusal is a warning
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from people.models import Clinic, Membership  # noqa: E402
from tests.cast import new_patient, person  # noqa: E402

PAIRS, RECORDS = 1000, 1000
ADDRESSES = {"page": "/patients/{}/", "API": "/api/v1/patients/{}/report/"}


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    connection.settings_dict["CONN_MAX_AGE"] = 60  # as the site has it
    try:
        client, theirs = asker()
        print(f"{'ms':<8}{'not there':>24}{'of another clinic':>24}{'told apart':>12}")
        for name, address in ADDRESSES.items():
            pairs = [asked(client, address, random.choice(theirs)) for _ in range(PAIRS)]
            absent, other = zip(*pairs, strict=True)
            slower = sum(second > first for first, second in pairs) / len(pairs)
            print(f"{name:<8}{told(absent):>24}{told(other):>24}{slower:>11.1%}", flush=True)
    finally:
        teardown_databases(databases, verbosity=0)


def asker() -> tuple[Client, list[uuid.UUID]]:
    """Cleo, and the records of a clinic that is not hers."""
    north, east = (Clinic.objects.create(name=f"{name} Clinic") for name in ("North", "East"))
    cleo, client = person("Cleo"), Client(SERVER_NAME="localhost")
    Membership.objects.create(user=cleo, clinic=north, role="clinician")
    client.force_login(cleo)
    return client, [new_patient(east, f"E-{number}").pk for number in range(RECORDS)]


def asked(client: Client, address: str, theirs: uuid.UUID) -> tuple[float, float]:
    """Milliseconds of the one that is not there and of the one of another clinic."""
    took = {}
    for patient_id in random.sample([uuid.uuid4(), theirs], 2):
        begun = time.perf_counter()
        status = client.get(address.format(patient_id)).status_code
        took[patient_id == theirs] = 1000 * (time.perf_counter() - begun)
        assert status == 404
    return took[False], took[True]


def told(times: tuple[float, ...]) -> str:
    low, _half, high = quantiles(times, n=4)
    return f"{median(times):.2f} ({low:.2f} to {high:.2f})"


if __name__ == "__main__":
    main()
