"""Workers as a clinic runs them, on a Redis of their own, and one is killed at its work."""

import io
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from symptoms.derive import queueing
from symptoms.models import Report
from tests import servers, workers
from tests.cast import new_patient

MANY = 200


@pytest.fixture
def redis_of_its_own(monkeypatch, settings):
    settings.REDIS_URL = servers.start_redis()
    workers.send_to(settings.REDIS_URL, monkeypatch)
    return settings.REDIS_URL


@pytest.fixture
def start_worker(transactional_db, redis_of_its_own, tmp_path):
    """Start a worker, which ends with the test at the latest."""
    started = []

    def start():
        started.append(workers.start_worker(redis_of_its_own, tmp_path))
        return started[-1]

    yield start
    for worker in started:
        workers.kill(worker)


def made():
    return Report.objects.count()


def by_workers():
    out = io.StringIO()
    try:
        call_command("refresh", "--all", "--queue", stdout=out)
        return out.getvalue()
    finally:
        connection.close()


def test_a_worker_that_is_killed_at_its_work_costs_no_report(clinic, start_worker, monkeypatch):
    monkeypatch.setattr(queueing, "PATIENCE_SECONDS", 6.0)  # three times that is longer than a worker takes to start
    for number in range(MANY):
        new_patient(clinic, f"N-{number}")
    began = timezone.now()
    first = start_worker()

    with ThreadPoolExecutor(1) as other:
        running = other.submit(by_workers)
        while not made() and not running.done():
            time.sleep(0.01)
        workers.kill(first)
        assert 0 < made() < MANY
        start_worker()
        said = running.result(120)

    assert said.startswith(f"{MANY} patients in ")
    assert Report.objects.filter(computed_at__gte=began).count() == MANY
