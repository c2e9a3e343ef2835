"""What a real replica of the server of the tests is read for, and what not, however far behind it is."""

import io
import re
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alsweak import database, health, tasks
from alsweak.patience import PATIENCE_SECONDS, Watch
from exchange.archive.write import one_moment
from exchange.research.counts import LEAST
from people import audit, consent, replica
from people.models import AuditEvent, Patient
from people.replica import ALIAS
from reports.models import Printout
from reports.pdf.run import run
from symptoms.derive import maker
from symptoms.models import CheckIn
from symptoms.read.arrays import standing_rows
from tests import canaries, servers
from tests.cast import NOW, TODAY
from tests.exchange.archive.carrying import files_of
from tests.exchange.research.giving import SECRET, agreed, given, person_of
from tests.hanging import Line
from tests.reports.opened import entry, signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", ALIAS])

A_BUSY_MACHINE = 20  # seconds: the replica follows the databases of all that test at the same time
ENDED = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
OF_RIGHTS = {"symptoms_checkin", "symptoms_signs"}  # whether a reader said themselves what is private
READ = re.compile(r'(?:FROM|JOIN) "((?:symptoms|care)_\w+)"')


def leading_to(**options):
    """The settings of a site as they are with ``DATABASE_REPLICA_URL``."""
    here = connection.settings_dict
    options = here["OPTIONS"] | {"connect_timeout": database.CONNECT_SECONDS} | options
    return here | {"OPTIONS": options, "TEST": here["TEST"] | {"MIRROR": "default"}}


@pytest.fixture(scope="module")
def folder(django_db_setup, django_db_blocker):
    """Where the replica listens that these tests have, of all databases of the server."""
    slot = re.sub(r"\W", "_", connection.settings_dict["NAME"])
    place, end = servers.start_replica(Path(connection.settings_dict["OPTIONS"]["host"]), slot)
    connections.databases[ALIAS] = leading_to(host=str(place))
    yield place
    del connections.databases[ALIAS]
    told = canaries.in_files([place / "log"])
    end()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_drop_replication_slot(%s)", [slot])
    connection.close()
    assert told == []


@pytest.fixture
def followed(folder, transactional_db, settings, monkeypatch):
    settings.DATABASE_ROUTERS = ["people.replica.Router"]
    monkeypatch.setattr(replica, "PATIENCE", A_BUSY_MACHINE)
    monkeypatch.setattr(health, "PING_SECONDS", A_BUSY_MACHINE)
    yield
    connections[ALIAS].close()
    del connections[ALIAS]


@contextmanager
def led_to(**options):
    """It is another one meanwhile."""
    kept, connections.databases[ALIAS] = connections.databases[ALIAS], leading_to(**options)
    connections[ALIAS].close()
    del connections[ALIAS]
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        connections.databases[ALIAS] = kept


@pytest.fixture
def at_the_replica(folder):
    """A statement to the replica, as its owner."""
    with closing(psycopg2.connect(host=str(folder), user="postgres", dbname="postgres")) as own:
        own.autocommit = True
        yield own.cursor().execute


@pytest.fixture
def lagging(followed, at_the_replica):
    """It stands still while others write; what lets it go on."""
    at_the_replica("SELECT pg_wal_replay_pause()")
    yield lambda: at_the_replica("SELECT pg_wal_replay_resume()")
    at_the_replica("SELECT pg_wal_replay_resume()")


def asked(queries):
    """Of which tables of symptoms and care something was read."""
    return {table for query in queries for table in READ.findall(query["sql"])}


def csv_of(user, record):
    answer = signed_in(user).get(reverse("export_csv", args=[record.pk]))
    return [line.partition(",")[2] for line in answer.content.decode().splitlines()[1:] if answer.status_code == 200]


def without_its_moment(data):
    return {name: content for name, content in files_of(data).items() if name != "manifest.json"}


def command(*arguments, folder):
    out = folder / "out"
    call_command(*arguments, "--output", out, stdout=io.StringIO(), stderr=io.StringIO())
    return out.read_bytes()


def exports(user, record, folder):
    """By name how each is made, without what tells when that was."""
    client = signed_in(user)
    paper = Printout.objects.create(patient=record, by=user, made_at=NOW, heard_at=NOW, language="en", paper="a4")

    def fetched(name, pk):
        answer = client.get(reverse(name, args=[pk]))
        assert answer.status_code == 200
        return b"".join(answer)

    return {
        "zip": lambda: without_its_moment(fetched("export_zip", record.pk)),
        "zip of a clinic": lambda: without_its_moment(fetched("export_clinic_zip", record.clinic_id)),
        "csv": lambda: fetched("export_csv", record.pk),
        "fhir": lambda: fetched("api_fhir", record.pk),
        "export": lambda: without_its_moment(command("export", folder=folder)),
        "export_csv": lambda: command("export_csv", folder=folder),
        "export_fhir": lambda: re.sub(rb'"timestamp":"[^"]+"', b"", command("export_fhir", "A-1", folder=folder)),
        "research": given,
        "pdf": lambda: run(str(paper.pk)),
    }


@pytest.fixture
def people(clinic, cleo, settings):
    """Enough for an export for research."""
    settings.ALSWEAK_RESEARCH_SECRET = SECRET
    for number in range(LEAST):
        agreed(person_of(clinic, number, cleo), cleo)


