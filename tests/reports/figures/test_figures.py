"""What holds for every figure: one set of numbers, words within the safety statement, no failure on missing values."""

import datetime as dt
import importlib
import json
import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.report import READINGS
from clinical.vocabulary import PHONE
from reports.figures import FIGURES, asymmetry, breathing, phone, weight
from reports.figures.context import Context
from reports.figures.marks import Figure, Plot
from reports.figures.to_plotly import to_plotly
from reports.figures.to_svg import to_svg
from tests.reports.figures import sample, thinned
from tests.reports.figures.drawn import parsed, texts, values_from_plotly, values_from_svg, values_of

ALL = Context(since=dt.date(2025, 3, 3), show_stage=True, show_slope=True)
CLINIC = Context(since=dt.date(2025, 3, 3), audience="clinician")
FORBIDDEN = re.compile(
    r"\b(stable|fast|faster|slower|improv\w+|better|worse\w*|declin\w+|prognos\w+|forecast|expect\w*|predict(ion|s)?"
    r"|ALSFRS\S*|validated|surviv\w+|diagnos\w+|progress\w*|alarm)\b",
    re.IGNORECASE,
)


def drawn(name: str, context: Context = ALL) -> Figure:
    return sample.figure(name, sample.report(), sample.series(), context)


def test_a_figure_bears_the_name_of_its_module_and_says_so_where_there_is_nothing_to_draw():
    assert [sample.figure(name, *sample.nothing()).name for name in FIGURES] == list(FIGURES)
    assert [importlib.import_module(f"reports.figures.{name}").NAME for name in FIGURES] == list(FIGURES)


def test_every_reading_is_drawn_by_a_figure():
    assert {*breathing.TESTS, *asymmetry.GRIP, weight.NAME} == set(READINGS)
    assert set(phone.MEASURES) == set(PHONE)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("name", FIGURES)
def test_svg_shows_the_values_of_the_marks(name: str, narrow: bool):
    figure = drawn(name)
    plots = [panel for panel in figure.panels if isinstance(panel, Plot)]
    told = [sorted(value for _, value in values) for values in values_of(figure)]
    seen = list(values_from_svg(to_svg(figure, narrow=narrow), figure))
    for plot, values, expected in zip(plots, seen, told, strict=True):
        assert values == pytest.approx(expected, abs=(plot.axis.high - plot.axis.low) / 90)


@pytest.mark.parametrize("name", FIGURES)
def test_plotly_shows_the_values_of_the_marks(name: str):
    figure = drawn(name)
    assert list(values_from_plotly(to_plotly(figure), figure)) == list(values_of(figure))


def column(figure: Figure, *numbers: int) -> list[float]:
    """The numbers in some columns of the table, in order of size."""
    found = (re.match(r"-?[\d.]+", row[number]) for row in figure.table.rows for number in numbers)
    return sorted(float(match[0]) for match in found if match)


@pytest.mark.parametrize("name", ["function", "fatigue", "twitches"])
def test_table_columns_equal_the_panels(name: str):
    figure = drawn(name)
    first = 2 if name == "function" else 1
    panels = [sorted(value for _, value in values) for values in values_of(figure)]
    assert [column(figure, first + n) for n in range(len(panels))] == panels


def test_table_rows_equal_the_panels_of_breathing_and_weight():
    for name, number in (("breathing", 2), ("weight", 1)):
        figure = drawn(name)
        assert column(figure, number) == sorted(value for values in values_of(figure) for _, value in values)


def test_table_of_asymmetry_equals_bars_and_grip():
    figure = drawn("asymmetry")
    *_, grip = values_of(figure)
    rows = [row for row in figure.table.rows if row[1] == "Grip strength, kg"]
    assert sorted(float(value) for row in rows for value in row[2:4]) == sorted(value for _, value in grip)


@pytest.mark.parametrize("context", [ALL, CLINIC], ids=["patient", "clinician"])
@pytest.mark.parametrize("name", FIGURES)
def test_every_word_keeps_to_the_safety_statement(name: str, context: Context):
    figure = drawn(name, context)
    words = [figure.title, figure.reading, figure.caption, *texts(to_svg(figure))]
    words += [cell for row in (figure.table.header, *figure.table.rows) for cell in row]
    assert [word for word in words if FORBIDDEN.search(word)] == []


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_yet_is_said_in_words_and_drawn_without_marks(name: str):
    figure = sample.figure(name, *sample.nothing(), ALL)
    assert (figure.empty, figure.panels, figure.table.rows) == (True, (), ())
    assert " ".join(texts(to_svg(figure))) == figure.reading
    assert to_plotly(figure)["data"] == []


@pytest.mark.parametrize("name", FIGURES)
def test_figure_is_the_same_each_time(name: str):
    assert drawn(name) == drawn(name)
    assert to_svg(drawn(name)) == to_svg(drawn(name))


@pytest.mark.parametrize("name", FIGURES)
def test_every_number_axis_says_what_its_directions_mean(name: str):
    assert all(panel.axis.direction for panel in drawn(name).panels if isinstance(panel, Plot))


@settings(max_examples=60)
@given(seed=st.integers(0, 9999), share=st.sampled_from([0.1, 0.5, 0.95, 1]))
def test_any_report_is_drawn_whatever_is_missing(seed: int, share: float):
    report, series, context = thinned.thinned(Random(seed), share)
    for describe in FIGURES.values():
        figure = describe(*sample.made(report, series), context)
        assert figure.reading.endswith(".")
        assert {len(row) for row in figure.table.rows} <= {len(figure.table.header)}
        for narrow in (False, True):
            parsed(to_svg(figure, narrow=narrow))
        json.dumps(to_plotly(figure, "dark"), allow_nan=False)
