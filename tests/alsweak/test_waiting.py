"""What was typed on a page comes back to it where the sign-in or the token of the page had ended, and is saved by
nobody but the one who typed it."""

import datetime as dt
import time
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from care.models import SignAnswer
from people import typed
from people.models import AuditEvent, Membership
from symptoms.models import Measurement
from symptoms.record.days import local_day
from tests.alsweak.typed_pages import PAGES
from tests.care.programme.setting import kept
from tests.care.said import entered
from tests.cast import PASSWORD, person
from tests.filled import Form
from tests.people.account.ways import verified

pytestmark = pytest.mark.django_db
ROOMS = ("people", "symptoms", "care")
every_page = pytest.mark.parametrize("typing", PAGES, ids=str)
KEPT = "Nothing was saved yet. What you had filled in stands here again: look at it, and save it."
HERE = "http://testserver"


@pytest.fixture
def amy(clinic):
    amy = person("Amy")
    Membership.objects.create(user=amy, clinic=clinic, role="admin", access="write")
    return amy


@pytest.fixture
def cast(ada, ben, cleo, amy, dan):
    nia = person("Nia")  # has just joined, and has not said what to call her
    nia.name = ""
    nia.save()
    return {user.name.lower() or "nia": verified(user) for user in (ada, ben, cleo, amy, dan, nia)}


@pytest.fixture
def at(record, cast, clinic):
    """The address of a page, with what it is about."""
    cleo, now = cast["cleo"], timezone.now()
    today = local_day(record, now)
    visit = entered(record, cleo, today, now=now, note="First.", next_visit=today + dt.timedelta(days=7))
    seen = {"rule": "R07", "since": today, "action": "acknowledged", "by": cleo, "at": now}
    answer = SignAnswer.objects.create(patient=record, **seen)
    of = {
        "record": [record.pk],
        "question": [record.pk, "matter_1"],
        "visit": [record.pk, visit.pk],
        "exercise": [clinic.pk, kept(clinic, cleo).pk],
        "task": [record.pk, "mind"],
        "clinic": [clinic.pk],
        "site": [],
    }
    return lambda typing: (
        reverse(typing.name, args=of[typing.of]) + typing.query.format(answer=answer.pk, clinic=clinic.pk)
    )


def sign_in(client, user, to="/"):
    token = client.get(reverse("account_login")).cookies["csrftoken"].value
    said = {"login": user.email, "password": PASSWORD, "next": to, "csrfmiddlewaretoken": token}
    return client.post(reverse("account_login"), said)


def sign_out(client):
    token = client.cookies["csrftoken"].value
    client.post(reverse("account_logout"), {"csrfmiddlewaretoken": token})


def opened(client, address):
    return Form(client.get(address).content.decode())


def told(response):
    return [str(message) for message in response.context["messages"]]


def rows():
    """How many of everything there are, but of what was noted of the looks."""
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return {model.__name__: model.objects.count() for model in models if model is not AuditEvent}


@every_page
def test_a_typed_page_comes_back_as_it_was_when_the_session_has_ended(client, typing, at, cast):
    client.force_login(cast[typing.who])
    form = opened(client, at(typing))
    before, address = rows(), form.action or at(typing)
    Session.objects.all().delete()
    answer = client.post(address, form.fields | typing.said)

    to_sign_in = answer.headers["Location"]
    assert to_sign_in.startswith(reverse("account_login"))
    assert "nothing was saved yet. What you had filled in is kept for an hour" in told(client.get(to_sign_in))[0]
    assert sign_in(client, cast[typing.who], address).headers["Location"] == address
    back = client.get(address)
    assert told(back) == [KEPT]
    assert Form(back.content.decode()).filled == form.filled | typing.said
    assert rows() == before


@every_page
def test_a_typed_page_comes_back_as_it_was_when_its_token_was_of_an_earlier_sign_in(typing, at, cast):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, cast[typing.who])
    form = opened(client, at(typing))
    address = form.action or at(typing)
    sign_out(client)  # in another tab
    sign_in(client, cast[typing.who])
    before = rows()
    answer = client.post(address, form.fields | typing.said, headers={"origin": HERE})

    assert answer.headers["Location"] == address
    back = client.get(address)
    assert told(back) == [KEPT]
    again = Form(back.content.decode())
    assert again.filled == form.filled | typing.said
    assert rows() == before
    assert client.post(address, again.fields, headers={"origin": HERE}).status_code != 403