def test_each_export_is_read_at_the_replica_and_is_that_of_the_primary(followed, tmp_path, people, record, ada, cleo):
    entry(record, ada, weakness__hand__left=3)
    maker.refresh(record.pk, now=NOW)
    read_at = {}
    for name, make in exports(cleo, record, tmp_path).items():
        with CaptureQueriesContext(connection) as here, CaptureQueriesContext(connections[ALIAS]) as there:
            made = make()
        read_at[name] = asked(here) - OF_RIGHTS, bool(asked(there))
        with transaction.atomic():  # where the primary is read
            assert (name, made) == (name, make())
    assert read_at == dict.fromkeys(read_at, (set(), True))


def test_what_was_saved_is_in_it_however_far_the_replica_is_behind(lagging, record, ada, monkeypatch, caplog):
    monkeypatch.setattr(replica, "PATIENCE", 0.1)
    entry(record, ada, weakness__hand__left=3)

    assert csv_of(ada, record) == ["2026-03-02,self,3"]
    assert caplog.messages == ["The replica is of no use (behind): an export reads the primary."]


def test_a_replica_that_is_a_little_behind_is_waited_for(lagging, record, ada, caplog):
    entry(record, ada, weakness__hand__left=3)
    threading.Timer(0.3, lagging).start()

    with CaptureQueriesContext(connections[ALIAS]) as there:
        assert csv_of(ada, record) == ["2026-03-02,self,3"]
    assert ("symptoms_checkin" in asked(there), caplog.messages) == (True, [])


def test_a_site_that_is_told_of_a_save_before_it_is_on_disk_has_it_in_an_export_too(followed, record):
    with connection.cursor() as primary:
        primary.execute("SET synchronous_commit TO off")
        Patient.objects.update(reference="A-2")
        told = replica.read(lambda: (replica.alias(), Patient.objects.get().reference))
        primary.execute("RESET synchronous_commit")
    assert told == (ALIAS, "A-2")


def test_who_lost_the_right_finds_nothing_though_the_replica_knows_it_not_yet(lagging, record, ada, ben):
    consent.end_grant(record.memberships.get(user=ben), by=ada, now=timezone.now())
    assert signed_in(ben).get(reverse("export_csv", args=[record.pk])).status_code == 404


def test_a_replica_that_goes_away_amid_an_export_costs_no_line_of_it(followed, at_the_replica, ada, record, caplog):
    entry(record, ada, weakness__hand__left=3)
    file, read_from = io.StringIO(), []

    def write():
        read_from.append(replica.alias())
        file.write("begun\n")
        with one_moment():
            assert Patient.objects.get() == record
            if replica.alias() == ALIAS:
                at_the_replica(ENDED, [connection.settings_dict["NAME"]])
            return len(standing_rows(CheckIn, record.pk, TODAY).days)

    assert replica.written(file, write) == 1
    assert (read_from, file.getvalue()) == ([ALIAS, "default"], "begun\n")
    assert caplog.messages == ["The replica went away while an export read it: it is begun anew at the primary."]
    assert replica.read(replica.alias) == ALIAS  # the next one is read there again


def test_a_page_does_not_wait_for_a_replica_that_hangs_amid_an_export(followed, folder, record):
    line, watch, read_from = Line(f"{folder}/.s.PGSQL.5432"), Watch(), []

    def make():
        read_from.append(replica.alias())
        line.hang()
        return HttpResponse(Patient.objects.get().reference)

    with led_to(host="127.0.0.1", port=line.port):
        threading.Timer(PATIENCE_SECONDS + 0.1, watch.look).start()
        answer = watch.answer(lambda request: replica.read(make), HttpRequest())
    line.end()
    assert (answer.content, read_from, watch.hangs) == (b"A-1", [ALIAS, "default"], False)


def test_what_an_export_writes_is_written_at_the_primary_and_a_row_of_the_replica_is_any_other(followed, record, ada):
    def make():
        audit.record("export", user=ada, patient=record)
        return Patient.objects.get()

    read = replica.read(make)
    assert AuditEvent.objects.filter(verb="export").count() == 1
    with CaptureQueriesContext(connections[ALIAS]) as there:
        assert read.clinic.name == "North Clinic"
        read.reference = "A-2"
        read.save()
    assert (len(there), Patient.objects.get().reference) == (0, "A-2")


def test_within_a_transaction_what_was_written_in_it_is_read(followed, record):
    with transaction.atomic():
        Patient.objects.update(reference="A-2")
        assert replica.read(lambda: (replica.alias(), Patient.objects.get().reference)) == ("default", "A-2")


def test_how_the_replica_is_stands_at_readyz(followed, folder, record, client, tmp_path, at_the_replica, monkeypatch):
    def told(**options):
        with led_to(**options):
            said = client.get("/readyz").json()
        return said["status"], said["replica"], said["late"]

    tasks.pulse()
    line = Line(f"{folder}/.s.PGSQL.5432")
    assert told(host=str(folder)) == told(host="127.0.0.1", port=line.port) == ("ok", "ok", [])
    line.hang()
    away = ("degraded", "away", ["The replica does not answer: exports read the primary."])
    assert told(host="127.0.0.1", port=line.port) == told(host=str(tmp_path)) == away
    line.end()
    wrong = "DATABASE_REPLICA_URL leads to no replica of this database: exports read the primary."
    assert told() == told(host=str(folder), dbname="postgres") == ("degraded", "other", [wrong])

    at_the_replica("SELECT pg_wal_replay_pause()")
    Patient.objects.update(reference="A-2")
    monkeypatch.setattr(health, "PING_SECONDS", 0.1)
    late = ("degraded", "behind", ["The replica is behind: exports read the primary."])
    assert told(host=str(folder)) == late
    at_the_replica("SELECT pg_wal_replay_resume()")
