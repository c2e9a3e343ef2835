"""Answers of people who stopped, of workers that were away, and of presses at the same moment."""

import datetime as dt
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from people.access import Verb, open_record
from people.models import AuditEvent, Patient, User
from symptoms.day import drafts
from symptoms.models import CheckIn, Draft
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.cast import NOW, TODAY

DAY, HOUR, MINUTE = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(minutes=1)
TEN = 10
SAID = {"weakness.neck": 3, "weakness.hand.left": 2, "fatigue.now": 5}
Got = TypeVar("Got")
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(count: int, call: Callable[[int], Got]) -> list[Got]:
    """What as many threads got, each with a database connection of its own."""

    def closing(number: int) -> Got:
        try:
            return call(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(closing, range(count)))


def press(record: Patient, by: User, day: dt.date = TODAY, now: dt.datetime = NOW) -> Draft:
    """Someone answers some questions, one after another, and is never done."""
    opened = open_record(by, record.pk, Verb.WRITE)
    for name, value in SAID.items():
        draft = drafts.keep(opened, day, Draft.Kind.CHECK_IN, by=by, now=now, answers={name: value})
    return draft


def entries() -> list[tuple[str, str, dt.date, dict[str, float | None]]]:
    rows = CheckIn.objects.order_by("day", "author__name")
    return [(entry.author.name, entry.status, entry.day, values_of(entry)) for entry in rows]


def no_change(record: Patient, by: User, id: uuid.UUID) -> verbs.Receipt:
    return verbs.record_no_change(record, TODAY, by=by, source="self", now=NOW, id=id)


@pytest.mark.parametrize("away", [10 * MINUTE, 20 * HOUR, 3 * DAY, 30 * DAY])
def test_who_stopped_is_recorded_however_long_the_worker_was_away(record, ada, away):
    press(record, ada)

    assert [drafts.record_waiting(now=NOW + away + n * MINUTE) for n in range(3)] == [1, 0, 0]
    assert entries() == [("Ada", "standing", TODAY, SAID)]


def test_two_workers_that_come_back_at_once_make_one_entry_of_what_someone_answered(record, ada, ben):
    press(record, ada)
    press(record, ben)
    counts = at_once(4, lambda _: drafts.record_waiting(now=NOW + HOUR))

    assert sum(counts) == 2
    assert entries() == [("Ada", "standing", TODAY, SAID), ("Ben", "standing", TODAY, SAID)]
    assert AuditEvent.objects.filter(verb="write").count() == 2
    assert Patient.objects.get(pk=record.pk).data_version == 2


def test_done_at_the_moment_when_a_worker_records_is_one_entry(record, ada):
    draft = press(record, ada)
    opened = open_record(ada, record.pk, Verb.WRITE)

    def either(number: int) -> None:
        if number % 2:
            drafts.record_waiting(now=NOW + HOUR)
        else:
            drafts.record_draft(opened, draft, now=NOW + HOUR)

    at_once(4, either)

    assert entries() == [("Ada", "standing", TODAY, SAID)]


def test_an_answer_at_the_moment_when_a_worker_records_is_recorded_too(record, ada):
    press(record, ada)
    opened = open_record(ada, record.pk, Verb.WRITE)

    def either(number: int) -> None:
        if number:
            drafts.record_waiting(now=NOW + HOUR)
        else:
            more = {"weakness.speech": 1}
            drafts.keep(opened, TODAY, Draft.Kind.CHECK_IN, by=ada, now=NOW + HOUR, answers=more)

    at_once(2, either)
    drafts.record_waiting(now=NOW + 2 * HOUR)

    assert [entry[2:] for entry in entries() if entry[1] == "standing"] == [(TODAY, SAID | {"weakness.speech": 1})]


def test_a_draft_that_is_taken_back_meanwhile_keeps_no_other_from_being_recorded(record, ada, ben, monkeypatch):
    press(record, ada)
    press(record, ben)

    def open_and_lose(*args: object, **how: object) -> object:
        Draft.objects.filter(author=ada).delete()
        return open_record(*args, **how)

    monkeypatch.setattr(drafts, "open_record", open_and_lose)
    drafts.record_waiting(now=NOW + HOUR)

    assert entries() == [("Ben", "standing", TODAY, SAID)]


def test_answers_for_a_day_that_has_not_come_where_one_is_now_wait_for_it(record, ada):
    """Pressed just after midnight in Auckland, and then the record lives in Honolulu."""
    Patient.objects.filter(pk=record.pk).update(time_zone="Pacific/Auckland")
    now = dt.datetime(2026, 3, 2, 11, 30, tzinfo=dt.UTC)  # the third in Auckland
    press(record, ada, day=dt.date(2026, 3, 3), now=now)
    Patient.objects.filter(pk=record.pk).update(time_zone="Pacific/Honolulu")
    midnight = dt.datetime(2026, 3, 3, 10, tzinfo=dt.UTC)

    assert [drafts.record_waiting(now=at) for at in (now + HOUR, midnight - MINUTE, midnight)] == [0, 0, 1]
    assert entries() == [("Ada", "standing", dt.date(2026, 3, 3), SAID)]


@pytest.mark.parametrize("alike", [True, False], ids=["the same press", "ten devices"])
def test_no_change_ten_times_at_once_is_one_entry_and_one_receipt(record, ada, alike):
    verbs.record_check_in(record, TODAY - DAY, SAID, by=ada, source="self", now=NOW)
    ids = [uuid.uuid4() for _ in range(TEN)]
    receipts = at_once(TEN, lambda number: no_change(record, ada, ids[0 if alike else number]))

    assert sorted(receipt.created for receipt in receipts) == [False] * 9 + [True]
    assert len({receipt.entry.pk for receipt in receipts}) == 1
    assert entries() == [("Ada", "standing", TODAY - DAY, SAID), ("Ada", "standing", TODAY, SAID)]


def test_no_change_and_done_at_once_lose_no_answer(record, ada):
    verbs.record_check_in(record, TODAY - DAY, {"weakness.neck": 4}, by=ada, source="self", now=NOW)
    draft = press(record, ada)
    opened = open_record(ada, record.pk, Verb.WRITE)

    def either(number: int) -> None:
        if number:
            drafts.record_draft(opened, draft, now=NOW)
        else:
            no_change(record, ada, uuid.uuid4())

    at_once(2, either)

    assert [entry[3] for entry in entries() if entry[1:3] == ("standing", TODAY)] == [SAID]


def test_no_change_where_nothing_was_ever_said_is_refused_each_of_ten_times_and_writes_nothing(record, ada):
    def refused(_: int) -> str:
        with pytest.raises(ValidationError) as refusal:
            no_change(record, ada, uuid.uuid4())
        return refusal.value.messages[0]

    sentence = "Nothing was said before this day, so there is nothing to be the same as."
    assert at_once(TEN, refused) == [sentence] * TEN
    assert entries() == []
