"""The days along a time axis: round, two at least, apart, within the picture, each with a mark of its own."""

import datetime as dt
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.figures import FIGURES
from reports.figures.marks import Bodies
from reports.figures.svg.days import MOST, Tick, ticks
from reports.figures.svg.page import DENSE, Page, Scale
from reports.figures.to_svg import to_svg
from tests.reports.figures import sample
from tests.reports.figures.drawn import panels

THIRTY_YEARS = 30 * 366
# Paper and the place of a time axis on it: lanes and plots, wide, narrow (as in print), and on the one screen.
PLACES = {
    "lanes": (Page(800, 20, False, "x"), 216, 798),
    "left of two": (Page(800, 20, False, "x"), 38, 384),
    "right of two": (Page(800, 20, False, "x"), 452, 798),
    "narrow lanes": (Page(360, 18, True, "x"), 0, 358),
    "narrow": (Page(360, 18, True, "x"), 66, 358),
    "one screen": (Page(300, 11, False, "x", DENSE), 30, 298),
    "lanes of one screen": (Page(800, 12, False, "x", DENSE), 214, 798),
}


def named(start: dt.date, days: int, place: str) -> list[Tick]:
    page, left, right = PLACES[place]
    return ticks(Scale(start, start + dt.timedelta(days=days), left, right), page)


@pytest.mark.parametrize("language", ["en", "de", "es"])
@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=300, deadline=None)
@example(start=dt.date(2026, 11, 27), days=1)
@example(start=dt.date(1996, 12, 31), days=THIRTY_YEARS)
@given(start=st.dates(dt.date(1950, 1, 1), dt.date(2060, 1, 1)), days=st.integers(1, THIRTY_YEARS))
def test_from_a_day_to_thirty_years_two_days_at_least_are_named_and_none_touch(language, place, start, days):
    with translation.override(language):
        found = named(start, days, place)
    page = PLACES[place][0]

    assert 2 <= len(found) <= MOST
    assert all(start <= tick.day <= start + dt.timedelta(days=days) for tick in found)
    ends = [(tick.centre - tick.half(page), tick.centre + tick.half(page)) for tick in found]
    assert all(-0.01 <= left < right <= page.width + 0.01 for left, right in ends)
    assert all(before[1] < after[0] for before, after in pairwise(ends))
    assert len({tick.words for tick in found}) == len(found)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, ["5 Jan", "6 Jan"]),
        (5, ["5 Jan", "6 Jan", "7 Jan", "8 Jan", "9 Jan"]),
        (21, ["5 Jan", "9 Jan", "13 Jan", "17 Jan", "21 Jan", "25 Jan"]),
        (42, ["5 Jan", "12 Jan", "19 Jan", "26 Jan", "2 Feb", "9 Feb"]),
        (365, ["Apr 2026", "Jul 2026", "Oct 2026", "Jan 2027"]),
        (3 * 365, ["2027", "2028", "2029"]),
        (10 * 365, ["2028", "2030", "2032", "2034", "2036"]),
        (THIRTY_YEARS, ["2030", "2035", "2040", "2045", "2050", "2055"]),
    ],
)
def test_each_span_has_the_days_that_one_would_say(days, words):
    assert [tick.words for tick in named(dt.date(2026, 1, 5), days, "lanes")] == words


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("name", FIGURES)
def test_every_panel_with_days_marks_each_day_that_it_names(name, narrow):
    figure = sample.figure(name, sample.report(), sample.series())
    timed = [panel for panel in figure.panels if not isinstance(panel, Bodies)]
    drawn = panels(to_svg(figure, narrow=narrow))
    marks = [path.get("d", "") for group in drawn for path in group.iter() if path.get("class") == "fig-day"]

    assert len(marks) == len(timed)
    assert all(path.count("M") >= 2 for path in marks)
