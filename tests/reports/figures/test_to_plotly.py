"""The Plotly dict: accepted by Plotly, plain JSON, gaps as gaps, no tags from people's words."""

import json

import plotly.graph_objects as go
import pytest

from reports.figures import FIGURES
from reports.figures.context import Context
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
