"""A month of medicines as a table, for the person and for the clinic."""

import datetime as dt
import html
import re

import pytest

from care.treatments.medicine_month import month_of
from care.treatments.write import say_of_day
from symptoms.models.base import Source
from symptoms.write import verbs
from tests.care.treatments.taking import page_of
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db

FEBRUARY = dt.date(2026, 2, 1)


@pytest.fixture
def two(record, ada):
    how = {"by": ada, "source": "self", "now": NOW, "start": dt.date(2026, 1, 20)}
    riluzole = verbs.record_treatment(record, kind="riluzole", **how).entry
    baclofen = verbs.record_treatment(record, kind="symptom_medicine", label="Baclofen", **how).entry
    return riluzole, baclofen


def say(treatment, day, by, taken, why="", source=Source.SELF):
    said = {"taken": taken, "why_not": why}
    return say_of_day(treatment, FEBRUARY.replace(day=day), said, by=by, source=source, now=NOW)


@pytest.fixture
def month(record, ada, ben, two):
    """1: all; 2: one of two; 3: none; 4: one said and taken; 5: Ben all, Ada not; 6: Ben alone; the rest nothing."""
    riluzole, baclofen = two
    for treatment in two:
        say(treatment, 1, ada, True)
        say(treatment, 3, ada, False, "forgot")
        say(treatment, 5, ben, True, source=Source.CAREGIVER)
        say(treatment, 6, ben, True, source=Source.CAREGIVER)
    say(riluzole, 2, ada, True)
    say(baclofen, 2, ada, False, "side_effects")
    say(riluzole, 4, ada, True)
    say(riluzole, 5, ada, False)
    say(baclofen, 5, ada, False)
    return month_of(record, FEBRUARY, TODAY)


def test_each_day_says_all_some_not_taken_or_nothing(month):
    days = {each[0].day: str(each[1].word) if each[1] else None for week in month.weeks for each in week.days if each}

    assert days == dict.fromkeys(range(1, 29)) | {
        1: "All taken",
        2: "Some taken",
        3: "Not taken",
        4: "Some taken",
        5: "Not taken",  # the person's own word counts first
        6: "All taken",
    }


def test_each_medicine_is_counted_over_the_days_with_an_answer_alone(month):
    counted = [(each.name, each.answered, each.missed, [*each.why]) for each in month.counted]

    assert counted == [
        ("Riluzole", 6, 2, [("Forgot", 1)]),
        ("Baclofen", 5, 3, [("Forgot", 1), ("Side effects", 1)]),
    ]


def test_a_day_with_fewer_medicines_is_judged_by_those_that_went_on(record, ada, two):
    riluzole, baclofen = two
    stop = FEBRUARY.replace(day=9)
    verbs.record_treatment(
        record,
        by=ada,
        source="self",
        now=NOW,
        kind="symptom_medicine",
        label="Baclofen",
        start=baclofen.start,
        stop=stop,
        supersedes=baclofen,
    )
    say(riluzole, 10, ada, True)
    found = month_of(record, FEBRUARY, TODAY)

    assert [str(each[1].word) for week in found.weeks for each in week.days if each and each[1]] == ["All taken"]


def test_one_can_go_to_months_in_which_a_medicine_went_on(month, record):
    assert (month.before, month.after) == (dt.date(2026, 1, 1), dt.date(2026, 3, 1))
    assert month_of(record, dt.date(2026, 1, 1), TODAY).before is None
    assert month_of(record, dt.date(2026, 3, 1), TODAY).after is None


def test_the_clinic_sees_counts_and_no_press_and_the_person_a_table_without_them(client, record, ada, cleo, month):
    path = f"{page_of(record)}?month=2026-02"
    client.force_login(cleo)
    seen = client.get(path).content.decode()
    rows = re.findall(r'<tr><th scope="row">(?!<span)(.*?)</tr>', seen)
    assert [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows] == [
        "Riluzole 6 2 Forgot: 1",
        "Baclofen 5 3 Forgot: 1; Side effects: 1",
    ]
    assert client.get(page_of(record)).status_code == 200
    client.force_login(ada)
    own = client.get(path).content.decode()

    assert "Days with an answer" not in own
    assert ["<form" in page.partition("<main")[2] for page in (own, seen)] == [False, False]
    assert re.findall(r"<a ", "".join(re.findall(r"<table>.*?</table>", own, re.S))) == []
