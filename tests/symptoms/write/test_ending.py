"""A record that ends: nothing is asked, reminded or judged any more, and nothing is lost."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from people import clinics
from people.access import Verb, open_record
from people.models import AuditEvent, Patient
from symptoms.day import drafts, reminders
from symptoms.derive import maker
from symptoms.models import CheckIn, Reminder, Report
from symptoms.write import verbs
from symptoms.write.ending import close_record, reopen_record
from tests.cast import NOW, TODAY

DAY = dt.timedelta(days=1)


def log(record, ada, day=TODAY, **values):
    said = values or {"weakness.hand.left": 3}
    return verbs.record_check_in(record, day, said, by=ada, source="self", now=NOW)


def close(record, by, why="withdrew", on=TODAY):
    close_record(record, why=why, on=on, by=by, now=NOW)


def test_nothing_can_be_written_and_everything_read_until_it_is_opened_again(record, ada):
    close(record, ada)
    for verb in (Verb.LOG, Verb.WRITE):
        with pytest.raises(PermissionDenied) as refused:
            open_record(ada, record.pk, verb)
        assert str(refused.value) == "This record was closed on 2 March 2026. Nothing can be written in it any more."
    assert open_record(ada, record.pk, Verb.VIEW).may_write is False

    reopen_record(record, by=ada)
    assert open_record(ada, record.pk, Verb.WRITE).may_write is True


def test_closing_and_opening_twice_is_doing_it_once(record, ada):
    for act in (lambda: close(record, ada), lambda: reopen_record(record, by=ada)):
        act()
        act()
    events = AuditEvent.objects.filter(verb__in=("close", "reopen")).order_by("pk")
    assert [(event.verb, event.user) for event in events] == [("close", ada), ("reopen", ada)]


@pytest.mark.parametrize(
    ("why", "on", "field", "sentence"),
    [
        ("tired", TODAY, "why", "Say why the record is closed."),
        ("died", TODAY + DAY, "on", "2026-03-03 is in the future: where Ada lives it is 2026-03-02."),
        ("died", dt.date(1950, 1, 1), "on", "1950-01-01 is before the date of birth, 1960-05-01."),
        (
            "died",
            TODAY - 2 * DAY,
            "on",
            "There are entries up to 2 March 2026. Choose that day or a later one, or mark them as mistakes first.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_changes_nothing(record, ada, cleo, why, on, field, sentence):
    log(record, ada)
    with pytest.raises(ValidationError) as refused:
        close(record, cleo, why, on)
    record.refresh_from_db()
    assert refused.value.message_dict == {field: [sentence]}
    assert (record.ended_on, record.ended_why) == (None, "")


def test_the_report_stops_at_that_day_and_judges_nothing(record, ada):
    for ago in (21, 14, 7, 0):
        log(record, ada, TODAY - ago * DAY, **{"signs.morning_headache": 4})
    maker.refresh(record.pk, now=NOW)
    judged = [flag["rule"] for flag in Report.objects.get(pk=record.pk).report["flags"]]

    close(record, ada)
    later = NOW + 100 * DAY
    assert list(maker.stale(now=later)) == [record.pk]
    maker.refresh(record.pk, now=later)
    row = Report.objects.get(pk=record.pk)
    assert judged != []
    assert (row.as_of, row.report["flags"], row.facts["signs"]) == (TODAY, [], [])
    assert list(maker.stale(now=later)) == []
    assert maker.refresh(record.pk, now=later) is False

    reopen_record(record, by=ada)
    maker.refresh(record.pk, now=NOW)
    assert [flag["rule"] for flag in Report.objects.get(pk=record.pk).report["flags"]] == judged


def test_nobody_is_reminded_of_a_closed_record(record, ada, mailoutbox):
    Reminder.objects.create(patient=record, user=ada, on=True, hour=8)
    close(record, ada)
    assert (reminders.send_due(now=NOW + DAY), mailoutbox) == (0, [])

    reopen_record(record, by=ada)
    assert reminders.send_due(now=NOW + DAY) == 1


def test_what_was_pressed_before_becomes_an_entry(record, ada):
    opened = open_record(ada, record.pk, Verb.WRITE)
    drafts.keep(opened, TODAY, "check_in", by=ada, now=NOW, answers={"weakness.hand.left": 2})
    drafts.record_all(record, now=NOW)
    close(record, ada)
    assert CheckIn.objects.standing().get(patient=record).weakness.hand_left == 2


def test_family_reads_it_for_as_long_as_the_clinic_says(record, ada, ben, cleo, clinic):
    clinic.family_reads_days = 30
    clinic.save()
    long_ago = dt.date.today() - dt.timedelta(days=29)
    close_record(record, why="died", on=long_ago, by=cleo, now=NOW.replace(year=2030))
    assert open_record(ben, record.pk, Verb.PRINT).role == "caregiver"
    assert record in Patient.objects.visible_to(ben)

    Patient.objects.update(family_until=long_ago)
    with pytest.raises(PermissionDenied) as refused:
        open_record(ben, record.pk, Verb.VIEW)
    assert str(refused.value) == (
        "This record was closed, and the time in which family can read it is over. Ask the clinic."
    )
    assert record not in Patient.objects.visible_to(ben)
    assert open_record(cleo, record.pk, Verb.VIEW).for_clinician


def test_a_caregiver_closes_it_where_there_is_no_clinic_to_tell(record, ada, ben, cleo):
    with pytest.raises(PermissionDenied) as refused:
        open_record(ben, record.pk, Verb.CLOSE)
    assert str(refused.value) == "The clinic closes this record. Tell them."

    cleo.memberships.all().delete()
    assert open_record(ben, record.pk, Verb.CLOSE).role == "caregiver"


def test_a_clinic_that_lets_family_read_longer_means_those_that_were_closed_before_too(record, ada, cleo, clinic):
    close(record, cleo, why="died")
    clinics.change_clinic(clinic, by=cleo, family_reads_days=10)
    record.refresh_from_db()
    assert record.family_until == TODAY + 10 * DAY
