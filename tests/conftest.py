"""What the tests of every room share."""

from collections.abc import Iterator

import pytest
from celery.contrib.testing.worker import start_worker as start_in_a_thread
from celery.worker import state
from django.core.cache import cache
from django.utils import translation

from tests import (
    canaries,
    properties,  # noqa: F401  loads the profile
    servers,
    workers,
)

pytest_plugins = ["tests.cast"]


@pytest.fixture(scope="session", autouse=True)
def _no_log_holds_anybody() -> Iterator[None]:
    """Neither what this process logs nor what the servers and workers of the run do (TRUST 23)."""
    with canaries.watched() as found:
        yield
    assert [*found, *canaries.in_files(servers.logs())] == []


@pytest.fixture(autouse=True)
def _rate_limits_start_afresh(request: pytest.FixtureRequest) -> None:
    """They live in the database's cache table, which a test that commits leaves filled."""
    if "transactional_db" in request.fixturenames:
        request.getfixturevalue("transactional_db")
        cache.clear()


@pytest.fixture(autouse=True)
def _each_test_begins_in_english() -> Iterator[None]:
    """The last request of a test leaves its language on in this thread."""
    with translation.override("en"):
        yield


@pytest.fixture
def celery_worker_running(transactional_db: None) -> Iterator[None]:
    """A real Celery worker on this process's broker and test database, from here to the end of the test."""
    from alsweak.celery import app

    app.control.purge()
    # The level is that of the whole process, and stays: as the site has it, not that of Celery's tests ("error").
    with start_in_a_thread(app, pool="threads", concurrency=2, loglevel="warning", perform_ping_check=False):
        yield
        workers.wait_until_idle(app)  # its end waits for nothing that it is at
        state.should_terminate = 0
        for _ in range(2):  # wakes the worker from waiting for messages, which it does twice before it stops
            app.control.broadcast("ping")


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
    workers.wait_until_gone()
