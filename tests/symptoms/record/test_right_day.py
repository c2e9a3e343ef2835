"""An entry is for the right day: in every zone, when the clocks are changed, on the way, and with a wrong clock."""

import datetime as dt
import functools
import uuid
import zoneinfo
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.access import Verb, open_record
from people.models import Patient, User
from symptoms.day import drafts, reminders
from symptoms.models import CheckIn, Draft
from symptoms.models.base import DayEntry
from symptoms.read.entry_log import Entry
from symptoms.record.columns import values_of
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.symptoms.api.calls import Caller, answer, refusal
from tests.symptoms.record.zones import (
    DAY,
    FAR_APART,
    FIRST,
    HOUR,
    LAST,
    LEAP_DAYS,
    MINUTE,
    ZONES,
    changes,
    midnight,
    moments,
)

KIND = Draft.Kind.CHECK_IN
with_fixtures = functools.partial(settings, suppress_health_check=[HealthCheck.function_scoped_fixture])


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is gone afterwards: each case begins with the same rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def moved(record: Patient, zone: str) -> Patient:
    """The record once the person lives by the clocks of another zone."""
    record.time_zone = zone
    record.save()
    return record


def say(record: Patient, by: User, day: dt.date, now: dt.datetime, **said: int) -> CheckIn:
    values = {name.replace("__", "."): value for name, value in said.items()}
    receipt = verbs.record_check_in(record, day, values, by=by, source="self", now=now)
    return CheckIn.objects.get(pk=receipt.entry.pk)


def refused(call: Callable[[], object]) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        call()
    return refusal.value.message_dict


def in_the_future(day: dt.date, today: dt.date) -> dict[str, list[str]]:
    return {"day": [f"{day} is in the future: where Ada lives it is {today}."]}


def standing() -> dict[dt.date, dict[str, float | None]]:
    entries = list(CheckIn.objects.standing())
    days = {entry.day: values_of(entry) for entry in entries}
    assert len(days) == len(entries)
    return days


def lateness(entry: DayEntry) -> int:
    return Entry.of(entry).late


# --- The day of an instant ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("Pacific/Kiritimati", "2026-03-02T09:59:59+00:00", "2026-03-02"),
        ("Pacific/Kiritimati", "2026-03-02T10:00:00+00:00", "2026-03-03"),
        ("Pacific/Pago_Pago", "2026-03-02T10:59:59+00:00", "2026-03-01"),
        ("Pacific/Pago_Pago", "2026-03-02T11:00:00+00:00", "2026-03-02"),
        ("Europe/Berlin", "2026-03-28T22:59:59+00:00", "2026-03-28"),  # a day of 23 hours follows
        ("Europe/Berlin", "2026-03-29T21:59:59+00:00", "2026-03-29"),
        ("Europe/Berlin", "2026-03-29T22:00:00+00:00", "2026-03-30"),
        ("Europe/Berlin", "2026-10-25T22:59:59+00:00", "2026-10-25"),  # of 25
        ("Africa/Cairo", "2026-04-23T22:00:00+00:00", "2026-04-24"),  # which begins at one o'clock
        ("America/Havana", "2026-11-01T05:30:00+00:00", "2026-11-01"),  # its first hour comes twice
        ("America/New_York", "2028-02-29T04:59:59+00:00", "2028-02-28"),
        ("America/New_York", "2028-03-01T04:59:59+00:00", "2028-02-29"),
        ("Asia/Kathmandu", "2028-02-28T18:15:00+00:00", "2028-02-29"),
    ],
)
def test_the_day_is_the_one_that_the_calendar_on_the_wall_shows(zone, at, day):
    assert local_day(Patient(time_zone=zone), dt.datetime.fromisoformat(at)) == dt.date.fromisoformat(day)


@settings(max_examples=300)
@given(moments())
def test_in_every_zone_an_instant_is_on_the_day_whose_midnight_was_and_whose_next_is_to_come(moment):
    zone, at = moment
    day = local_day(Patient(time_zone=zone), at)

    assert midnight(day, zone) <= at < midnight(day + DAY, zone)


