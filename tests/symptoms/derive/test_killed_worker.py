"""Workers as a clinic runs them, on a Redis of their own, and one is killed at its work."""

import io
import time
from concurrent.futures import ThreadPoolExecutor

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from symptoms.derive import queueing
from symptoms.models import Report
from tests import workers
from tests.cast import new_patient

MANY = 200


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
