"""What a page does while what stands behind it hangs, and afterwards: TRUST 29."""

import threading
import time
import uuid
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import Patient
from symptoms.models import Event
from symptoms.record.days import local_day
from tests.hanging import Line
from tests.site import Site

A_PAGE_HAS = 2.0  # seconds
OF_A_BUSY_MACHINE = 1.0  # on which other tests run
AWAY = "The site cannot reach its records at the moment"


@dataclass
class Asked:
    status: int
    text: str
    seconds: float


class Behind:
    """The site with Redis and PostgreSQL at the end of a line each, and Ada's browser."""

    def __init__(self, folder, ada):
        here = connection.settings_dict
        self.redis, self.postgres = (
            Line(urlsplit(settings.REDIS_URL).port),
            Line(f"{here['OPTIONS']['host']}/.s.PGSQL.5432"),
        )
        self.site = Site(
            folder,
            DATABASE_URL=f"postgres://{here['USER']}@127.0.0.1:{self.postgres.port}/{here['NAME']}",
            REDIS_URL=settings.REDIS_URL.replace(f":{urlsplit(settings.REDIS_URL).port}/", f":{self.redis.port}/"),
        )
        client, self.csrf = Client(), _get_new_csrf_string()
        client.force_login(ada)
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        self.site.start()

    def ask(self, path: str, **form: str) -> Asked:
        headers = {"Cookie": f"{self.cookies}; csrftoken={self.csrf}"}
        body = None
        if form:
            body = urlencode({"csrfmiddlewaretoken": self.csrf, **form})
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        began = time.monotonic()
        with closing(HTTPConnection(urlsplit(self.site.url).netloc, timeout=30)) as asked:
            asked.request("POST" if form else "GET", path, body, headers)
            answer = asked.getresponse()
            return Asked(answer.status, answer.read().decode(), time.monotonic() - began)

    def end(self) -> None:
        self.site.kill()
        self.redis.end()
        self.postgres.end()


@pytest.fixture
def behind(transactional_db, tmp_path, ada):
    behind = Behind(tmp_path, ada)
    yield behind
    behind.end()


def falls(behind, record):
    """A press that says that Ada fell today."""
    return behind.ask(reverse("fell", args=[record.pk, local_day(record, timezone.now())]), id=str(uuid.uuid4()))


def test_a_press_is_saved_in_time_while_redis_hangs(behind, record, ada):
    behind.redis.hang()
    first = falls(behind, record)
    second = falls(behind, record)

    assert (first.status, second.status) == (302, 302)
    assert first.seconds < A_PAGE_HAS + OF_A_BUSY_MACHINE
    assert second.seconds < 0.5 + OF_A_BUSY_MACHINE  # it is not tried anew
    assert Event.objects.standing().filter(patient=record).count() == 2


def test_a_page_says_in_time_that_the_records_are_out_of_reach_and_is_there_again_after_it(behind, record):
    page = reverse("more", args=[record.pk])
    assert behind.ask(page).status == 200
    behind.postgres.hang()
    pages = [behind.ask(page) for _ in range(3)]
    told = behind.ask("/api/v1/patients/")
    behind.postgres.go_on()
    end = time.monotonic() + 5
    while (after := behind.ask(page)).status != 200 and time.monotonic() < end:
        time.sleep(0.1)

    assert [each.status for each in [*pages, told, after]] == [503, 503, 503, 503, 200]
    assert max(each.seconds for each in pages) < A_PAGE_HAS + OF_A_BUSY_MACHINE
    assert max(each.seconds for each in pages[1:]) < 0.2 + OF_A_BUSY_MACHINE
    assert [AWAY in each.text for each in pages] == [True] * 3
    assert "not saved" in told.text


def test_a_slow_database_is_waited_for(behind, record):
    """Somebody else holds the record for longer than a hanging server is waited for."""
    held, answers = threading.Event(), []

    def ask():
        held.wait()
        answers.append(falls(behind, record))

    asking = threading.Thread(target=ask)
    asking.start()
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=record.pk)
        held.set()
        time.sleep(2.5)
    asking.join()

    assert [each.status for each in answers] == [302]
    assert answers[0].seconds > A_PAGE_HAS
