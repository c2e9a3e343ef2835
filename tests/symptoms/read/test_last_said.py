"""What was said last, which "no change" confirms."""

import datetime as dt

import pytest

from clinical.vocabulary import MEASURES
from symptoms.read.last_said import SAME, WEEK, LastSaid, last_said
from symptoms.write import verbs
from tests.cast import NOW, TODAY

DAY = dt.timedelta(days=1)


@pytest.fixture
def said(record):
    def on(day, by, source="self", now=NOW, **values):
        measures = {name.replace("__", "."): value for name, value in values.items()}
        not_known = measures.pop("not_known", None)
        verbs.record_check_in(record, day, measures, by=by, source=source, now=now, not_known=not_known)

    return on


def test_before_the_first_check_in_nothing_was_said(record):
    assert last_said(record, TODAY) == LastSaid()


def test_each_part_keeps_its_own_last_answer_and_its_day(record, ada, said):
    said(TODAY - 5 * DAY, ada, weakness__speech=3, weakness__neck=4)
    said(TODAY - 2 * DAY, ada, weakness__neck=3, fatigue__now=5)

    last = last_said(record, TODAY)
    assert last.day == TODAY - 2 * DAY
    assert last.values == {"weakness.speech": 3, "weakness.neck": 3, "fatigue.now": 5}
    assert last.days["weakness.speech"] == TODAY - 5 * DAY


def test_counts_of_a_day_and_of_a_week_cannot_be_the_same(record, ada, said):
    said(TODAY - DAY, ada, cramps__count=3, fasciculation__neck=1, signs__nightmares=2, falls=1)

    last = last_said(record, TODAY)
    assert last.values == {"fasciculation.neck": 1}
    assert last.asked == TODAY - DAY


def test_of_two_answers_for_one_day_the_persons_own_counts_first(record, ada, ben, said):
    said(TODAY, ada, weakness__neck=3)
    said(TODAY, ben, source="caregiver", now=NOW + DAY / 24, weakness__neck=1, weakness__trunk=2)

    assert last_said(record, TODAY).values == {"weakness.neck": 3, "weakness.trunk": 2}


def test_who_could_not_tell_last_time_is_not_given_an_older_grade(record, ada, said):
    said(TODAY - 2 * DAY, ada, weakness__neck=3)
    said(TODAY - DAY, ada, not_known={"neck": "cannot_tell"})

    last = last_said(record, TODAY)
    assert (last.values, last.not_known) == ({}, {"neck": "cannot_tell"})


def test_a_later_day_is_not_the_last_time_of_an_earlier_one(record, ada, said):
    said(TODAY, ada, weakness__neck=1)

    assert last_said(record, TODAY - DAY) == LastSaid()


def test_it_is_one_query(record, ada, said, django_assert_num_queries):
    for days in range(5):
        said(TODAY - days * DAY, ada, weakness__neck=1)
    with django_assert_num_queries(1):
        last_said(record, TODAY)


def test_the_weekly_questions_are_found_behind_a_day_on_which_all_else_was_said(record, ada, ben, said):
    everything = {name.replace(".", "__"): MEASURES[name].low for name in SAME}
    said(TODAY, ada, **everything)
    said(TODAY - DAY, ada, weakness__neck=2)
    said(TODAY - 2 * DAY, ada, **{name.replace(".", "__"): 0 for name in WEEK if name != "signs.fever"})
    said(TODAY - 3 * DAY, ada, signs__fever=1)

    last = last_said(record, TODAY)
    assert (last.asked, last.week_left) == (TODAY - 2 * DAY, True)
    assert last.values == {name: MEASURES[name].low for name in SAME}

    said(TODAY - 2 * DAY, ben, source="caregiver", signs__fever=0)
    assert last_said(record, TODAY).week_left is False
