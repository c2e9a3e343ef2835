"""A day that is typed is read where it can be one day alone; where it can be two, both are told."""

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from people.days import in_words, readings, readings_of_month

JANUARY, AUGUST = dt.date(2024, 1, 8), dt.date(2024, 8, 1)


@pytest.mark.parametrize("language", ["en", "de", "es"])
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2024-01-08", JANUARY),
        (" 2024-1-8 ", JANUARY),
        ("2024/01/08", JANUARY),
        ("31.1.2024", dt.date(2024, 1, 31)),
        ("31/01/2024", dt.date(2024, 1, 31)),
        ("1/31/2024", dt.date(2024, 1, 31)),
        ("31. 1. 2024", dt.date(2024, 1, 31)),
        ("3.3.2024", dt.date(2024, 3, 3)),
    ],
)
def test_a_day_that_can_be_one_alone_is_read_in_every_language(language, typed, day):
    with translation.override(language):
        assert readings(typed) == [day]


@pytest.mark.parametrize(
    ("language", "typed", "both"),
    [
        ("en", "1/8/2024", [JANUARY, AUGUST]),
        ("en", "08.01.2024", [AUGUST, JANUARY]),
        ("de", "8.1.2024", [JANUARY, AUGUST]),
        ("es", "08/01/2024", [JANUARY, AUGUST]),
    ],
)
def test_where_day_and_month_can_be_either_way_round_both_are_told_that_of_the_language_first(language, typed, both):
    with translation.override(language):
        assert readings(typed) == both


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "8 January 2024"),
        ("en", "January 8, 2024"),
        ("en", "8 jan 2024"),
        ("de", "8. Januar 2024"),
        ("es", "8 de enero de 2024"),
    ],
)
def test_a_month_with_its_name_leaves_no_doubt(language, typed):
    with translation.override(language):
        assert readings(typed) == [JANUARY]


@pytest.mark.parametrize(
    "typed", ["", "soon", "31.02.2026", "13/13/2024", "8.1.24", "8.1", "2024", "0.0.2024", "8 x 2024"]
)
def test_what_is_no_day_has_no_reading(typed):
    assert readings(typed) == []


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.sampled_from(["en", "de", "es"]))
def test_the_words_of_a_day_are_read_as_that_day(day, language):
    with translation.override(language):
        assert readings(in_words(day)) == [day]


@pytest.mark.parametrize("typed", ["2024-03", "3/2024", "03.2024", "March 2024", "mar 2024"])
def test_a_month_is_read_without_a_day(typed):
    assert readings_of_month(typed) == [dt.date(2024, 3, 1)]
