import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from alsweak.synthetic.accounts import EMAILS
from people.models import AuditEvent, User
from symptoms.derive import maker


@pytest.fixture
def demo_people(db):
    return {who: User.objects.create_user(email, name=who) for who, email in EMAILS.items()}


def press(client, who):
    return client.post(reverse("demo_sign_in"), {"who": who})


def test_healthz_says_that_the_database_answers_and_how_many_reports_wait(client, record):
    assert client.get("/healthz").json() == {"status": "ok", "database": "ok", "reports_waiting": 1}

    maker.refresh(record.pk, now=timezone.now())

    answer = client.get("/healthz")
    assert answer.json() == {"status": "ok", "database": "ok", "reports_waiting": 0}
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_healthz_says_when_the_database_is_away(client, db, monkeypatch):
    def away(now):
        raise DatabaseError

    monkeypatch.setattr(maker, "stale", away)

    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "error", "database": "away"})


def test_healthz_reads_and_does_nothing_else(client, db):
    assert client.post("/healthz").status_code == 405


@pytest.mark.parametrize("who", EMAILS)
def test_in_demo_mode_one_press_signs_in(client, demo_people, settings, who):
    settings.DEMO = True

    answer = press(client, who)

    assert (answer.status_code, answer.url) == (302, reverse("home"))
    assert client.session["_auth_user_id"] == str(demo_people[who].pk)
    assert list(AuditEvent.objects.values_list("verb", "user", "detail")) == [("sign-in", demo_people[who].pk, "demo")]


@pytest.mark.parametrize(("demo", "production"), [(False, False), (True, True), (False, True)])
def test_outside_the_demo_there_is_no_such_page(client, demo_people, settings, demo, production):
    settings.DEMO, settings.PRODUCTION = demo, production

    assert press(client, "patient").status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("who", ["", "admin", "file-import@alsweak.invalid"])
def test_one_press_signs_in_as_nobody_else(client, demo_people, settings, who):
    settings.DEMO = True

    assert press(client, who).status_code == 404


def test_one_press_is_a_press_and_not_a_link(client, demo_people, settings):
    settings.DEMO = True

    assert client.get(reverse("demo_sign_in")).status_code == 405
