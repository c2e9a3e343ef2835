import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from clinical.changes import compared
from clinical.report import Report, Series
from clinical.vocabulary import CELLS
from reports.figures import small
from reports.figures.context import Context
from reports.figures.marks import Bars, Bodies, Lanes, Line, Run, Threshold
from reports.figures.small.bulbar import steps
from reports.figures.small.days import near
from reports.figures.to_svg import to_dense_svg
from tests.reports.figures import sample
from tests.reports.figures.drawn import SVG, parsed

CHARTS = (small.breathing, small.weight, small.bulbar, small.tiredness)
VISIT = dt.date(2025, 3, 1)
DAY = dt.date(2025, 1, 6)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def report():
    return Report.from_json(sample.report())


@pytest.fixture
def series():
    return Series.from_json(sample.series())


@pytest.fixture
def context():
    return Context(audience="clinician", since=VISIT)


def nothing(series):
    """As of somebody who has not logged yet."""
    none = dict.fromkeys(series.weakness, ())
    return replace(
        series,
        first_week=None,
        weeks=0,
        answered=(),
        weakness=none,
        twitches=(),
        cramps=dict.fromkeys(series.cramps, ()),
        fatigue=dict.fromkeys(series.fatigue, ()),
        asymmetry={},
        readings={},
        treatments=(),
        events=(),
        weight=None,
        other_weight=None,
        signs={},
        starts=(),
    )


def test_all_of_them_share_one_stretch_of_days(report, series, context):
    days = small.days_of(report, series, context)
    figures = [small.lanes(report, series, context), *(draw(report, series, context, days) for draw in CHARTS)]

    assert {figure.time for figure in figures} == {days}


@pytest.mark.parametrize("draw", CHARTS)
def test_a_chart_keeps_its_panels_where_nothing_is_on_record(report, series, context, draw):
    days = small.days_of(report, series, context)
    full, empty = draw(report, series, context, days), draw(report, nothing(series), context, days)

    assert [panel.label.partition(" ")[0] for panel in full.panels] == [
        panel.label.partition(" ")[0] for panel in empty.panels
    ]
    assert full.reading != empty.reading
    assert empty.reading
    parsed(to_dense_svg(empty, 300))


def test_breathing_says_how_the_last_test_lies_to_the_line_of_the_clinic(report, series, context):
    days = small.days_of(report, series, context)
    figure = small.breathing(report, series, context, days)
    fvc = series.readings["fvc_percent"][-1]

    assert f"FVC {fvc.value:g} %" in figure.reading
    assert "line 50" in figure.reading
    assert [[mark.value for mark in panel.marks if isinstance(mark, Threshold)] for panel in figure.panels] == [
        [50],
        [40],
        [],
    ]


def test_weight_is_drawn_as_per_cent_of_the_usual_one(report, series, context):
    figure = small.weight(report, series, context, small.days_of(report, series, context))
    (plot,) = figure.panels
    (line,) = [mark for mark in plot.marks if isinstance(mark, Line)]
    drawn = [vertex.value for piece in line.segments for vertex in piece]

    assert drawn == [-day.lost for day in series.weight.days]
    assert [mark.value for mark in plot.marks if isinstance(mark, Threshold)] == [-5, -10]


def test_grades_are_steps_and_a_silent_week_parts_them():
    runs = (Run(DAY, DAY + WEEK, 4), Run(DAY + WEEK, DAY + 2 * WEEK, 3), Run(DAY + 3 * WEEK, DAY + 4 * WEEK, 2))
    line = steps("Speech", runs)

    assert [[vertex.value for vertex in piece] for piece in line.segments] == [[4, 4, 3, 3], [2, 2]]


def test_the_gravest_answers_of_a_week_are_bars(report, series, context):
    weeks = len(series.mondays)
    asked = replace(series, signs={"breathless_lying_flat": (None,) * (weeks - 1) + (5,), "falls": (2,) * weeks})
    days = small.days_of(report, asked, context)

    def bars(figure):
        return [bar.value for mark in figure.panels[-1].marks if isinstance(mark, Bars) for bar in mark.bars]

    assert bars(small.breathing(report, asked, context, days)) == [5]
    assert bars(small.tiredness(report, asked, context, days)) == [2] * weeks
    assert "Hard lying flat 5 of 7 days" in small.breathing(report, asked, context, days).reading


def test_the_slopes_have_four_parts_and_no_total(report, context):
    figure = small.slopes(report, VISIT, context)
    found = compared(report, VISIT)

    assert len(figure.panels) == 4
    assert all("otal" not in panel.label for panel in figure.panels)
    assert found is not None
    assert figure.panels[0].label == f"Bulbar {found.then.bulbar} → {found.now.bulbar}"


def test_a_record_without_answers_keeps_thirteen_lanes_and_two_hatched_bodies(report, series, context):
    bare = replace(report, involvement=(), function=())
    lanes, bodies = small.lanes(report, series, context), small.bodies(bare, nothing(series), context)
    (panel,) = lanes.panels

    assert isinstance(panel, Lanes)
    assert sum(len(block.lanes) + len(block.mirror) for block in panel.blocks) == len(CELLS)
    (drawn,) = bodies.panels
    assert isinstance(drawn, Bodies)
    assert [[part.grade for part in body.parts] for body in drawn.bodies] == [[None] * 13] * 2


def test_thirteen_lanes_are_22_units_each(report, series, context):
    drawn = parsed(to_dense_svg(small.lanes(report, series, context), 800))
    names = {"Speech", "Swallowing and saliva", "Neck"}
    lines = [float(each.get("y")) for each in drawn.iter(f"{SVG}text") if each.text in names]

    assert [round(b - a, 1) for a, b in pairwise(lines)] == [22, 22]


def test_a_dense_drawing_has_no_key_and_says_the_reading(report, series, context):
    figure = small.lanes(report, series, context)
    drawn = parsed(to_dense_svg(figure, 800))

    assert "no function" not in " ".join(each.text or "" for each in drawn.iter(f"{SVG}text"))
    assert drawn.find(f"{SVG}desc").text == figure.reading


def test_a_day_far_off_is_told_with_its_year():
    end = dt.date(2025, 6, 30)

    assert near(dt.date(2025, 3, 3), end) == "3 Mar"
    assert near(dt.date(2024, 3, 3), end) == "3 Mar 2024"
