"""What whoever runs the site, and a machine that watches it, can ask without signing in."""

import datetime as dt
import socket
import time
from contextlib import closing

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from alsweak import health, tasks
from alsweak.models import Pulse
from clinical import ENGINE
from exchange.models import LargeFile
from people import seals
from people.models import AuditEvent, OutgoingMail, Patient
from reports.models import Printout
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.write import verbs

NOTHING = {
    "status": "ok",
    "late": [],
    "redis": "ok",
    "replica": "none",
    "reports_waiting": 0,
    "oldest_report": None,
    "letters_waiting": 0,
    "oldest_letter": None,
    "jobs_failed": 0,
    "files_stuck": 0,
    "pdfs_stuck": 0,
    "audit_months": 2 if connection.vendor == "postgresql" else None,
}


@pytest.fixture
def ready(client, db, settings):
    """What the site says of itself, without the age of the pulse."""
    settings.REDIS_URL = ""

    def ask():
        answer = client.get("/readyz")
        assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
        said = answer.json()
        said.pop("pulse")
        said.pop("audit_unsealed")
        return said

    return ask


@pytest.fixture
def ago():
    return lambda **how: timezone.now() - dt.timedelta(**how)


@pytest.fixture
def running(db):
    tasks.pulse()


def test_a_process_whose_database_answers_is_well(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


def test_an_audit_that_nobody_seals_is_late(ready, running, ago):
    AuditEvent.objects.bulk_create([AuditEvent(verb="view", at=ago(minutes=11))])
    late = "What was done has not been sealed for more than 10 minutes: manage.py check_audit says more."
    assert ready()["late"] == [late]

    seals.seal(timezone.now())
    assert ready()["late"] == []


def test_an_audit_whose_months_end_soon_is_late(running):
    said = "Of the audit, fewer than two months ahead are made: manage.py audit_months."
    late = [said] if connection.vendor == "postgresql" else []
    at = timezone.now().replace(day=1)
    assert [it for it in health.look(at).late if "audit" in it] == []
    assert [it for it in health.look(at + dt.timedelta(days=31)).late if "audit" in it] == late


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_without_a_database_no_page_can_be_served_and_both_say_so(client, db, address):
    with connection.execute_wrapper(away):
        answer = client.get(address)
    assert (answer.status_code, answer.json()) == (
        503,
        {"status": "error", "late": ["The database does not answer."]},
    )


def away(execute, sql, params, many, context):
    raise DatabaseError


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_both_read_and_do_nothing_else(client, db, address):
    assert client.post(address).status_code == 405


def test_a_site_on_which_nothing_is_late_is_ready(ready, running):
    assert ready() == NOTHING | {"redis": "none"}


def test_a_database_that_lacks_tables_is_not_ready(client, db, monkeypatch):
    monkeypatch.setattr(health, "_migrated", health.threading.Event())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'alsweak'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "error")


def test_a_report_that_waits_is_counted_and_late_two_hours_after_the_last_write(ready, running, record, ago):
    Patient.objects.update(changed_at=ago(minutes=119))
    assert (said := ready()) == NOTHING | {
        "redis": "none",
        "reports_waiting": 1,
        "oldest_report": said["oldest_report"],
    }
    assert 7140 <= said["oldest_report"] < 7200

    Patient.objects.update(changed_at=ago(minutes=121))
    assert (ready()["status"], ready()["late"]) == ("degraded", ["A report has waited for more than 2 hours."])

    maker.refresh(record.pk, now=timezone.now())
    assert ready() == NOTHING | {"redis": "none"}


def test_a_report_of_yesterday_waits_since_midnight_where_its_person_is(record):
    Patient.objects.update(time_zone="Asia/Tokyo")
    maker.refresh(record.pk, now=dt.datetime(2026, 3, 1, 14, 59, tzinfo=dt.UTC))

    assert maker.waiting(now=dt.datetime(2026, 3, 1, 14, 59, tzinfo=dt.UTC)) == (0, None)
    midnight = dt.datetime(2026, 3, 1, 15, tzinfo=dt.UTC)
    assert maker.waiting(now=dt.datetime(2026, 3, 1, 15, 30, tzinfo=dt.UTC)) == (1, midnight)


def test_a_report_of_another_engine_waits_and_nobody_knows_since_when(record):
    now = timezone.now()
    maker.refresh(record.pk, now=now)
    Report.objects.update(engine=f"not {ENGINE}")
    assert maker.waiting(now=now) == (1, None)


def test_who_writes_sets_the_moment_from_which_their_report_waits(record, ada):
    now = timezone.now()
    maker.refresh(record.pk, now=now)
    verbs.record_check_in(record, now.date(), {"weakness.hand.left": 3}, by=ada, source="self", now=now)
    count, since = maker.waiting(now=now)
    assert (count, abs(since - now) < dt.timedelta(seconds=30)) == (1, True)


def test_without_a_job_for_five_minutes_worker_or_beat_is_away(ready, ago):
    assert ready()["late"] == ["No job has been done yet: worker and beat have to run."]
    Pulse.objects.create(pk=1, at=ago(minutes=4))
    assert ready()["late"] == []
    Pulse.objects.update(at=ago(minutes=6))
    assert ready()["late"] == ["No job has been done for more than 5 minutes: worker or beat is away."]
    tasks.pulse()
    assert ready() == NOTHING | {"redis": "none"}


def test_a_letter_a_file_and_a_pdf_that_do_not_come_are_late(ready, running, record, ada, clinic, ago):
    letter = OutgoingMail.objects.create(
        to=["ada@example.org"], sender="x", subject="y", text="z", made_at=ago(hours=2)
    )
    file = LargeFile.objects.create(clinic=clinic, sent_at=ago(hours=2), asked_at=ago(hours=2), size=1, data=b"x")
    sheet = Printout.objects.create(patient=record, by=ada, made_at=ago(hours=1), heard_at=ago(hours=1), language="en")
    maker.refresh(record.pk, now=timezone.now())

    said = ready()
    assert said["late"] == [
        "A letter has waited for more than an hour.",
        "A file or an export has been under way for more than an hour.",
        "A PDF has been under way for more than 10 minutes.",
    ]
    assert (said["letters_waiting"], said["files_stuck"], said["pdfs_stuck"]) == (1, 1, 1)
    for row in (letter, file, sheet):
        row.delete()
    assert ready() == NOTHING | {"redis": "none"}


def test_a_redis_that_hangs_is_said_after_half_a_second(ready, running, settings):
    with closing(socket.socket()) as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        settings.REDIS_URL = f"redis://127.0.0.1:{mute.getsockname()[1]}/0"
        before = time.monotonic()
        said = ready()
    assert time.monotonic() - before < 2
    assert (said["status"], said["redis"], said["late"]) == (
        "degraded",
        "away",
        ["Redis does not answer: jobs wait until it does."],
    )


def test_nothing_of_anybody_is_in_it(client, db, record, ada):
    said = client.get("/readyz").content.decode()
    assert [what for what in (record.name, record.reference, str(record.pk), ada.email) if what and what in said] == []
