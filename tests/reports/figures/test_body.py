"""The body map: latest and earlier, with what was not answered left unanswered."""

import datetime as dt
from dataclasses import replace
from itertools import combinations

import pytest
from django.utils import translation

from clinical.vocabulary import CELL_NAMES
from reports.figures.body_shapes import EDGE, HEIGHT, SHAPES, WIDTH
from reports.figures.context import Context
from reports.figures.explore.body import LINE, TITLE_ROOM
from reports.figures.marks import Bodies, Body, Figure
from reports.figures.svg.body import TYPE
from reports.figures.svg.element import text_width
from reports.figures.to_plotly import to_plotly
from reports.figures.to_svg import to_svg
from tests.reports.figures import sample
from tests.reports.figures.drawn import SVG, parsed

EARLIER = dt.date(2025, 3, 3)


def drawn(**context: object) -> Figure:
    return sample.figure("body", sample.report(), sample.series(), Context(**context))


def bodies_of(figure: Figure) -> tuple[Body, ...]:
    (panel,) = figure.panels
    assert isinstance(panel, Bodies)
    return panel.bodies


def test_map_says_the_lowest_grade_and_what_is_other_than_earlier():
    assert drawn(earlier=EARLIER).reading == (
        "Lowest grade in the four weeks to 27 June 2025: left hand and fingers, 0 of 4; compared with 3 March 2025: "
        "speech from 4 to 3, swallowing and saliva from 4 to 3 and left hand and fingers from 1 to 0."
    )


def test_reading_and_label_keep_the_date_of_the_last_answers_after_silent_months():
    figure = sample.figure("body", sample.report() | {"as_of": "2026-02-27"}, sample.series())
    assert figure.reading.startswith("Lowest grade in the four weeks to 29 June 2025: left hand and fingers, 0 of 4; ")
    assert bodies_of(figure)[-1].label == "Latest: four weeks to 29 Jun 2025"


def test_all_as_before_is_said_of_the_four_weeks_that_were_answered():
    series = sample.series()
    series["weakness"] = {cell: [4] * sample.WEEKS for cell in series["weakness"]}
    assert sample.figure("body", sample.report(), series, Context(earlier=sample.AS_OF)).reading == (
        "In the four weeks to 27 June 2025 all answered parts were at grade 4 of 4."
    )


def test_earlier_map_stands_first_and_names_its_four_weeks():
    assert [body.label for body in bodies_of(drawn(earlier=EARLIER))] == [
        "Earlier: four weeks to 3 Mar 2025",
        "Latest: four weeks to 27 Jun 2025",
    ]


def test_last_visit_is_the_earlier_day_where_none_is_asked_for():
    assert bodies_of(drawn(since=EARLIER)) == bodies_of(drawn(earlier=EARLIER))


def test_answer_older_than_four_weeks_is_no_answer():
    series = sample.series()
    series["weakness"]["hand.left"][-4:] = [None] * 4
    now = bodies_of(sample.figure("body", sample.report(), series))[-1]
    assert [part.grade for part in now.parts if part.cell == "hand.left"] == [None]


def test_unanswered_part_is_hatched():
    svg = parsed(to_svg(drawn(earlier=EARLIER)))
    hatched = [path for path in svg.iter(f"{SVG}path") if path.get("class") == "fig-hatched"]
    missing = [part for body in bodies_of(drawn(earlier=EARLIER)) for part in body.parts if part.grade is None]
    assert (len(hatched), {path.get("fill") for path in hatched}) == (len(missing), {"url(#fig-body-wide-hatch)"})


def test_table_equals_svg_and_plotly():
    figure = drawn(earlier=EARLIER)
    table = [value for column in (1, 2) for row in figure.table.rows for value in [row[column]]]
    svg = [
        element.text
        for element in parsed(to_svg(figure)).iter(f"{SVG}text")
        if element.get("font-weight") == "600" and (element.text or "").isdigit()
    ]
    assert svg == [value for value in table if value != "no answer"]
    traces = [trace["text"] for trace in to_plotly(figure)["data"] if trace["name"] != "Names"]
    assert [value.replace("–", "no answer") for trace in traces for value in trace] == table


def test_names_are_broken_in_plotly_too_and_said_in_full():
    figure = drawn(earlier=EARLIER)
    traces = [trace for trace in to_plotly(figure)["data"] if trace["name"] == "Names"]
    assert [trace["cliponaxis"] for trace in traces] == [False, False]
    names = [trace["text"] for trace in traces]
    assert names[0][5] == "Left hand<br>and<br>fingers"
    assert [[name.replace("<br>", " ") for name in told] for told in names] == [
        [part.label for part in body.parts] for body in bodies_of(figure)
    ]


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_titles_of_two_maps_do_not_meet_in_plotly(language):
    with translation.override(language):
        titles = to_plotly(drawn(earlier=EARLIER))["layout"]["annotations"]

    lines = [title["text"].split("<br>") for title in titles]
    assert [len(lines), {title["yshift"] for title in titles}] == [2, {4}]
    assert [line for told in lines for line in told if text_width(line, LINE) > TITLE_ROOM] == []


def test_sides_are_written_out_and_left_is_told_to_be_on_the_left():
    assert bodies_of(drawn())[0].parts[5].label == "Left hand and fingers"
    assert drawn().caption.startswith("As in a mirror: your own left is on the left.")
    assert drawn(audience="clinician").caption.startswith("Each map shows the patient's own left on the left.")


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_every_name_stands_in_full_beside_its_part_and_over_no_other(language):
    with translation.override(language):
        figure = drawn(earlier=EARLIER)
        whole = bodies_of(figure)[0]
        whole = replace(whole, parts=tuple(replace(part, grade=2, was=3) for part in whole.parts))
        svg = parsed(to_svg(replace(figure, key=(), panels=(Bodies((whole,)),)), narrow=True))
    names = [line for line in svg.iter(f"{SVG}text") if line.get("font-weight") is None]
    boxes = [box(line) for line in names]

    said = " ".join(line.text for line in names)
    assert all(part.label in said for part in whole.parts)
    assert all(left >= -EDGE and right <= WIDTH + EDGE for left, right, _top, _bottom in boxes)
    assert [(a, b) for a, b in combinations(boxes, 2) if over(a, b)] == []


def box(line):
    """Where a line of text stands: left, right, top, bottom; as wide as the widest common font makes it."""
    x, y, width = float(line.get("x")), float(line.get("y")), text_width(line.text, TYPE)
    left = x - {None: 0, "middle": width / 2, "end": width}[line.get("text-anchor")]
    return left, left + width, y - 0.75 * TYPE, y + 0.2 * TYPE


def over(a, b):
    return a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]


def test_left_parts_lie_left_of_their_right_ones():
    pairs = [(name, name.replace("left", "right")) for name in CELL_NAMES if name.endswith(".left")]
    assert all(SHAPES[left].grade_at[0] < WIDTH / 2 < SHAPES[right].grade_at[0] < WIDTH for left, right in pairs)
    assert all(0 < shape.grade_at[1] < HEIGHT for shape in SHAPES.values())


def test_without_an_earlier_day_there_is_one_map():
    assert len(bodies_of(drawn(earlier=sample.AS_OF))) == 1


def test_without_answers_it_says_so_in_words():
    figure = sample.figure("body", *sample.nothing())
    assert (figure.empty, figure.reading) == (
        True,
        "No weakness answers yet. The body map begins with the first answer.",
    )
