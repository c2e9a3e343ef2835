import re
from dataclasses import replace

import pytest

from clinical.cohort.course import At, Curve, Piece
from clinical.cohort.flow import FIRSTS, Band, following
from clinical.cohort.view import KEPT, NO_PLAN, NOT_GIVEN, WEEKS, Days, Overview, Waiting
from clinical.cohort.withheld import Count, Parted
from clinical.opm import ONSETS, PROPAGATIONS
from clinical.rules import Level
from reports.figures.people import charts, words

LINE = tuple(At(months, 44 - 0.5 * months, 43 - 0.5 * months, 45 - 0.5 * months) for months in (4.0, 12.0, 24.0))
VIEW = Overview(
    people=120,
    onset=Parted((Count("bulbar", 40), Count("arm.left", 37), Count("leg.right", 29)), 14),
    flow=(
        Band(("bulbar", "arm"), 25),
        Band(("bulbar", "others"), 15),
        Band(("arm.left", "arm.other"), 37),
        Band(("bulbar", "arm", "leg.same"), 11),
        Band(("bulbar", "arm", "none"), 14),
    ),
    opm=Parted((Count("O1", 40), Count("O2d", 37)), 43),
    reached=Parted((Count("P0", 58), Count("P1", 62))),
    curve=Curve(96, (Piece(4, 12, -0.51, -0.62, -0.4), Piece(12, 24, -0.9, -1.3, -0.5)), LINE, 0.38, 1.8),
    kept=Parted((Count("75", 77), Count("no_plan", 43))),
    weeks=Parted((Count("0", 21), Count("12", 99))),
    waiting=(Waiting(Level.URGENT, Days(12, 1, 3, 9)), Waiting(Level.SOON, Days(None, 4, 16, 33))),
    answered=Days(60, 0, 1, 5),
    due=(Count("breathing_test", 27), Count("voice", 64)),
)
EMPTY = replace(
    VIEW,
    onset=Parted(),
    flow=(),
    opm=Parted(),
    reached=Parted(),
    curve=None,
    kept=Parted(),
    weeks=Parted(),
    waiting=(),
    answered=None,
    due=(),
)
BY_NAME = {chart.name: chart for chart in charts(VIEW)}
DRAWN = sorted(BY_NAME)


def said(svg: str) -> str:
    """What stands in the drawing as text, lines joined."""
    drawn = svg[svg.index("</desc>") :]
    return " ".join(re.sub(r"<[^>]+>", " ", drawn.replace("</text>", " ")).split())


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("name", [name for name in DRAWN if name != "course"])
def test_every_number_of_a_table_stands_in_the_drawing_and_no_other(name, narrow):
    chart = BY_NAME[name]
    svg = chart.to_svg(narrow=narrow)
    drawn = re.sub(r'<text [^>]*class="fig-soft".*?</text>|<g [^>]*class="fig-soft".*?</g>', "", svg)
    told = sorted(re.findall(r"\d+(?:\.\d+)?", without_letters(" ".join(map(" ".join, chart.rows)))))

    assert sorted(re.findall(r"(?<![O\d.])\d+(?:\.\d+)?", without_letters(said(drawn)))) == told


def without_letters(text: str) -> str:
    """Without the names of O and P, which hold a digit."""
    return re.sub(r"\b[OP]\d[a-z]?\b", "", text)


def test_the_line_is_drawn_through_the_numbers_of_its_table():
    chart = BY_NAME["course"]
    svg = chart.to_svg()
    (points,) = re.findall(r'<polyline points="([^"]+)"', svg)
    xs, ys = (list(map(float, points.split()[place::2])) for place in (0, 1))

    assert [row[0] for row in chart.rows] == ["4", "12", "24"]
    assert [row[1:] for row in chart.rows] == [
        ("42.0", "41.0 to 43.0"),
        ("38.0", "37.0 to 39.0"),
        ("32.0", "31.0 to 33.0"),
    ]
    assert (xs[1] - xs[0]) / (xs[2] - xs[0]) == pytest.approx(8 / 20, abs=0.01)
    assert (ys[1] - ys[0]) / (ys[2] - ys[0]) == pytest.approx(4 / 10, abs=0.01)


def test_a_band_is_as_wide_as_it_has_people():
    svg = BY_NAME["flow"].to_svg()
    starts = re.findall(r'<path d="M[\d.]+ ([\d.]+)C[^L]+L[\d.]+ [\d.]+C[^Z]+ ([\d.]+)Z"', svg)
    widths = sorted(float(end) - float(start) for start, end in starts)

    assert widths == pytest.approx([people * 420 / 77 for people in (11, 14, 15, 25, 37)], abs=0.3)


def test_a_side_is_told_by_word_and_by_shape():
    rows = [row[0] for row in BY_NAME["onset"].rows]
    svg = BY_NAME["onset"].to_svg()

    assert rows == ["Speech or swallowing", "Left arm", "Right leg", "All others"]
    assert (svg.count("fig-point"), svg.count("fig-hollow")) == (1, 1)


def test_slopes_are_points_lost_with_their_range():
    assert BY_NAME["slopes"].rows == (
        ("4 to 12 months", "0.51 (0.40 to 0.62)"),
        ("12 to 24 months", "0.90 (0.50 to 1.30)"),
    )
    assert "0.38 points a month" in BY_NAME["slopes"].reading


def test_days_are_told_with_how_many_people_unless_it_would_tell_of_the_others():
    assert BY_NAME["waiting"].rows == (
        ("Urgent, 12 people", "3 days (1 to 9)"),
        ("Soon", "16 days (4 to 33)"),
    )
    assert BY_NAME["answered"].rows == (("All levels, 60 people", "1 day (0 to 5)"),)


def test_what_is_not_shown_says_why():
    for chart in charts(EMPTY):
        assert (chart.rows, chart.to_svg(), chart.to_svg(narrow=True)) == ((), "", "")
        assert chart.reading.startswith(("Not shown", "Fewer than 20", "No level", "Signs of fewer"))


def test_everything_that_can_come_has_words():
    steps = {name for first in FIRSTS for name in following((first,))}
    steps |= {name for first in FIRSTS for step in following((first,)) for name in following((first, step))}
    assert steps | set(FIRSTS) | {"others"} == set(words.PLACES)
    assert {*ONSETS, *PROPAGATIONS, NOT_GIVEN} == set(words.OPM)
    assert ({*KEPT, NO_PLAN}, set(WEEKS)) == (set(words.KEPT), set(words.WEEKS))


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_names_itself_and_escapes_what_it_says(name):
    svg = replace(BY_NAME[name], title="<b>").to_svg()

    assert f'aria-labelledby="people-{name}-wide-title"' in svg
    assert "<b>" not in svg
    assert "style=" not in svg
