"""Figures follow the language of whoever looks; their geometry and their codes do not."""

import datetime as dt
import json
import re

import pytest
from django.utils import translation

from reports.figures import FIGURES
from reports.figures.context import Context
from reports.figures.language import Words, date_words, gettext_lazy, month_day, month_year, short_date
from reports.figures.to_plotly import to_plotly
from reports.figures.to_svg import to_svg
from reports.figures.words import NAMES, SOURCES, how_long, listed, number
from tests.reports.figures.sample import figure, report, series

DAY = dt.date(2025, 3, 9)
CONTEXT = Context(audience="clinician", since=DAY, show_stage=True)


def test_days_are_written_in_english_as_ever():
    assert (date_words(DAY), short_date(DAY), month_day(DAY), month_year(DAY)) == (
        "9 March 2025",
        "9 Mar 2025",
        "9 Mar",
        "Mar 2025",
    )


def test_the_same_day_is_written_in_each_language_in_turn():
    told = []
    for language in ("de", "es", "en"):
        with translation.override(language):
            told.append(date_words(DAY))

    assert ["März" in told[0], "marzo" in told[1], told[2]] == [True, True, "9 March 2025"]


@pytest.mark.parametrize("language", ["de", "es"])
def test_a_number_that_is_read_has_the_decimal_mark_of_the_language(language):
    with translation.override(language):
        assert (number(74.5), number(3), how_long(180)[:3]) == ("74,5", "3", "5,9")
    assert (number(74.5), number(None), how_long(180)) == ("74.5", "no answer", "5.9 months")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["1 day", "2 days", "30 days", "1.0 months", "24.0 months"]),
        ("de", ["1 Tag", "2 Tage", "30 Tage", "1,0 Monate", "24,0 Monate"]),
        ("es", ["1 día", "2 días", "30 días", "1,0 meses", "24,0 meses"]),
    ],
)
def test_what_is_shorter_than_a_month_is_told_in_days(language, told):
    with translation.override(language):
        assert [how_long(days) for days in (1, 2, 30, 31, 730)] == told


def test_words_are_read_anew_and_their_codes_stay():
    words = Words({"mon": gettext_lazy("Monday")})

    with translation.override("de"):
        assert dict(words) == {"mon": "Montag"}
    assert (words["mon"], words.get("tue"), "tue" in words) == ("Monday", None, False)


def test_a_name_for_every_cell_and_source_is_there():
    assert NAMES["hand.left"] == "left hand and fingers"
    assert SOURCES["clinician"] == "clinic"


@pytest.mark.parametrize(("items", "told"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), ("abc", "a, b and c")])
def test_a_list_ends_in_and(items, told):
    assert listed(items) == told


@pytest.mark.parametrize("name", FIGURES)
def test_a_drawing_stands_in_the_same_place_in_every_language(name):
    """No decimal comma in a coordinate, and nothing but texts in what Plotly is handed."""
    in_english = to_plotly(figure(name, report(), series(), CONTEXT))
    with translation.override("de"):
        in_german = figure(name, report(), series(), CONTEXT)
        svg, plotly = to_svg(in_german), to_plotly(in_german)
    numbers = re.compile(r' (?:[xy][12]?|width|height|cx|cy|r|d|points|viewBox)="[^"]*"')

    assert not any(re.search(r'"\d+,\d+"', place) for place in numbers.findall(svg))
    assert json.loads(json.dumps(plotly)) == plotly
    assert [trace["x"] for trace in plotly["data"]] == [trace["x"] for trace in in_english["data"]]
    assert [trace["y"] for trace in plotly["data"]] == [trace["y"] for trace in in_english["data"]]
