import time

import pytest
from django.db import connection

from alsweak.celery import app
from symptoms.derive import maker, tasks
from symptoms.models import Report
from symptoms.write import verbs
from tests import workers
from tests.cast import NOW, TODAY


@pytest.fixture
def broker_away(monkeypatch):
    """A Redis address where nobody answers."""
    workers.send_to("redis://127.0.0.1:1/0", monkeypatch)


def check_in(record, by, grade):
    verbs.record_check_in(record, TODAY, {"weakness.hand.left": grade}, by=by, source="self", now=NOW)


def wait_for(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
        connection.close_if_unusable_or_obsolete()
    return condition()


def is_current(record):
    record.refresh_from_db()
    return maker.is_current(record, Report.objects.filter(patient=record).first())


def test_a_write_asks_for_its_report_once_it_is_committed(record, ada, celery_worker_running):
    check_in(record, ada, 3)

    assert wait_for(lambda: is_current(record))


@pytest.mark.django_db(transaction=True)
def test_with_the_worker_down_entries_are_kept_and_the_sweep_catches_up(record, ada, request):
    check_in(record, ada, 3)
    app.control.purge()  # whatever was sent is lost
    assert not is_current(record)

    request.getfixturevalue("celery_worker_running")
    tasks.sweep_stale.delay()
    assert wait_for(lambda: is_current(record))


def test_a_refresh_may_come_twice_and_late(record, ada, celery_worker_running):
    check_in(record, ada, 3)
    for _ in range(5):
        tasks.refresh.delay(str(record.pk))
    check_in(record, ada, 2)

    assert wait_for(lambda: is_current(record))
    hand = next(e for e in Report.objects.get().report["involvement"] if e["cell"] == "hand.left")
    assert hand["grade_now"] == 2


def test_with_the_broker_away_an_entry_is_saved_at_once(record, ada, transactional_db, broker_away):
    start = time.monotonic()
    check_in(record, ada, 3)

    assert time.monotonic() - start < 5
    record.refresh_from_db()
    assert (record.data_version, record.checkins.standing().count()) == (1, 1)
