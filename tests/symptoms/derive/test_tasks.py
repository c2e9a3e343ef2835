import time

import pytest
from django.db import connection

from alsweak.celery import app
from symptoms.derive import maker, tasks
from symptoms.models import Report
from symptoms.write import verbs
from tests import workers
from tests.cast import NOW, TODAY, new_patient


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


def test_a_sweep_asks_in_parts_in_the_queue_of_the_night_and_until_the_next(clinic, monkeypatch):
    everybody = sorted(str(new_patient(clinic, f"N-{n}").pk) for n in range(tasks.CHUNK + 3))
    asked = []
    monkeypatch.setattr(app, "send_task", lambda name, args=None, kwargs=None, **how: asked.append((name, args, how)))
    tasks.sweep_stale()

    assert [len(args[0]) for _name, args, _how in asked] == [tasks.CHUNK, 3]
    assert sorted(pk for _name, args, _how in asked for pk in args[0]) == everybody
    assert {how["expires"] for _name, _args, how in asked} == {app.conf.beat_schedule["sweep_stale"]["schedule"]}
    assert {app.amqp.router.route({}, name, args)["queue"].name for name, args, _how in asked} == {"nightly"}


def test_what_was_asked_for_by_a_sweep_is_made_and_twice_is_once(clinic):
    patients = [new_patient(clinic, f"N-{n}") for n in range(2)]
    tasks.refresh_many([str(each.pk) for each in patients])
    made = dict(Report.objects.values_list("pk", "computed_at"))
    tasks.refresh_many([str(each.pk) for each in patients])

    assert set(made) == {each.pk for each in patients}
    assert dict(Report.objects.values_list("pk", "computed_at")) == made
