"""A backup of a site at work, and the site that comes of it in either database program."""

import datetime as dt
import json
import threading
import zipfile
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from exchange.models import KeptFile
from people import months, seals
from people.models import AuditEvent, AuditSeal, OutgoingMail, Patient
from symptoms.derive import maker
from symptoms.models import CheckIn
from symptoms.write import verbs
from tests.alsweak.backup.restored import drilled, empty, programs
from tests.cast import NOW, TODAY
from tests.people.account.ways import verified
from tests.reports.people import followed

HERE = connection.vendor
ELSEWHERE = ["sqlite"] if HERE == "postgresql" else []  # a PostgreSQL runs beside the tests of one of them alone


@pytest.fixture
def filled(transactional_db, clinic, record, ada, ben, cleo, dan):
    """Everybody with something, the kinds of rows that are easily lost among it."""
    call_command("seed", patients=1, days=30, seed=3, end=TODAY)
    verified(ada)
    followed(record, ada, cleo, 40)
    KeptFile.objects.create(user=ada, clinic=clinic, made_at=NOW, name="Ä \x1f “x”\n", data=bytes(range(256)))
    OutgoingMail.objects.create(to=["ada@example.org"], subject="a letter", text="that waits", made_at=NOW)
    for patient in Patient.objects.all():
        maker.refresh(patient.pk, now=NOW)


@contextmanager
def written_meanwhile(record, author):
    """Somebody saves days as fast as they can. Gives how many were acknowledged."""
    saved, over = [], threading.Event()

    def write():
        while not over.is_set():
            day = TODAY - dt.timedelta(days=100 + len(saved))
            verbs.record_check_in(record, day, {"weakness.neck": 3}, by=author, source="self", now=NOW)
            saved.append(day)
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield saved
    finally:
        over.set()
        thread.join()


def test_a_backup_that_was_taken_while_people_write_is_the_same_site_in_either_database(
    filled, dan, tmp_path, monkeypatch
):
    programs(monkeypatch)
    seals.seal(timezone.now())
    with written_meanwhile(Patient.objects.get(reference="D-1"), dan) as saved:
        while not saved:
            pass
        call_command("backup", to=tmp_path)
    (file,) = tmp_path.iterdir()
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))

    counted = manifest["tables"]["symptoms_checkin"]["rows"]
    assert CheckIn.objects.count() - len(saved) < counted < CheckIn.objects.count()
    assert manifest["tables"]["people_auditevent"]["rows"] < AuditEvent.objects.count()
    for vendor in (HERE, *ELSEWHERE):
        with empty(vendor, tmp_path) as database:
            came = drilled(file, database, tmp_path / "var")
        *tables, end, chain, last = came["told"]
        assert tables == [f"{name}: {told['rows']} rows, the same" for name, told in manifest["tables"].items()]
        assert end == "the end of the audit: 1 rows, the same"
        assert chain == f"the chain of the audit: {AuditSeal.objects.count()} rows, the same"
        assert last == f"All is as it was on {manifest['made_at']}."
        assert (came["reports"], came["signed in"], came["next"]) == ([True, True], True, True)
        assert came["months"] == {"postgresql": [months.AHEAD, 0], "sqlite": [None, 0]}[vendor]
