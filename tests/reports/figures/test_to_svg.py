"""The SVG: named, scalable, escaped, without styles, and readable at 390 pixels."""

import re

import pytest

from reports.figures import FIGURES
from reports.figures.context import Context
from reports.figures.to_svg import to_svg
from tests.reports.figures import sample
from tests.reports.figures.drawn import SVG, parsed, texts

CONTEXT = Context(since=sample.AS_OF.replace(month=3), show_stage=True, show_slope=True)


def svg(name: str, narrow: bool = False, prefix: str = "fig") -> str:
    return to_svg(sample.figure(name, sample.report(), sample.series(), CONTEXT), narrow=narrow, prefix=prefix)


@pytest.mark.parametrize("name", FIGURES)
def test_svg_names_itself_to_assistive_technology(name: str):
    figure = sample.figure(name, sample.report(), sample.series(), CONTEXT)
    root = parsed(to_svg(figure))
    title, description = root[0], root[1]
    assert (root.get("role"), root.get("aria-labelledby"), root.get("aria-describedby")) == (
        "img",
        title.get("id"),
        description.get("id"),
    )
    assert (title.text, description.text) == (figure.title, f"{figure.reading} {figure.caption}".strip())


def test_ids_are_unique_over_figures_widths_and_prefixes():
    drawings = [
        svg(name, narrow, prefix) for name in FIGURES for narrow in (False, True) for prefix in ("fig", "summary")
    ]
    ids = [found for drawing in drawings for found in re.findall(r'\bid="([^"]+)"', drawing)]
    assert len(ids) == len(set(ids)) > 0


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("name", FIGURES)
def test_svg_scales_to_its_column_and_carries_no_style(name: str, narrow: bool):
    root = parsed(svg(name, narrow))
    assert (root.get("width"), root.get("height")) == (None, None)
    assert [element.tag for element in root.iter() if element.get("style") or element.tag == f"{SVG}style"] == []


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("name", FIGURES)
def test_text_is_at_least_eighteen_units_and_within_the_picture(name: str, narrow: bool):
    root = parsed(svg(name, narrow))
    sizes = {
        float(text.get("font-size") or around.get("font-size", ""))
        for around in root.iter()
        for text in around
        if text.tag == f"{SVG}text"
    }
    assert min(sizes) >= 18
    assert float(root.get("viewBox", "").split()[2]) == (360 if narrow else 800)


@pytest.mark.parametrize("narrow", [False, True])
def test_words_of_people_are_escaped(narrow: bool):
    series = sample.series()
    series["treatments"][0]["label"] = '<script>"&'
    drawing = to_svg(sample.figure("spread", sample.report(), series), narrow=narrow)
    assert '<script>"&' in texts(drawing)
    assert "<script" not in drawing


def test_long_label_is_cut_in_the_picture_and_whole_in_the_caption():
    series = sample.series()
    label = "A medicine against saliva with a name that does not fit anywhere in a chart"
    series["treatments"] = [{"kind": "other", "label": label, "start": "2024-05-01", "end": None}]
    series["events"] = []
    figure = sample.figure("spread", sample.report(), series)
    assert [text for text in texts(to_svg(figure, narrow=True)) if text.startswith("A med")] == ["A medicine again…"]
    assert f"Treatments and events: {label} from 1 May 2024." in figure.caption


def test_treatment_that_began_before_the_log_stands_at_the_edge():
    series = sample.series()
    series["treatments"] = [{"kind": "riluzole", "label": "Riluzole", "start": "2020-01-01", "end": None}]
    assert "Riluzole" in texts(to_svg(sample.figure("spread", sample.report(), series)))


def test_last_visit_is_a_labelled_line():
    assert "Last visit, 27 Mar 2025" in texts(svg("spread"))


def test_one_day_of_answers_is_drawn():
    report, series = sample.nothing()
    report["as_of"] = "2025-01-07"
    series |= {"first_week": "2025-01-06", "weeks": 1}
    series["weakness"] = {cell: [4] for cell in series["weakness"]}
    assert texts(to_svg(sample.figure("spread", report, series))).count("4") == 14  # thirteen lanes and the key
