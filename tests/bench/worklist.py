"""What the list of a clinic costs at 100, 500 and 10,000 people, printed and never asserted.

``uv run python -m tests.bench.worklist``. The rows are generated: facts as a report has them, without the report. CPU
is that of this process, the time is with the database's.
"""

import datetime as dt
import random
from urllib.parse import urlencode

from tests.bench.pages import Page, measured  # sets Django up

from django.db import connection  # isort: skip
from django.test.utils import setup_databases, teardown_databases  # isort: skip
from django.urls import reverse  # isort: skip
from django.utils import timezone  # isort: skip

from care import places  # isort: skip
from care.asked import sealed  # isort: skip
from care.models import LastLook, Owner  # isort: skip
from clinical import ENGINE  # isort: skip
from clinical.due import Known, Task  # isort: skip
from clinical.glance import Glance, Week  # isort: skip
from clinical.need import Facts, Sign  # isort: skip
from clinical.plain import plain  # isort: skip
from clinical.rules import Level  # isort: skip
from clinical.seen import Seen  # isort: skip
from clinical.spread import Kind, SpreadEvent  # isort: skip
from clinical.vocabulary import CELLS  # isort: skip
from people.models import Clinic, Membership, Patient, User  # isort: skip
from symptoms.models import Report  # isort: skip
from tests.cast import person  # isort: skip

SIZES = (100, 500, 10_000)
SIGNED = {"R05": Level.URGENT, "R06": Level.SOON, "R07": Level.SOON, "R17": Level.ROUTINE, "R24": Level.ROUTINE}
PAGES = {
    "by need": "",
    "by need, page 7": "?sort=need&page=7",
    "by name": "?sort=name",
    "by last entry": "?sort=last_entry",
    "nothing new": "?group=nothing",
    "mine": "?owner=me",
    "nobody's": "?owner=nobody",
    "same day": "?level=urgent",
    "something due": "?due=yes",
    "searched": "?" + urlencode(sealed({"q": "4"})),
}
DAY = dt.timedelta(days=1)


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    connection.settings_dict["CONN_MAX_AGE"] = 60  # as the site has it
    try:
        print(f"{'list':<34}{'queries':>8}{'CPU ms':>8}{'ms':>8}{'kB':>8}{'kB gzip':>9}")
        for size in SIZES:
            cleo = filled(size)
            pages = [Page(f"{size}, {told}", cleo, f"{reverse('worklist')}{query}") for told, query in PAGES.items()]
            for page in pages:
                for row in measured([page]):
                    print(f"{page.name:<34}{row}", flush=True)
    finally:
        teardown_databases(databases, verbosity=0)


def filled(size: int) -> User:
    """A clinician of a clinic with so many people, each with facts, half with an owner and a look."""
    drawn, now = random.Random(size), timezone.now()
    clinic, cleo = Clinic.objects.create(name=f"Clinic of {size}"), person(f"Cleo{size}")
    Membership.objects.create(user=cleo, clinic=clinic, role="clinician")
    patients = Patient.objects.bulk_create(
        [Patient(clinic=clinic, reference=f"N-{n}", name=f"Person {n}", data_version=3) for n in range(size)]
    )
    stamp = {"data_version": 3, "engine": ENGINE, "as_of": now.date(), "computed_at": now, "report": {}, "series": {}}
    known = {patient.pk: made_up(drawn, now.date()) for patient in patients}
    Report.objects.bulk_create(
        [Report(patient=patient, facts=plain(known[patient.pk]), **stamp) for patient in patients], batch_size=1000
    )
    half = patients[::2]
    Owner.objects.bulk_create([Owner(patient=patient, user=cleo, by=cleo) for patient in half])
    looks = [(patient, seen_of(known[patient.pk], now.date()).to_json()) for patient in half]
    LastLook.objects.bulk_create(
        [LastLook(user=cleo, patient=patient, at=now - 3 * DAY, version=2, seen=seen) for patient, seen in looks]
    )
    places.catch_up(now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return cleo


def seen_of(known: Facts, today: dt.date) -> Seen:
    return Seen.of(known.signs, known.spread, today - 3 * DAY)


def made_up(drawn: random.Random, today: dt.date) -> Facts:
    last = today - drawn.choice((0, 0, 1, 2, 5, 20, 90)) * DAY
    signs = tuple(
        Sign(
            rule, SIGNED[rule], today - drawn.randint(10, 80) * DAY, fired := today - drawn.randint(0, 30) * DAY, fired
        )
        for rule in drawn.sample(sorted(SIGNED), drawn.choice((0, 0, 0, 1, 2)))
    )
    event = SpreadEvent(today - drawn.randint(0, 400) * DAY, drawn.choice(CELLS), (Kind.DISTANT,))
    shown = Glance(
        weeks=tuple(Week(drawn.randint(0, 7), int(drawn.random() < 0.2)) for _ in range(12)),
        fvc=float(drawn.randint(40, 110)),
        fvc_on=last,
        weight=round(drawn.uniform(80, 105), 1),
        weight_on=last,
        usual=True,
        lately=tuple(last - n * DAY for n in range(20)),
    )
    done = {task: today - drawn.randint(0, 200) * DAY for task in Task}
    return Facts(signs, event if drawn.random() < 0.5 else None, (), last, shown, Known(today - 400 * DAY, done))


if __name__ == "__main__":
    main()
