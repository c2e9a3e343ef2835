"""A national registry on one machine, printed and never asserted: ``uv run python -m tests.bench.registry``.

Of each size: what the rows take, how many reports two workers make in a second, and the time of the list and of
people's pages as a clinician opens them (the median and the 95th of 100 answers), all in one clinic, which is the
harder case. Everyone logs on a share of the days, and each entry left two rows in the audit. At the end what follows
for ``PROJECTED`` people, by the arithmetic that stands in ``projected``.
"""

import random
import time
from argparse import ArgumentParser
from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np

from tests.bench.pages import Site  # sets Django up

from django.db import connection  # isort: skip
from django.test.utils import setup_databases, teardown_databases  # isort: skip
from django.urls import reverse  # isort: skip
from django.utils import timezone  # isort: skip

from care import overviews, places  # isort: skip
from care.asked import sealed  # isort: skip
from care.models import Overview  # isort: skip
from people import months  # isort: skip
from people.models import AuditEvent, Clinic, Membership, Patient, User  # isort: skip
from symptoms.models import CheckIn  # isort: skip
from tests.bench.crowd import grow, templates  # isort: skip
from tests.bench.refresh import by_workers  # isort: skip
from tests.cast import person  # isort: skip

KINDS = 12  # different people, of whom the others are copies
ANSWERS = 100
LISTS = (
    "?sort=need",
    "?page=2",
    "?sort=name",
    "?sort=last_entry",
    "?group=nothing",
    "?due=yes",
    "?" + urlencode(sealed({"q": "4"})),
)
CORES, PROJECTED = 4, 50_000


@dataclass(frozen=True)
class Found:
    """Of one size: reports in a second, bytes a person, and seconds of each answer by page."""

    people: int
    rate: float
    each: float
    answered: dict[str, list[float]]


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--people", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--days", type=int, default=1096)
    parser.add_argument("--share", type=float, default=0.4, help="of the days on which somebody logs")
    wanted = parser.parse_args()
    databases = setup_databases(verbosity=0, interactive=False)
    connection.settings_dict["CONN_MAX_AGE"] = 60  # as the site has it
    try:
        known = templates(wanted.days, timezone.now(), KINDS, wanted.share)
        clinic, cleo = known[0].clinic, person("Clinician")
        Membership.objects.create(user=cleo, clinic=clinic, role="clinician")
        found = [measured(size, known, clinic, cleo) for size in sorted(wanted.people)]
        projected(found)
    finally:
        teardown_databases(databases, verbosity=0)


def measured(size: int, known: list[Patient], clinic: Clinic, cleo: User) -> Found:
    began = time.monotonic()
    grow(known, size)
    in_the_audit()
    months.make(timezone.now())
    print(f"\n{size:,} people, made in {time.monotonic() - began:.0f} s", flush=True)
    each = stored(size)
    reports = by_workers(size)
    print(f"  reports       {reports}", flush=True)
    began = time.monotonic()
    places.catch_up(timezone.now())
    print(f"  places        {size / (time.monotonic() - began):6.1f} people/s", flush=True)
    Overview.objects.all().delete()  # that of the size before stays for its night
    began = time.monotonic()
    overviews.make(clinic.pk, timezone.now())
    print(f"  the overview  {time.monotonic() - began:6.1f} s", flush=True)
    return Found(size, float(reports.split()[0]), each, answered(clinic, cleo))


def in_the_audit() -> None:
    """For each entry of somebody who has no event yet two: the form that was opened, and the answers."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {AuditEvent._meta.db_table} (at, user_id, patient_id, verb, detail)"  # noqa: S608  our names
            " SELECT day + time '09:00' AT TIME ZONE 'UTC', author_id, patient_id, verb, 'checkin ' || entry.id"
            f" FROM {CheckIn._meta.db_table} entry, unnest(ARRAY['log', 'create']) verb"
            f" WHERE NOT EXISTS (SELECT FROM {AuditEvent._meta.db_table} event"
            "  WHERE event.patient_id = entry.patient_id) ORDER BY day"
        )


def stored(size: int) -> float:
    """Bytes a person, with indexes."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute(
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace ORDER BY 2 DESC"
        )
        tables = [(name, int(taken)) for name, taken in cursor.fetchall()]
    total = sum(taken for _, taken in tables)
    largest = ", ".join(f"{name} {taken / size / 1024:.0f}" for name, taken in tables[:6])
    entries, events = CheckIn.objects.count(), AuditEvent.objects.count()
    print(f"  rows          {entries:,} entries, {events:,} in the audit")
    print(f"  on disk       {total / 1e9:.1f} GB, {total / size / 1024:.0f} kB a person: {largest}", flush=True)
    return total / size


def answered(clinic: Clinic, cleo: User) -> dict[str, list[float]]:
    """Seconds of each answer. The pages take turns, so that what else the machine does falls on all alike; people are
    drawn, since a page that was just opened lies in memory."""
    drawn = random.Random(len(LISTS))
    of_whom = list(Patient.objects.order_by("pk").values_list("pk", flat=True))
    site = Site(cleo)
    spent: dict[str, list[float]] = {"list": [], "page of a person": [], "overview": []}
    for n in range(ANSWERS + 10):
        pages = {
            "list": f"{reverse('worklist')}{LISTS[n % len(LISTS)]}",
            "page of a person": reverse("dashboard", args=[drawn.choice(of_whom)]),
            "overview": reverse("overview", args=[clinic.pk]),
        }
        for name, address in pages.items():
            begun = time.perf_counter()
            status, _ = site.opened(address)
            took = time.perf_counter() - begun
            if status != 200:
                raise RuntimeError(f"{address} answered {status}")
            if n >= 10:  # until all of it is warm
                spent[name].append(took)
    for name, times in spent.items():
        middle, high = 1000 * np.quantile(times, [0.5, 0.95])
        print(f"  {name:<18}p50 {middle:6.1f} ms, p95 {high:6.1f} ms", flush=True)
    return spent


def projected(found: list[Found]) -> None:
    """What the largest of the sizes says of ``PROJECTED`` people on ``CORES`` cores: reports go by cores (each is made
    alone, by one process), rows by people."""
    first, last = found[0], found[-1]
    print()
    for name, times in last.answered.items():
        ratio = np.quantile(times, 0.95) / np.quantile(first.answered[name], 0.95)
        print(f"{name}: p95 {ratio:.2f} times that of {first.people:,} people")
    rate = last.rate * CORES / 2
    print(f"reports: {last.rate / first.rate:.2f} times the rate of {first.people:,} people")
    print(f"{PROJECTED:,} people on {CORES} cores: {PROJECTED / rate / 60:.0f} minutes a night at {rate:.0f} a second")
    print(f"{PROJECTED:,} people: {PROJECTED * last.each / 1e9:.0f} GB of rows")


if __name__ == "__main__":
    main()