@with_fixtures(max_examples=60)
@given(moments())
def test_at_every_instant_today_is_accepted_yesterday_is_late_and_tomorrow_is_refused(record, ada, moment):
    zone, at = moment
    with undone():
        moved(record, zone)
        today = local_day(record, at)

        assert refused(lambda: say(record, ada, today + DAY, at, fatigue__now=1)) == in_the_future(today + DAY, today)
        assert standing() == {}

        entries = [say(record, ada, day, at, fatigue__now=n) for n, day in enumerate((today, today - DAY))]
        assert [(entry.day, entry.time_zone, lateness(entry)) for entry in entries] == [
            (today, zone, 0),
            (today - DAY, zone, 1),
        ]
        assert standing() == {today: {"fatigue.now": 0}, today - DAY: {"fatigue.now": 1}}


# --- On the way -----------------------------------------------------------------------------------------------------


@with_fixtures(max_examples=60)
@given(moments(), st.one_of(st.sampled_from(FAR_APART), st.sampled_from(ZONES)), st.timedeltas(0 * HOUR, 30 * HOUR))
def test_who_travels_keeps_the_day_and_zone_of_what_they_said_and_loses_nothing(record, ada, moment, there, flight):
    here, at = moment
    with undone():
        moved(record, here)
        left = local_day(record, at)
        first = say(record, ada, left, at, fatigue__now=3)
        moved(record, there)
        landed = local_day(record, at + flight)
        second = say(record, ada, landed, at + flight, weakness__neck=2)

        first.refresh_from_db()
        assert (first.day, first.time_zone, first.made_at) == (left, here, at)
        assert (second.day, second.time_zone, lateness(second)) == (landed, there, 0)
        assert values_of(first) == {"fatigue.now": 3}
        if landed == left:
            assert (first.status, second.supersedes) == ("superseded", first)
            assert standing() == {left: {"fatigue.now": 3, "weakness.neck": 2}}
        else:
            assert standing() == {left: {"fatigue.now": 3}, landed: {"weakness.neck": 2}}


@with_fixtures(max_examples=30)
@given(st.dates(dt.date(2020, 1, 2), dt.date(2035, 12, 30)), st.timedeltas(1 * HOUR, 23 * HOUR))
def test_who_flies_west_across_the_date_line_is_told_that_the_day_they_left_is_in_the_future(record, ada, day, hours):
    with undone():
        moved(record, "Pacific/Kiritimati")
        at = midnight(day, "Pacific/Kiritimati") + hours
        say(record, ada, day, at, fatigue__now=3)
        moved(record, "Pacific/Pago_Pago")
        today = local_day(record, at)

        assert today == day - DAY
        assert refused(lambda: say(record, ada, day, at, fatigue__now=5)) == in_the_future(day, today)
        assert (standing(), CheckIn.objects.count()) == ({day: {"fatigue.now": 3}}, 1)

        opened = open_record(ada, record.pk, Verb.WRITE)
        press = {"by": ada, "now": at, "answers": {"fatigue.now": 5}}
        assert refused(lambda: drafts.keep(opened, day, KIND, **press)) == in_the_future(day, today)
        assert Draft.objects.count() == 0

        say(record, ada, today, at, fatigue__now=1)
        say(record, ada, day, at + DAY + 2 * HOUR, weakness__neck=2)
        assert standing() == {today: {"fatigue.now": 1}, day: {"fatigue.now": 3, "weakness.neck": 2}}


# --- About midnight -------------------------------------------------------------------------------------------------


@with_fixtures(max_examples=30)
@given(st.sampled_from(ZONES), st.dates(FIRST.date() + DAY, LAST.date()), st.booleans())
def test_what_was_begun_before_midnight_and_finished_after_it_is_for_the_day_it_was_begun_for(
    record, ada, zone, day, presses_done
):
    with undone():
        moved(record, zone)
        after = midnight(day + DAY, zone)
        opened = open_record(ada, record.pk, Verb.WRITE)
        drafts.keep(opened, day, KIND, by=ada, now=after - MINUTE, answers={"weakness.neck": 2})
        draft = drafts.keep(opened, day, KIND, by=ada, now=after + MINUTE, answers={"fatigue.now": 5})
        if presses_done:
            drafts.record_draft(opened, draft, now=after + 2 * MINUTE)
        else:
            drafts.record_waiting(now=after + HOUR)

        assert standing() == {day: {"weakness.neck": 2, "fatigue.now": 5}}


