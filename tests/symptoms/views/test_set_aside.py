"""A memory that the answers contradict is named where it is shown, with the answers that count."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from clinical.plain import plain
from symptoms.derive.maker import memories_set_aside, report_of
from symptoms.write import verbs
from tests.symptoms.views.began import press, text, url

DAY = dt.timedelta(days=1)
COUNT = "The answers count. What is remembered is kept, and can be changed."


@pytest.fixture
def well(record, ada, today):
    """Ten answers of as before about the left hand, a week apart, up to today."""
    for back in range(9, -1, -1):
        answers = {"weakness.hand.left": 4}
        verbs.record_check_in(record, today - 7 * back * DAY, answers, by=ada, source="self", now=timezone.now())


@pytest.fixture
def told(today):
    days = f"10 days from {_words(today - 63 * DAY)} to {_words(today)}"
    return f"By the answers of {days} this part was still as before ALS. {COUNT}"


def _words(day):
    return f"{day.day} {day:%B %Y}"


def remember(record, by, source, year, cell="hand.left"):
    said = {"month": dt.date(year, 1, 1), "by": by, "source": source, "now": timezone.now()}
    verbs.remember_onset(record, cell, "year", **said)


def facts_of(record, year):
    said = {"name": record.name, "time_zone": record.time_zone, "birth_date": "1960-05-01"}
    return said | {"onset_month": f"{year}-01", "onset_precision": "year", "onset_cell": "hand.left"}


def test_the_step_after_the_press_says_it_at_once(ada_at, record, today, well, told):
    year = today.year - 3
    closer = press(ada_at, record, str(year), "hand.left")["Location"]
    shown = text(ada_at.get(closer))

    assert f"Kept. Left hand and fingers: {year} {told}" in shown


def test_the_list_says_it_beside_the_memory_that_counts_alone(client, record, ada, ben, today, well, told):
    remember(record, ben, "caregiver", today.year - 4)
    client.force_login(ben)
    assert text(client.get(url(record))).count(told) == 1

    remember(record, ada, "self", today.year - 3)
    shown = text(client.get(url(record)))
    assert shown.count(told) == 1
    assert shown.index("(Ada, self-reported") < shown.index(told) < shown.index("(Ben, caregiver")


def test_a_memory_that_contradicts_nothing_stands_as_it_is(ada_at, record, ada, today, well):
    this_month = {"month": today, "by": ada, "source": "self", "now": timezone.now()}
    verbs.remember_onset(record, "hand.left", "month", **this_month)
    remember(record, ada, "self", today.year - 3, cell="neck")

    assert COUNT not in text(ada_at.get(url(record)))


def test_what_is_changed_to_agree_with_the_answers_is_no_longer_set_aside(ada_at, record, today, well, told):
    press(ada_at, record, str(today.year - 3), "hand.left")
    assert told in text(ada_at.get(url(record)))
    press(ada_at, record, "not_sure", "hand.left")

    assert COUNT not in text(ada_at.get(url(record)))


def test_the_facts_say_it_when_they_are_saved_and_when_they_are_opened(ada_at, record, today, well, told):
    year = today.year - 3
    saved = ada_at.post(reverse("facts", args=[record.pk]), facts_of(record, year), follow=True)
    whole = f"Left hand and fingers: {year}. {told}"

    assert whole in text(saved)
    assert whole in text(ada_at.get(reverse("facts", args=[record.pk])))
    assert f"{year} (from the facts of the record: where it all began) {told}" in text(ada_at.get(url(record)))


def test_of_a_fact_and_a_memory_it_is_said_beside_the_memory_which_counts(ada_at, record, ada, today, well, told):
    ada_at.post(reverse("facts", args=[record.pk]), facts_of(record, today.year - 4), follow=True)
    remember(record, ada, "self", today.year - 3)
    shown = text(ada_at.get(url(record)))

    assert shown.count(told) == 1
    assert shown.index(told) < shown.index("(from the facts of the record")
    assert COUNT not in text(ada_at.get(reverse("facts", args=[record.pk])))


def test_the_report_carries_what_the_pages_say(record, ada, today, well):
    remember(record, ada, "self", today.year - 3)
    found = report_of(record, today).report.involved["hand.left"].set_aside

    assert memories_set_aside(record, today) == {"hand.left": found}
    assert plain(found) == {
        "low": f"{today.year - 3}-01-01",
        "high": f"{today.year - 3}-12-31",
        "precision": "year",
        "by": "self",
        "against": "as_before",
        "since": str(today - 63 * DAY),
        "until": str(today),
        "days": 10,
    }


def test_it_is_not_worked_out_where_no_month_is_remembered(
    ada_at, record, ada, today, well, django_assert_max_num_queries
):
    verbs.remember_onset(record, "hand.left", "not_sure", by=ada, source="self", now=timezone.now())
    with django_assert_max_num_queries(10):
        ada_at.get(url(record))
    remember(record, ada, "self", today.year - 3)
    with django_assert_max_num_queries(18):
        ada_at.get(url(record))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Die Antworten zählen. Was erinnert wird, bleibt stehen und kann geändert werden."),
        ("es", "Cuentan las respuestas. Lo que se recuerda se guarda y se puede cambiar."),
    ],
)
def test_it_is_said_in_the_language_of_the_reader(ada_at, record, ada, today, well, language, sentence):
    remember(record, ada, "self", today.year - 3)
    with translation.override("en"):  # and back to it after the request
        page = ada_at.get(url(record), headers={"accept-language": language})

    assert sentence in text(page)
