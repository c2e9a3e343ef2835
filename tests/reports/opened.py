"""Opening pages as someone, and reading what they say."""

import datetime as dt
import re

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Patient, User
from symptoms.write import verbs
from tests.cast import TODAY


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def opened(user: User, name: str = "home", patient: Patient | None = None, **query: object) -> HttpResponse:
    """``picture/spread`` is the page of one picture."""
    return signed_in(user).get(address(name, patient), query)


def address(name: str, patient: Patient | None = None) -> str:
    page, *more = name.split("/")
    return reverse(page, args=[*([patient.pk] if patient else []), *more])


def text(response: HttpResponse) -> str:
    """What the page says, without its mark-up."""
    content = re.sub(r"<(head|script|svg)\b.*?</\1>", "", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", content).split())


def queries(user: User, name: str, patient: Patient | None = None) -> int:
    client = signed_in(user)
    client.get(reverse("help"))  # a session of staff is stamped once a minute
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address(name, patient)).status_code == 200
        return len(asked)


def entry(record: Patient, by: User, day: dt.date = TODAY, **values: int) -> None:
    """A check-in; ``weakness__speech=3`` is the measure ``weakness.speech``."""
    values = {name.replace("__", "."): value for name, value in values.items()}
    verbs.record_check_in(record, day, values, by=by, source="self", now=timezone.now())
    record.refresh_from_db()