# --- A clock that is wrong ------------------------------------------------------------------------------------------


@pytest.fixture(params=FAR_APART)
def sent_to(request, record, ada, monkeypatch) -> Patient:
    """Ada's record in one of the zones, while the server's clock stands still."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    return moved(record, request.param)


def test_a_device_whose_clock_is_a_day_fast_is_told_so_and_nothing_is_written(sent_to, ada):
    today = local_day(sent_to, timezone.now())
    body = {"day": str(today + DAY), "fatigue": {"now": 5}}
    response = Caller(ada, sent_to).put(f"check-ins/{uuid.uuid4()}/", body)

    assert refusal(response) == (400, [("day", in_the_future(today + DAY, today)["day"][0])])
    assert CheckIn.objects.count() == 0


def test_a_device_whose_clock_is_a_day_slow_writes_a_late_entry_for_the_day_it_names(sent_to, ada):
    today = local_day(sent_to, timezone.now())
    id = uuid.uuid4()
    body = {"day": str(today - DAY), "fatigue": {"now": 5}}
    status, said = answer(Caller(ada, sent_to).put(f"check-ins/{id}/", body))

    assert (status, said["day"], said["time_zone"]) == (201, str(today - DAY), sent_to.time_zone)
    entry = CheckIn.objects.get()
    assert (entry.pk, entry.day, lateness(entry)) == (id, today - DAY, 1)


# --- Reminders ------------------------------------------------------------------------------------------------------


@st.composite
def days_there(draw: st.DrawFn) -> tuple[str, dt.date]:
    """A zone and a day there: any day, and often one on which its clocks are changed."""
    zone = draw(st.sampled_from(ZONES))
    days = st.dates(FIRST.date() + DAY, LAST.date())
    edges = changes(zone, draw(st.integers(FIRST.year + 1, LAST.year - 1)))
    if edges:
        days |= st.sampled_from(edges).map(lambda at: local_day(Patient(time_zone=zone), at))
    return zone, draw(days | st.sampled_from(LEAP_DAYS))


@with_fixtures(max_examples=25)
@given(days_there(), st.sampled_from(reminders.HOURS), st.integers(0, 14))
def test_each_day_has_one_reminder_at_the_hour_chosen_and_none_at_night(record, ada, day_there, hour, minutes):
    """The server looks every quarter of an hour, whatever its minute."""
    zone, day = day_there
    with undone():
        moved(record, zone)
        reminders.choose(record, ada, hour)
        mail.outbox.clear()
        at, end, sent = midnight(day, zone) + minutes * MINUTE, midnight(day + DAY, zone), []
        while at < end:
            sent += [at] * reminders.send_due(now=at)
            at += HOUR / 4

        local = [moment.astimezone(zoneinfo.ZoneInfo(zone)) for moment in sent]
        assert [(moment.date(), moment.hour) for moment in local] == [(day, hour)]
        assert [message.to for message in mail.outbox] == [["ada@example.org"]]
        assert all(reminders.QUIET_TO <= moment.hour < reminders.QUIET_FROM for moment in local)


@with_fixtures(max_examples=15)
@given(days_there(), st.sampled_from(reminders.HOURS), st.integers(0, 24 * 60))
def test_after_an_outage_of_any_length_the_reminder_of_a_day_is_late_or_left_out_and_never_at_night(
    record, ada, day_there, hour, away
):
    zone, day = day_there
    with undone():
        moved(record, zone)
        reminders.choose(record, ada, hour)
        reminder = reminders.reminder_of(record, ada)
        assert reminder is not None
        at, end, sent = midnight(day, zone) + away * MINUTE, midnight(day + DAY, zone), []
        back = at.astimezone(zoneinfo.ZoneInfo(zone))
        while at < end:
            if reminders.is_due(reminder, at):
                reminder.last_day = local_day(record, at)
                sent.append(at.astimezone(zoneinfo.ZoneInfo(zone)).hour)
            at += HOUR / 4

        missed = back.date() != day or back.hour >= reminders.QUIET_FROM or back.time() > dt.time(20, 45)
        assert sent == ([] if missed else [max(hour, back.hour)])
