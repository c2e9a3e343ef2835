"""Exploring: days in the reader's language or as ISO, units on every axis, no drag and no double press."""

import re

import plotly.graph_objects as go
import pytest
from django.utils import translation

from reports.figures import FIGURES
from reports.figures.context import Context
from reports.figures.explore.dates import CODE, config
from reports.figures.language import date_patterns, date_words, month_day, month_year, written_as
from reports.figures.marks import Bodies, Figure, Plot
from reports.figures.theme import TONES
from reports.figures.to_plotly import to_plotly
from tests.reports.figures import sample

CLINIC = Context(since=sample.AS_OF.replace(month=3), show_stage=True, audience="clinician")
DAY = sample.AS_OF.replace(day=5)


def drawn(name: str) -> Figure:
    return sample.figure(name, sample.report(), sample.series(), CLINIC)


def axes(layout: dict, letter: str) -> list[dict]:
    return [axis for name, axis in layout.items() if re.fullmatch(rf"{letter}axis\d*", name)]


def written(pattern: str) -> str:
    """A day as d3 writes it with the names that come along."""
    names = config()["locales"][CODE]["format"]
    said = {
        "%-d": str(DAY.day),
        "%d": f"{DAY:%d}",
        "%B": names["months"][DAY.month - 1],
        "%b": names["shortMonths"][DAY.month - 1],
        "%m": f"{DAY:%m}",
        "%-m": str(DAY.month),
        "%Y": str(DAY.year),
    }
    return re.sub(r"%-?\w", lambda found: said[found[0]], pattern)


@pytest.mark.parametrize("language", ["en", "de", "es"])
@pytest.mark.parametrize("writing", ["words", "iso"])
def test_days_read_in_explore_as_in_the_picture(language, writing):
    with translation.override(language), written_as(writing):
        patterns = date_patterns()
        expected = {"date_words": date_words(DAY), "month_day": month_day(DAY), "month_year": month_year(DAY)}
        found = {name: written(pattern) for name, pattern in patterns.items()}

    assert found == expected


def test_names_and_marks_of_numbers_are_those_of_the_language_and_weeks_begin_where_d3_counts_from():
    with translation.override("de"):
        format_ = config()["locales"][CODE]["format"]

    assert (format_["months"][2], format_["days"][0], format_["shortDays"][1]) == ("März", "Sonntag", "Mo")
    assert (format_["decimal"], format_["date"]) == (",", "%-d. %B %Y")


@pytest.mark.parametrize("name", FIGURES)
def test_every_axis_of_numbers_has_its_unit_and_the_last_axis_of_days_its_title(name):
    figure = drawn(name)
    layout = to_plotly(figure)["layout"]
    units = [axis["title"]["text"] for axis in axes(layout, "y") if "title" in axis]
    titles = [axis.get("title", {}).get("text") for axis in axes(layout, "x")]
    timed = [panel for panel in figure.panels if not isinstance(panel, Bodies)]

    assert units == [panel.axis.unit for panel in timed if isinstance(panel, Plot)]
    assert all(units)
    assert [title for title in titles if title] == ["Date"] * bool(timed)
    assert not timed or titles[-1] == "Date"


@pytest.mark.parametrize("name", FIGURES)
def test_each_day_that_is_named_has_a_mark(name):
    layout = to_plotly(drawn(name), "dark")["layout"]
    timed = [axis for axis in axes(layout, "x") if axis.get("type") == "date"]

    assert all((axis["ticks"], axis["tickcolor"]) == ("outside", TONES["edge"].dark) for axis in timed)


def test_nothing_needs_a_double_press_and_nothing_moves_by_itself():
    figure = to_plotly(drawn("spread"))

    assert (config()["doubleClick"], config()["displayModeBar"]) == (False, False)
    assert figure["layout"]["legend"]["itemdoubleclick"] is False
    assert "transition" not in figure["layout"]
    assert "frames" not in figure


@pytest.mark.parametrize("name", FIGURES)
def test_plotly_knows_every_property(name):
    go.Figure(to_plotly(drawn(name)))
