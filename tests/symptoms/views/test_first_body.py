"""First day: where it began, how each part is now, and since when."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from clinical.vocabulary import CELL_NAMES
from symptoms.models import CheckIn, Draft, Plan
from symptoms.record.columns import values_of
from symptoms.record.days import local_day
from tests.symptoms.views.first import at, press, remembered, text

PARTS = {f"weakness.{cell}": 4 for cell in CELL_NAMES}


@pytest.fixture
def today(own):
    return local_day(own, timezone.now())


# --- Where it began -------------------------------------------------------------------------------------------------


def test_where_it_began_is_a_part_and_a_month_and_stands_in_one_place(hers, own, today):
    year = today.year - 1
    assert f'href="{at(own, "began", "hand.left", "year")}"' in hers.get(at(own, "began", "left_arm")).content.decode()
    assert press(hers, own, str(year), "began", "hand.left", "year") == "began/hand.left/quarter/?kept=hand.left"
    assert press(hers, own, "1", "began", "hand.left", "quarter") == "began/hand.left/month/?kept=hand.left"
    led = press(hers, own, f"{year}-02", "began", "hand.left", "month")

    assert led == f"now/{today}/?kept=hand.left"
    february = dt.date(year, 2, 1)
    assert remembered() == [("hand.left", "self", "month", february)]
    own.refresh_from_db()
    assert (own.onset_cell, own.onset_month, own.onset_precision) == ("hand.left", february, "month")


def test_what_was_said_of_the_beginning_stands_on_home_and_on_the_facts_at_once(hers, own, today):
    said = f"Where it began, you said: left hand and fingers, {today.year - 1}."
    press(hers, own, str(today.year - 1), "began", "hand.left", "year")

    assert said in text(hers.get("/"))
    assert said in text(hers.get(reverse("facts", args=[own.pk])))
    press(hers, own, "not_sure", "began", "hand.left", "year")
    assert "you said: left hand and fingers, not sure when." in text(hers.get("/"))


def test_who_is_not_sure_where_it_began_goes_on_and_nothing_is_said(hers, own, today):
    assert press(hers, own, "skip", "began") == f"now/{today}/"
    assert (own.onset_cell, remembered()) == ("", [])
    assert "Where it began" not in text(hers.get("/"))


@pytest.mark.parametrize(
    ("answer", "parts"),
    [
        ("", ("began",)),
        ("hand.left", ("began",)),
        ("2999", ("began", "hand.left", "year")),
        ("before", ("began", "hand.left", "year")),
        ("purple", ("topics",)),
        ("yes", ("topics",)),
        ("everything", ("topics", "cramps")),
        ("hourly", ("often",)),
        ("pause", ("often",)),
        ("7", ("reminder",)),
        ("", ("reminder",)),
    ],
)
def test_an_answer_that_was_not_offered_is_refused_and_nothing_is_saved(hers, own, answer, parts):
    response = hers.post(at(own, *parts), {"answer": answer})

    assert (response.status_code, "Choose one of the answers, or skip" in text(response)) == (422, True)
    own.refresh_from_db()
    assert (own.onset_cell, remembered(), Plan.objects.count()) == ("", [], 0)


@pytest.mark.parametrize(
    "parts", [("nothing",), ("began", "tail"), ("began", "hand.left", "hour"), ("topics", "head"), ("often", "a", "b")]
)
def test_a_question_that_there_is_not_is_not_found(hers, own, parts):
    assert hers.get(at(own, *parts)).status_code == 404


# --- How each part is now -------------------------------------------------------------------------------------------


def test_all_others_as_before_is_one_press_that_saves_the_day(hers, own, today):
    assert hers.get(at(own, "now", today)).status_code == 200
    assert press(hers, own, "2", "now", today, "hand.left") == f"now/{today}/?body"
    assert CheckIn.objects.count() == 0  # on its way
    led = press(hers, own, "others", "now", today)

    entry = CheckIn.objects.get()
    assert (values_of(entry), entry.day, entry.source) == (PARTS | {"weakness.hand.left": 2}, today, "self")
    assert led == "since/hand.left/year/"


def test_the_part_where_it_began_is_asked_at_once_and_the_others_by_the_body(hers, own, today):
    press(hers, own, "skip", "began", "foot.right", "year")
    assert hers.get(at(own, "now", today))["Location"] == at(own, "now", today, "foot.right")
    press(hers, own, "3", "now", today, "foot.right")
    body = text(hers.get(at(own, "now", today)))

    assert "Right lower leg and foot: It drops or trips you when tired" in body
    assert "All others are as before ALS" in body
    assert "has changed" not in body


def test_why_there_is_no_answer_and_another_cause_are_kept_and_not_taken_for_as_before(hers, own, today):
    press(hers, own, "not_tried", "now", today, "neck")
    press(hers, own, "other_cause", "now", today, "thigh.left")
    press(hers, own, "others", "now", today)

    entry = CheckIn.objects.get()
    assert values_of(entry) == {name: 4 for name in PARTS if name not in ("weakness.neck", "weakness.thigh.left")}
    assert entry.weakness.not_known == {"neck": "not_tried"}
    assert own.cellmarks.standing().values_list("cell", "kind").get() == ("thigh.left", "other_cause")


def test_a_day_that_is_still_to_come_is_refused_and_one_that_the_address_names_is_written(hers, own, today):
    tomorrow, yesterday = today + dt.timedelta(1), today - dt.timedelta(1)
    refused = hers.post(at(own, "now", tomorrow), {"answer": "others"})
    assert (refused.status_code, CheckIn.objects.count(), Draft.objects.count()) == (422, 0, 0)

    press(hers, own, "others", "now", yesterday)
    assert CheckIn.objects.get().day == yesterday


def test_pressed_twice_the_day_is_one_entry(hers, own, today):
    for _twice in range(2):
        press(hers, own, "others", "now", today)

    assert [values_of(entry) for entry in CheckIn.objects.all()] == [PARTS]


# --- Since when -----------------------------------------------------------------------------------------------------


def test_of_each_part_that_is_weak_already_it_is_asked_since_when_and_of_none_twice(hers, own, today):
    year = today.year - 1
    press(hers, own, str(year), "began", "hand.left", "year")
    for cell, grade in (("hand.left", "2"), ("speech", "3"), ("foot.right", "3"), ("neck", "4")):
        press(hers, own, grade, "now", today, cell)
    assert press(hers, own, "others", "now", today) == "since/speech/year/"
    assert press(hers, own, "not_sure", "since", "speech", "year") == "since/foot.right/year/?kept=speech"
    assert press(hers, own, "skip", "since", "foot.right", "year") == "topics/"

    assert remembered() == [
        ("hand.left", "self", "year", dt.date(year, 1, 1)),
        ("speech", "self", "not_sure", None),
    ]


def test_a_part_that_was_weak_since_birth_can_be_said_to_be_so(hers, own, today):
    press(hers, own, "3", "now", today, "foot.left")
    press(hers, own, "others", "now", today)
    press(hers, own, "before", "since", "foot.left", "year")

    assert remembered() == [("foot.left", "self", "before", None)]
