import datetime as dt

import pytest
from django.utils import translation

from clinical.vocabulary import Precision
from symptoms.day.remembering import STEPS, Limits, Said, asked, following, meant
from symptoms.wording.remembered import remembered

TODAY = dt.date(2026, 3, 2)
LIFE = Limits.of(dt.date(1960, 5, 1), TODAY)


def year(number):
    return Said(Precision.YEAR, dt.date(number, 1, 1))


def season(month):
    return Said(Precision.SEASON, dt.date.fromisoformat(f"{month}-01"))


def month(name):
    return Said(Precision.MONTH, dt.date.fromisoformat(f"{name}-01"))


def question(step, stands=None, limits=LIFE, **more):
    return asked("hand.left", step, stands, limits, hint="When?", **more)


def words(step, stands=None, limits=LIFE, **more):
    return [str(answer.text) for answer in question(step, stands, limits, **more).answers]


def test_the_first_step_asks_for_the_year_or_why_there_is_none():
    assert words("year") == [
        "2026, this year",
        "2025, last year",
        "2024",
        "Not sure when",
        "Since birth or an old injury",
    ]


def test_who_answers_calmly_reads_words_for_the_latest_years_and_not_what_stands():
    assert words("year", calm=True)[:3] == ["This year", "Last year", "The year before last"]
    assert not any(answer.chosen for answer in question("year", year(2025), calm=True).answers)
    assert [answer.value for answer in question("year", year(2025)).answers if answer.chosen] == ["2025"]


def test_every_year_of_a_life_can_be_reached_by_pressing_earlier():
    years, start = [], 0
    while start is not None:
        item = question("year", start=start)
        years += [int(answer.value) for answer in item.answers if answer.value.isdecimal()]
        start = item.more

    assert years == list(range(2026, 1959, -1))


def test_without_a_date_of_birth_the_years_end_with_1900():
    item = question("year", limits=Limits.of(None, TODAY), start=123)

    assert ([answer.value for answer in item.answers], item.more) == (["1903", "1902", "1901", "1900"], None)


def test_the_second_step_asks_for_a_quarter_of_the_year():
    assert words("quarter", year(2024)) == [
        "January to March",
        "April to June",
        "July to September",
        "October to December",
        "I only know the year",
    ]


def test_what_is_still_to_come_and_what_was_before_birth_is_not_offered():
    assert words("quarter", year(2026)) == ["January to March", "I only know the year"]
    assert words("month", season("2026-01"))[:-1] == ["January 2026", "February 2026", "March 2026"]
    assert words("month", season("2026-03"))[:-1] == ["March 2026"]
    assert words("quarter", year(1960))[:1] == ["April to June"]
    assert words("month", season("1960-04"))[:-1] == ["May 1960", "June 1960"]


def test_the_third_step_asks_for_the_month():
    assert words("month", season("2024-04")) == [
        "April 2024",
        "May 2024",
        "June 2024",
        "One of these, I don't know which",
    ]
    assert words("month", month("2024-05")) == words("month", season("2024-04"))
    assert words("month", season("2023-12"))[:3] == ["December 2023", "January 2024", "February 2024"]


@pytest.mark.parametrize(
    ("step", "stands"),
    [("quarter", None), ("quarter", Said(Precision.NOT_SURE)), ("month", None), ("month", year(2024))],
)
def test_a_step_that_needs_a_year_or_a_quarter_first_is_not_asked(step, stands):
    assert question(step, stands) is None


@pytest.mark.parametrize("stands", [year(2024), season("2024-04"), month("2024-12")])
def test_no_step_has_more_than_six_targets_and_each_press_says_what_was_offered(stands):
    for step in STEPS if stands.precision is not Precision.YEAR else STEPS[:2]:
        item = question(step, stands)
        assert len(item.answers) + (item.more is not None) <= 6
        said = [meant(step, answer.value, stands, LIFE) for answer in item.answers]
        assert len({*said}) == len(said)
        assert all(said)


@pytest.mark.parametrize(
    ("step", "value"),
    [
        ("year", "2027"),
        ("year", "1959"),
        ("year", "0000"),
        ("year", "２０２４"),
        ("year", ""),
        ("quarter", "2"),
        ("month", "2024-07"),
        ("month", "month"),
    ],
)
def test_what_was_not_offered_says_nothing(step, value):
    assert meant(step, value, season("2024-04"), LIFE) is None


def test_each_step_leads_to_a_closer_one_as_long_as_there_is_one():
    assert [following("year", said) for said in (year(2024), Said(Precision.NOT_SURE))] == ["quarter", None]
    assert [following("quarter", said) for said in (season("2024-04"), year(2024))] == ["month", None]
    assert [following("month", said) for said in (month("2024-05"), season("2024-04"))] == [None, None]


@pytest.mark.parametrize(
    ("language", "quarter", "month", "told"),
    [
        ("en", "April to June", "April 2024", "April to June 2024"),
        ("de", "April bis Juni", "April 2024", "April bis Juni 2024"),
        ("es", "Abril a junio", "Abril de 2024", "abril a junio de 2024"),
    ],
)
def test_a_press_begins_with_a_capital_and_a_month_has_its_year_as_the_language_writes_it(
    language, quarter, month, told
):
    april = season("2024-04")
    with translation.override(language):
        quarters, months = (question(step, april) for step in ("quarter", "month"))
        assert (quarters.answers[1].text, months.answers[0].text) == (quarter, month)
        assert remembered(april.month, april.precision) == told