def test_what_comes_back_is_saved_by_one_press_and_is_not_there_a_second_time(client, record, cast, at):
    page = PAGES[0]
    client.force_login(cast["ada"])
    fields = opened(client, at(page)).fields | {"day": str(local_day(record, timezone.now())), "weight": "70,5"}
    Session.objects.all().delete()
    client.post(at(page), fields)
    sign_in(client, cast["ada"], at(page))
    again = opened(client, at(page)).fields

    assert opened(client, at(page)).fields["weight"] == ""
    assert client.post(at(page), again).status_code == 302
    assert Measurement.objects.get().weight == 70.5


def too_late(client, address, fields):
    """Somebody sends what a page held after their session had ended."""
    client.cookies.pop("sessionid", None)
    return client.post(address, fields)


def test_somebody_else_who_signs_in_at_the_same_device_does_not_get_it(client, cast, at):
    client.force_login(cast["ada"])
    fields = opened(client, at(PAGES[0])).fields | PAGES[0].said
    too_late(client, at(PAGES[0]), fields)
    sign_in(client, cast["ben"], at(PAGES[0]))

    assert typed.HELD not in client.session
    assert opened(client, at(PAGES[0])).fields["weight"] == ""


@pytest.mark.parametrize(("who", "weight"), [("ben", "70,5"), ("dan", None)])
def test_what_does_not_say_whose_it_is_comes_back_where_the_record_opens(client, cast, at, who, weight):
    too_late(client, at(PAGES[0]), PAGES[0].said)
    sign_in(client, cast[who], at(PAGES[0]))
    page = client.get(at(PAGES[0]))

    assert (Form(page.content.decode()).fields["weight"] if page.status_code == 200 else None) == weight


def test_what_says_neither_whose_it_is_nor_of_which_record_is_not_kept(client, cast, at):
    name = next(page for page in PAGES if page.name == "account_name")
    too_late(client, at(name), name.said)

    assert typed.HELD not in client.session


def test_a_signature_of_somebody_elses_making_says_nothing(client, cast, at):
    name = next(page for page in PAGES if page.name == "account_name")
    too_late(client, at(name), name.said | {typed.WHO: f"{cast['ada'].pk}:AAAA"})

    assert typed.HELD not in client.session


def test_a_password_and_a_code_are_never_kept_and_nothing_is_that_is_too_long(client, cast, at):
    too_late(client, at(PAGES[0]), PAGES[0].said | {"password": "x", "code": "1", "csrfmiddlewaretoken": "y"})
    kept = client.session[typed.HELD]["form"]
    assert kept == "day=2026-02-27&weight=70%2C5&grip.left=12"

    client.session.flush()
    too_late(client, at(PAGES[0]), {"weight": "7" * typed.MOST})
    assert typed.HELD not in client.session


def test_after_an_hour_it_is_gone(client, cast, at, monkeypatch):
    too_late(client, at(PAGES[0]), PAGES[0].said)
    assert client.session.get_expiry_age() == typed.SECONDS
    sign_in(client, cast["ada"], at(PAGES[0]))
    late = time.time() + typed.SECONDS
    monkeypatch.setattr(typed, "time", SimpleNamespace(time=lambda: late))

    assert opened(client, at(PAGES[0])).fields["weight"] == ""
    assert typed.HELD not in client.session


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://elsewhere.example"}, {"origin": "null"}, {}, {"origin": HERE, "accept": "application/json"}],
    ids=str,
)
def test_what_another_site_or_a_script_sends_is_refused_and_fills_nothing_in(cast, at, headers):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, cast["ada"])

    assert client.post(at(PAGES[0]), PAGES[0].said, headers=headers).status_code == 403
    assert typed.HELD not in client.session


def test_with_the_token_of_somebody_else_nothing_comes_back(cast, at):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, cast["ada"])
    fields = opened(client, at(PAGES[0])).fields | PAGES[0].said
    sign_out(client)
    sign_in(client, cast["ben"])

    assert client.post(at(PAGES[0]), fields, headers={"origin": HERE}).status_code == 403
    assert typed.HELD not in client.session


def test_who_is_signed_out_and_has_an_old_token_signs_in_and_finds_it(cast, at):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, cast["ada"])
    fields = opened(client, at(PAGES[0])).fields | PAGES[0].said
    sign_out(client)
    client.cookies.clear()
    sent = client.post(at(PAGES[0]), fields, headers={"origin": HERE})
    assert client.get(sent.headers["Location"]).headers["Location"].startswith(reverse("account_login"))
    sign_in(client, cast["ada"], at(PAGES[0]))

    assert opened(client, at(PAGES[0])).fields["weight"] == "70,5"
