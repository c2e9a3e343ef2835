"""Who is written to, and when."""

import datetime as dt
import smtplib
import zoneinfo

import pytest
from django.core import mail
from django.utils import timezone

from people.access import Verb, open_record
from people.models import Membership
from symptoms.day import drafts, reminders
from symptoms.day.plan import change_plan
from symptoms.models import Draft
from symptoms.write import verbs
from tests.cast import TODAY

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
pytestmark = pytest.mark.django_db


def at(hour, minute=0, day=TODAY, zone=BERLIN):
    return dt.datetime.combine(day, dt.time(hour, minute), zone)


@pytest.fixture
def asked(record, ada):
    """Ada wants to be reminded at six in the evening."""
    reminders.choose(record, ada, 18)
    return reminders.reminder_of(record, ada)


def log(record, by, now, day=TODAY):
    verbs.record_check_in(record, day, {"weakness.neck": 3}, by=by, source="self", now=now)


def test_one_e_mail_comes_at_the_hour_and_no_second_one(asked):
    assert [reminders.send_due(now=now) for now in (at(17, 59), at(18), at(18, 5), at(20))] == [0, 1, 0, 0]
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_the_next_day_it_comes_again(asked):
    assert [reminders.send_due(now=at(18, day=TODAY + n * DAY)) for n in range(3)] == [1, 1, 1]


def test_the_e_mail_names_nobody_and_no_symptom(asked, record):
    reminders.send_due(now=at(18))

    message = mail.outbox[0]
    assert message.subject == "A minute for your diary"
    assert message.body == (
        "If you like, you can write down how today is. It takes about a minute, and you can leave out anything.\n\n"
        f"http://localhost:8000/patients/{record.pk}/check-in/\n\n"
        "Later today, at another hour, or no reminders any more:\n"
        f"http://localhost:8000/patients/{record.pk}/plan/reminder/\n"
    )


def test_nobody_is_reminded_who_did_not_ask(record, ada, ben):
    assert reminders.send_due(now=at(18)) == 0


def test_once_anyone_has_logged_there_is_none(asked, record, ben):
    log(record, ben, at(9))

    assert reminders.send_due(now=at(18)) == 0


def test_who_is_in_the_middle_of_it_is_not_reminded(asked, record, ada):
    opened = open_record(ada, record.pk, Verb.WRITE)
    drafts.keep(opened, TODAY, Draft.Kind.CHECK_IN, by=ada, now=at(17, 58), answers={"weakness.neck": 3})

    assert reminders.send_due(now=at(18)) == 0


def test_yesterdays_late_entry_does_not_answer_for_today(asked, record, ada):
    log(record, ada, at(9), day=TODAY - DAY)

    assert reminders.send_due(now=at(18)) == 1


@pytest.mark.parametrize(("cadence", "sent"), [("every_other", 0), ("weekly", 0), ("pause", 0), ("daily", 1)])
def test_it_follows_the_persons_own_plan(asked, record, ada, cadence, sent):
    change_plan(record, TODAY - 30 * DAY, by=ada, cadence=cadence)
    log(record, ada, at(9, day=TODAY - DAY), day=TODAY - DAY)

    assert reminders.send_due(now=at(18)) == sent


def test_after_an_outage_one_comes_and_not_one_for_each_day(asked):
    assert [reminders.send_due(now=at(19, day=TODAY + 10 * DAY)) for _ in range(3)] == [1, 0, 0]


def test_nobody_is_written_to_at_night_not_even_late(asked):
    nights = [at(21), at(23, 59), at(3, day=TODAY + DAY), at(7, 59, day=TODAY + DAY)]

    assert [reminders.send_due(now=now) for now in nights] == [0, 0, 0, 0]


def test_the_hour_is_one_of_the_patients_day_wherever_they_are(asked, record):
    record.time_zone = "Pacific/Auckland"
    record.save()
    auckland = zoneinfo.ZoneInfo("Pacific/Auckland")

    assert reminders.send_due(now=at(17, 59, zone=auckland)) == 0
    assert reminders.send_due(now=at(18, zone=auckland)) == 1


@pytest.mark.parametrize("day", [dt.date(2026, 3, 29), dt.date(2026, 10, 25), dt.date(2028, 2, 29)])
def test_it_comes_once_on_a_day_of_23_or_25_hours_and_on_a_leap_day(asked, day):
    midnight = dt.datetime.combine(day, dt.time(), BERLIN).astimezone(dt.UTC)
    sent = [reminders.send_due(now=midnight + n * HOUR / 4) for n in range(4 * 23)]

    assert sum(sent) == 1


def test_later_today_sends_it_once_more_two_hours_on(asked, record, ada):
    reminders.send_due(now=at(18))
    reminders.put_off(record, ada, now=at(18, 10))

    assert [reminders.send_due(now=now) for now in (at(18, 15), at(20, 9), at(20, 10), at(20, 30))] == [0, 0, 1, 0]


def test_later_today_is_not_offered_where_it_would_be_night(record):
    assert reminders.later(record, now=at(19, 30)) is None
    assert reminders.later(record, now=at(18)) == at(20)


def test_who_logs_after_later_today_is_not_reminded(asked, record, ada):
    reminders.send_due(now=at(18))
    reminders.put_off(record, ada, now=at(18, 10))
    log(record, ada, at(19))

    assert reminders.send_due(now=at(20, 30)) == 0


def test_off_is_off(asked, record, ada):
    reminders.choose(record, ada, None)

    assert reminders.send_due(now=at(18)) == 0


def test_whose_access_ended_hears_nothing(record, ben):
    reminders.choose(record, ben, 18)
    Membership.objects.filter(user=ben).update(ends_at=timezone.now())

    assert reminders.send_due(now=at(18)) == 0


def test_a_mail_server_that_is_away_costs_no_reminder(asked, monkeypatch):
    def away(*args, **kwargs):
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "send_mail", away)
        assert reminders.send_due(now=at(18)) == 0

    assert reminders.send_due(now=at(18, 5)) == 1
