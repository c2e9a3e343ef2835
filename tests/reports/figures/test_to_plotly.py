"""The Plotly dict: accepted by Plotly, plain JSON, gaps as gaps, no tags from people's words."""

import json

import plotly.graph_objects as go
import pytest
from django.utils import translation

from clinical.vocabulary import CELL_NAMES
from reports.figures import FIGURES
from reports.figures.context import Context
from reports.figures.svg.element import text_width
from reports.figures.theme import TONES
from reports.figures.to_plotly import to_plotly
from tests.reports.figures import sample

CONTEXT = Context(since=sample.AS_OF.replace(month=3), show_stage=True, audience="clinician")


@pytest.mark.parametrize("name", FIGURES)
def test_plotly_accepts_the_figure_and_it_is_plain_json(name: str):
    drawn = to_plotly(sample.figure(name, sample.report(), sample.series(), CONTEXT))
    go.Figure(drawn)
    assert json.loads(json.dumps(drawn, allow_nan=False)) == drawn


@pytest.mark.parametrize("name", FIGURES)
def test_there_are_no_heatmaps_since_they_write_styles(name: str):
    drawn = to_plotly(sample.figure(name, sample.report(), sample.series(), CONTEXT))
    assert {trace["type"] for trace in drawn["data"]} <= {"bar", "scatter"}


def test_line_is_broken_where_the_checks_are_far_apart():
    drawn = to_plotly(sample.figure("function", sample.report(), sample.series(), CONTEXT))
    trend = next(trace for trace in drawn["data"] if trace["name"] == "Trend" and trace["xaxis"] == "x5")
    assert trend["connectgaps"] is False
    assert [n for n, day in enumerate(trend["x"]) if day is None] == [trend["y"].index(None)]


def test_words_of_people_cannot_become_tags():
    series = sample.series()
    series["treatments"][0]["label"] = "<b>&"
    drawn = to_plotly(sample.figure("spread", sample.report(), series))
    assert "&lt;b&gt;&amp;" in [annotation["text"] for annotation in drawn["layout"]["annotations"]]


def test_each_name_stands_once_in_the_legend():
    data = to_plotly(sample.figure("function", sample.report(), sample.series(), CONTEXT))["data"]
    shown = [trace["name"] for trace in data if trace["showlegend"]]
    assert sorted(shown) == sorted({trace["name"] for trace in data})


def test_dark_mode_wears_the_dark_tones():
    drawn = to_plotly(sample.figure("weight", sample.report(), sample.series(), CONTEXT), "dark")
    assert drawn["layout"]["paper_bgcolor"] == TONES["paper"].dark


def test_nothing_needs_a_drag():
    drawn = to_plotly(sample.figure("weight", sample.report(), sample.series(), CONTEXT))
    assert drawn["layout"]["dragmode"] is False


def onsets(report):
    """The marks of onset in the spread chart, by name of the lane, and the figure that they stand in."""
    drawn = to_plotly(sample.figure("spread", report, sample.series()))
    trace = next(trace for trace in drawn["data"] if trace["name"] == "Affected since (in order)")
    axis = drawn["layout"]["yaxis"]
    names = dict(zip(axis["tickvals"], axis["ticktext"], strict=True))
    looks = (trace["x"], trace["marker"]["symbol"], trace["marker"]["color"], trace["marker"]["line"]["color"])
    return {names[at].replace("<br>", " "): look for at, *look in zip(trace["y"], *looks, strict=True)}, drawn


def test_what_is_longer_ago_than_the_axis_shows_stands_whole_at_its_edge():
    report = sample.report()
    report["involvement"][CELL_NAMES.index("hand.left")] |= {
        "onset": "2002-07-01",
        "onset_low": "2002-01-01",
        "onset_high": "2002-12-31",
        "dated": "remembered",
        "precision": "year",
    }
    marks, drawn = onsets(report)
    edge = drawn["layout"]["xaxis"]["range"][0]

    assert edge > "2002-12-31"
    assert marks["Left hand and fingers"] == [edge, "diamond", TONES["paper"].light, TONES["ink"].light]
    assert all(trace["cliponaxis"] is False for trace in drawn["data"] if trace["name"] == "Affected since (in order)")


def test_what_was_so_at_the_first_entry_is_a_hollow_mark():
    report = sample.report()
    report["involvement"][CELL_NAMES.index("hand.left")] |= {
        "onset": None,
        "onset_low": None,
        "onset_high": "2023-01-02",
        "on_or_before": True,
        "dated": "already",
    }

    assert onsets(report)[0]["Left hand and fingers"][1:] == ["triangle-left", TONES["paper"].light, TONES["ink"].light]


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_names_of_lanes_have_room_beside_them(language):
    with translation.override(language):
        layout = to_plotly(sample.figure("spread", sample.report(), sample.series()))["layout"]
    names = [name.split("<br>") for name in layout["yaxis"]["ticktext"]]

    assert max(text_width(line, 14) for name in names for line in name) + 16 < layout["margin"]["l"]
    low, high = layout["yaxis"]["domain"]
    room = (high - low) * (layout["height"] - layout["margin"]["t"] - layout["margin"]["b"])
    lanes = layout["yaxis"]["range"][0] - layout["yaxis"]["range"][1]
    assert room / lanes >= 18 * max(map(len, names))


def test_the_words_of_a_crossing_stand_between_the_lanes():
    layout = to_plotly(sample.figure("spread", sample.report(), sample.series()))["layout"]
    places = layout["yaxis"]["tickvals"]
    crossings = [note["y"] for note in layout["annotations"] if note["text"].startswith("Both ")]

    assert len(crossings) == 2
    assert all(min(abs(at - place) for place in places) == 0.5 for at in crossings)
