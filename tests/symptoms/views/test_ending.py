"""Closing a record and opening it again, page by page."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Patient
from tests.cast import new_patient


@pytest.fixture
def at(client, record):
    def at(user, name, **sent):
        client.force_login(user)
        url = reverse(name, args=[record.pk])
        return client.post(url, sent) if sent.pop("post", False) or sent else client.get(url)

    return at


def reasons(page):
    return [value for value, _label in page.context["reasons"]]


def test_nobody_is_asked_whether_they_died(at, ada, cleo):
    assert reasons(at(ada, "end_record")) == ["moved", "withdrew"]
    assert reasons(at(cleo, "end_record")) == ["died", "moved", "withdrew"]


def test_ada_closes_her_record_in_two_presses_and_opens_it_again(at, client, record, ada):
    page = client.get(reverse("end_record", args=[record.pk])) if client.force_login(ada) else None
    assert page is None
    assert client.get(reverse("end_record", args=[record.pk]), {"why": "withdrew"}).status_code == 200
    assert at(ada, "end_record", why="withdrew").url == reverse("home")
    record.refresh_from_db()
    today = timezone.now().astimezone(dt.timezone(dt.timedelta(hours=1))).date()
    assert (record.ended_why, abs((record.ended_on - today).days) <= 1) == ("withdrew", True)
    assert client.get(reverse("home")).templates[0].name == "reports/closed.html"

    assert at(ada, "reopen_record", post=True, go="1").url == reverse("home")
    record.refresh_from_db()
    assert (record.ended_on, record.ended_why) == (None, "")


def test_a_day_that_is_none_is_said_next_to_it_and_closes_nothing(at, record, cleo):
    page = at(cleo, "end_record", why="died", on="soon")
    record.refresh_from_db()
    assert page.status_code == 422
    assert page.context["form"].errors == {"on": ["“soon” is not a date. Write it as 2026-03-31."]}
    assert record.ended_on is None


def test_a_closed_record_has_a_list_of_its_own(at, client, clinic, record, cleo):
    new_patient(clinic, "A-2", name="Eve")
    at(cleo, "end_record", why="moved")

    def shown(**query):
        return [row.patient.name for row in client.get(reverse("worklist"), query).context["rows"]]

    assert (shown(), shown(closed="")) == (["Eve"], ["Ada"])


def test_it_can_be_closed_once(at, record, cleo):
    at(cleo, "end_record", why="moved")
    assert at(cleo, "end_record", why="died").url == reverse("dashboard", args=[record.pk])
    assert Patient.objects.get(pk=record.pk).ended_why == "moved"
