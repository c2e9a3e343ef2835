"""Several of the team at the same moment, each with a database connection of their own."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from care.answers import answer_sign, lives_of, undo
from care.models import RepliesRead, SignAnswer, SignUndo
from care.replies import mark_read
from people.access import Verb, open_record
from people.clinics import join_clinic
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.cast import person

TEN = 10


def at_once(call):
    def closing(number):
        try:
            return call(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(TEN) as threads:
        return list(threads.map(closing, range(TEN)))


@pytest.fixture
def raised(transactional_db, record, ada):
    now = timezone.now()
    today = local_day(record, now)
    verbs.record_check_in(record, today, {"signs.morning_headache": 4}, by=ada, source="self", now=now)
    maker.refresh(record.pk, now=now)
    return {"patient": record, "rule": "R07", "since": today}


@pytest.mark.django_db(transaction=True)
def test_one_press_that_arrives_ten_times_at_once_is_one_answer(raised, cleo):
    id, now = uuid.uuid4(), timezone.now()
    found = at_once(lambda _: answer_sign(**raised, action="acknowledged", by=cleo, now=now, id=id))

    assert {answer.pk for answer in found} == {SignAnswer.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_of_two_clinicians_who_answer_one_sign_at_once_both_are_kept_and_the_last_counts(raised, record, clinic, cleo):
    gus = person("Gus")
    join_clinic(clinic, gus, by=None)
    now = timezone.now()

    def answers(number):
        said = {"action": "closed", "reason": "known"} if number % 2 else {"action": "acknowledged"}
        moment = now + dt.timedelta(seconds=number)
        return answer_sign(**raised, **said, by=gus if number % 2 else cleo, now=moment)

    at_once(answers)

    flags = maker.report_of(record, raised["since"]).report.flags
    (life,) = lives_of(record, flags, raised["since"]).values()
    assert [row.by for row in life.history] == [cleo, gus] * 5
    assert (life.state, life.answer.by) == ("closed", gus)


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_ten_presses_undo_at_once_is_undone_once(raised, cleo):
    answer = answer_sign(**raised, action="acknowledged", by=cleo, now=timezone.now())
    at_once(lambda _: undo(answer, by=cleo, now=timezone.now()))

    assert SignUndo.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_says_read_on_ten_devices_at_once_has_read_up_to_the_last(raised, record, ada):
    opened, now = open_record(ada, record.pk, Verb.PROGRESS), timezone.now()
    moments = [now - dt.timedelta(seconds=number) for number in range(TEN)]
    at_once(lambda number: mark_read(opened, ada, moments[number], now=now))

    assert [row.through for row in RepliesRead.objects.all()] == [now]
