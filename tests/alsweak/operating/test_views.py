"""The page of who looks after the site: what is late, which jobs failed, and two presses that change that."""

import datetime as dt
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from alsweak.celery import app
from alsweak.jobs import failed
from alsweak.models import FailedJob
from alsweak.operating import words
from alsweak.tasks import pulse
from people import operators
from people.account.leaving import leave
from people.models import AuditEvent, User
from tests.cast import person
from tests.test_rights_of_jobs import OF_SOMEBODY, OF_THE_SITE

PAGE = "/site/jobs/"
REFRESH = "symptoms.derive.tasks.refresh"


@pytest.fixture
def otto(db):
    return operators.appoint(person("Otto").email, now=timezone.now())


@pytest.fixture
def page(client, otto, settings):
    settings.REDIS_URL = ""
    client.force_login(otto)
    return lambda **pressed: client.post(PAGE, pressed, follow=True) if pressed else client.get(PAGE)


@pytest.fixture
def sent(monkeypatch):
    """What was handed to Redis: a broker of its own holds the way there in ``test_hanging``."""
    asked = []
    monkeypatch.setattr(app, "send_task", lambda task, args, kwargs, task_id: asked.append(task_id))
    return asked


@pytest.fixture
def two(record):
    for number in ("first", "second"):
        failed.note(REFRESH, [f"{record.pk}-{number}"], {}, number, ValueError(f"canary {record.pk}"))
    return list(FailedJob.objects.order_by("pk"))


def notices(response):
    return [str(message) for message in response.context["messages"]]


def done(otto):
    acts = AuditEvent.objects.filter(user=otto, patient=None).exclude(verb="look at jobs")
    return list(acts.order_by("pk").values_list("verb", "detail"))


def test_each_job_of_the_site_has_a_name_in_words():
    assert set(words.TITLES) == OF_THE_SITE | OF_SOMEBODY.keys()


def test_where_nothing_failed_it_says_so_and_what_is_late(page):
    text = page().content.decode()
    assert "No job waits here." in text
    assert "No job has been done yet: worker and beat have to run." in text

    pulse()
    assert "Nothing is late." in page().content.decode()


def test_a_job_is_told_in_words_without_what_it_was_given_or_said(page, two, record):
    text = page().content.decode()
    assert text.count("Work out the report of one person</h3>") == 2
    assert [told for told in (str(record.pk), record.name, "canary") if told in text] == []


def test_again_asks_once_however_often_it_is_pressed_until_it_fails_again(page, two, sent, otto):
    first = two[0]
    assert notices(page(again=first.pk)) == ["1 job was asked for again."]
    assert notices(page(again=first.pk)) == []
    assert sent == ["first"]

    failed.note(REFRESH, first.args, {}, "first", ValueError())
    page(again=first.pk)
    assert (sent, done(otto)) == (["first", "first"], [("ask job again", f"failedjob {first.pk}")] * 2)


def test_what_is_never_done_can_be_asked_for_after_a_minute(page, two, sent):
    page(again="all")
    FailedJob.objects.filter(pk=two[1].pk).update(asked_at=timezone.now() - dt.timedelta(minutes=2))
    page(again="all")
    assert sent == ["first", "second", "second"]


def test_all_are_asked_for_in_parts_so_that_no_page_waits_for_a_thousand(page, two, sent, monkeypatch):
    monkeypatch.setattr(failed, "AT_ONCE", 1)
    page(again="all")
    page(again="all")
    assert sent == ["first", "second"]


def test_set_aside_is_counted_no_more_and_stands_last(page, two, otto, sent):
    assert notices(page(aside=two[1].pk)) == ["1 job was set aside."]
    page(aside=two[1].pk)
    page(again="all")

    assert (failed.waiting().get(), sent) == (two[0], ["first"])
    assert [job.pk for job, *words in page().context["lines"]] == [two[0].pk, two[1].pk]
    told = ("set job aside", f"failedjob {two[1].pk}"), ("ask job again", f"failedjob {two[0].pk}")
    assert done(otto) == [*told]


def test_while_redis_is_away_it_says_that_nothing_is_lost_and_all_can_be_asked_for_again(page, two, sent, monkeypatch):
    def away(*given, **how):
        raise OperationalError

    with monkeypatch.context() as without_redis:
        without_redis.setattr(app, "send_task", away)
        text = "Redis does not answer, so not all was asked for. Nothing is lost: press again in a minute."
        assert notices(page(again="all")) == [text]
    page(again="all")
    assert sent == ["first", "second"]


@pytest.mark.parametrize("which", ["", "x", "7" * 30, "-1"])
def test_what_is_not_there_does_nothing(page, two, sent, which):
    assert (notices(page(again=which)), notices(page(aside=which)), sent) == ([], [], [])


def test_a_look_is_in_the_audit(page, otto):
    page()
    assert AuditEvent.objects.filter(user=otto, verb="look at jobs").count() == 1


def test_it_takes_the_same_queries_for_one_job_as_for_many(page, two, django_assert_num_queries):
    for number in range(30):
        failed.note(REFRESH, [number], {}, str(number), ValueError())
    page()
    with django_assert_num_queries(19 if connection.vendor == "postgresql" else 18):
        text = page().content.decode()
    assert text.count("<h3>") == 20


# --- Who it is ---


def test_it_is_the_first_page_of_who_does_nothing_else(page, client):
    assert client.get("/").headers["Location"] == PAGE


def test_who_works_in_a_clinic_or_has_a_record_keeps_both(client, cleo, ada, record):
    for who in (cleo, ada):
        operators.appoint(who.email, now=timezone.now())
    client.force_login(cleo)
    assert f'href="{PAGE}"' in client.get(reverse("worklist")).content.decode()
    client.force_login(ada)
    assert {PAGE, f"/?person={record.pk}"} <= set(re.findall(r'href="([^"]+)"', client.get("/").content.decode()))


def test_the_command_says_who_does_and_who_does_not_any_more(client, cleo, capsys):
    call_command("operator", cleo.email)
    call_command("operator", cleo.email)
    client.force_login(cleo)
    assert client.get(PAGE).status_code == 200

    call_command("operator", cleo.email, "--end")
    assert client.get(PAGE).status_code == 403
    with pytest.raises(CommandError, match="Nobody with this address looks after the site"):
        call_command("operator", cleo.email, "--end")
    events = AuditEvent.objects.filter(user=None, verb__endswith="operator").order_by("pk")
    assert list(events.values_list("verb", "detail")) == [
        ("operator", f"user {cleo.pk}"),
        ("end operator", f"user {cleo.pk}"),
    ]
    assert capsys.readouterr().out.count("cleo@example.org looks after the site since") == 2


def test_who_has_no_account_gets_one_that_is_opened_by_a_code_alone(db):
    call_command("operator", "Nia@example.org")
    nia = User.objects.get(email="nia@example.org")
    assert (nia.operator_since is not None, nia.has_usable_password()) == (True, False)
    with pytest.raises(CommandError, match="valid email"):
        call_command("operator", "nia")


def test_staff_rules_hold_for_who_looks_after_the_site(client, otto, settings):
    settings.STAFF_NEED_TWO_FACTORS = True
    client.force_login(otto)
    assert client.get(PAGE).headers["Location"].startswith(reverse("second_step"))


def test_who_leaves_looks_after_it_no_more(otto):
    leave(otto)
    otto.refresh_from_db()
    assert otto.operator_since is None
