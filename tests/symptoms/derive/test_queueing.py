import datetime as dt
import io
import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from alsweak.celery import app
from people.models import Patient
from symptoms.derive import maker, queueing, tasks
from symptoms.derive.queueing import refresh_by_workers
from symptoms.models import Report
from tests import workers
from tests.cast import new_patient

MANY = 2 * queueing.CHUNK + 3
EARLIER = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def impatient(monkeypatch, settings):
    settings.REDIS_URL = settings.CELERY_BROKER_URL  # without Redis the tests have a broker in memory
    monkeypatch.setattr(queueing, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(queueing, "PATIENCE_SECONDS", 1.0)


@pytest.fixture
def many(transactional_db, clinic):
    return [new_patient(clinic, f"N-{number}").pk for number in range(MANY)]


def by_workers():
    """What the command says, and what it says went wrong."""
    out, err = io.StringIO(), io.StringIO()
    call_command("refresh", "--all", "--queue", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def made_at():
    return dict(Report.objects.values_list("pk", "computed_at"))


def test_the_workers_make_the_reports_of_everyone_anew(many, celery_worker_running, capsys):
    for pk in many[:5]:
        maker.refresh(pk, now=timezone.now() - EARLIER)
    began = timezone.now()

    said, wrong = by_workers()

    assert re.fullmatch(rf"{MANY} patients in \d+\.\d s, \d+\.\d patients per second\.\n", said)
    assert wrong == ""
    assert f"{MANY}/{MANY}" in capsys.readouterr().err
    assert {pk for pk, at in made_at().items() if at >= began} == set(many)


def test_a_job_that_comes_again_skips_what_was_made_since(many):
    since = timezone.now()
    ids = [str(pk) for pk in many[:3]]
    maker.refresh(many[0], now=since - EARLIER)
    tasks.refresh_many(ids[:2], since.isoformat())
    before = made_at()
    assert [before[pk] >= since for pk in many[:2]] == [True, True]

    tasks.refresh_many(ids, since.isoformat())

    assert set(made_at()) == set(many[:3])
    assert {pk: at for pk, at in made_at().items() if pk in before} == before


def test_who_fails_stops_neither_the_others_nor_the_command(many, celery_worker_running, caplog):
    Patient.objects.filter(pk=many[1]).update(time_zone="Nowhere/At_All")
    err = io.StringIO()

    with pytest.raises(CommandError) as told:
        call_command("refresh", "--all", "--queue", stdout=io.StringIO(), stderr=err)

    assert str(told.value) == f"1 of {MANY} are left; their last report stays."
    assert err.getvalue() == f"{many[1]}: no worker has made this report; the worker's log may say why.\n"
    assert set(made_at()) == set(many) - {many[1]}
    assert {record.getMessage() for record in caplog.records if record.name == tasks.__name__} == {
        f"The report of {many[1]} could not be made."
    }


def test_what_was_lost_is_asked_for_again(many, request):
    def run():
        try:
            return by_workers()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        running = other.submit(run)
        while not app.control.purge():
            time.sleep(0.01)
        request.getfixturevalue("celery_worker_running")  # which purges the rest
        said, _wrong = running.result(60)

    assert said.startswith(f"{MANY} patients in ")


def test_a_run_that_was_broken_off_does_no_harm_to_the_next(many, celery_worker_running):
    broken_off = refresh_by_workers(many, since=timezone.now())
    next(broken_off)
    broken_off.close()

    said, _wrong = by_workers()

    assert said.startswith(f"{MANY} patients in ")
    assert set(made_at()) == set(many)


def test_nobody_to_do_is_done_at_once(transactional_db):
    assert list(refresh_by_workers([], since=timezone.now())) == []


def test_with_redis_away_the_command_says_so(many, monkeypatch):
    workers.send_to("redis://127.0.0.1:1/0", monkeypatch)

    with pytest.raises(
        CommandError, match=r"^Redis does not answer \(.+\)\. What was handed over is being worked on\.$"
    ):
        by_workers()
