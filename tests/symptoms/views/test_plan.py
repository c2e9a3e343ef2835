"""The pages of the person's own plan."""

import pytest
from django.urls import reverse
from django.utils import timezone

from symptoms.models import Plan, Reminder
from symptoms.read.plans import plan_of
from symptoms.record.days import local_day


def url(record, name):
    return reverse(name, args=[record.pk])


def plan(record):
    return plan_of(record, local_day(record, timezone.now()))


@pytest.mark.parametrize("cadence", Plan.Cadence.values)
def test_how_often_is_one_press(ada_at, record, cadence):
    ada_at.post(url(record, "plan"), {"cadence": cadence})

    assert plan(record).cadence == cadence


def test_a_cadence_that_there_is_not_is_refused_in_words(ada_at, record):
    response = ada_at.post(url(record, "plan"), {"cadence": "hourly"})

    assert (response.status_code, response.context["error"]) == (422, "Choose one of these.")
    assert Plan.objects.count() == 0


def test_a_topic_is_left_out_with_a_press_and_asked_again_with_another(ada_at, record):
    seen = []
    for name, topic in (("leave_out", "head"), ("leave_out", "week"), ("leave_out", "head"), ("ask", "head")):
        ada_at.post(url(record, "topics"), {name: topic})
        seen.append(plan(record).left_out)

    assert seen == [["head"], ["head", "week"], ["head", "week"], ["week"]]


def test_a_topic_that_there_is_not_changes_no_plan(ada_at, record):
    ada_at.post(url(record, "topics"), {"leave_out": "nonsense"})

    assert Plan.objects.count() == 0


def test_a_caregiver_who_writes_may_change_the_plan_and_a_stranger_not(client, record, ben, dan):
    client.force_login(ben)
    client.post(url(record, "plan"), {"cadence": "weekly"})
    assert plan(record).cadence == "weekly"

    client.force_login(dan)
    assert [client.post(url(record, name)).status_code for name in ("plan", "topics", "reminder")] == [404, 404, 404]


def test_reminders_are_of_who_signed_in(ada_at, record, ada, ben):
    ada_at.post(url(record, "reminder"), {"hour": "20"})
    assert list(Reminder.objects.values_list("user", "on", "hour")) == [(ada.pk, True, 20)]

    for hour in ("off", "3", "later", ""):
        ada_at.post(url(record, "reminder"), {"hour": hour})
    assert list(Reminder.objects.values_list("on", flat=True)) == [False]


def test_more_shows_a_reader_nothing_to_write_with(client, record, ben):
    ben.memberships.update(access="read")
    client.force_login(ben)
    page = client.get(url(record, "more")).content.decode()

    assert [name for name in ("function_check", "measurement", "plan", "sharing") if url(record, name) in page] == []
    assert url(record, "entries") in page


def test_the_sheet_to_tick_asks_what_the_screen_asks_and_tells_nothing(ada_at, record):
    page = ada_at.get(url(record, "tick_sheet"))

    assert [len(group.rows) for group in page.context["parts"]] == [13, 4]
    assert "Grip, keys, buttons as before" in page.content.decode()
    assert "Ada" not in page.content.decode().partition("<main")[2]
