"""Left and right compared: which way is which, and why a pair can be even."""

import pytest

from reports.figures.marks import Bars, Figure, Plot, Points
from reports.figures.to_plotly import to_plotly
from reports.figures.to_svg import to_svg
from tests.reports.figures import sample
from tests.reports.figures.drawn import lanes_from_plotly, lanes_from_svg

HANDS = ("hand.left", "hand.right")


def hands(
    left: list[int | None],
    right: list[int | None],
    own: list[float | None] | None = None,
    apart: int | None = None,
    evened_by: str | None = None,
) -> Figure:
    """Only hands were answered, last on 31 January 2025; ``apart``: the difference that the report tells."""
    report, series = sample.nothing()
    told = {} if apart is None else {"grade_difference": apart, "grade_on": "2025-01-31"}
    report["asymmetry"] = [{"region": "hand", "date": "2025-01-31", "evened_by": evened_by, **told}]
    weeks = len(left)
    series |= {"first_week": "2025-01-06", "weeks": weeks}
    series["weakness"] = {cell: [None] * weeks for cell in series["weakness"]} | dict(
        zip(HANDS, (left, right), strict=True)
    )
    difference = [None if a is None or b is None else b - a for a, b in zip(left, right, strict=True)]
    nobody = {"grade_difference": [None] * weeks, "reported": [None] * weeks}
    series["asymmetry"] = dict.fromkeys(series["asymmetry"], nobody) | {
        "hand": {"grade_difference": difference, "reported": own or [None] * weeks}
    }
    return sample.figure("asymmetry", report, series)


def test_left_weaker_is_drawn_upward_in_bars_and_in_own_words_alike():
    figure = hands([3], [4], own=[-1])
    plot = figure.panels[1]
    assert isinstance(plot, Plot)
    bars, own = plot.marks
    assert isinstance(bars, Bars)
    assert isinstance(own, Points)
    assert ([bar.value for bar in bars.bars], [point.value for point in own.points]) == ([1], [1])
    assert plot.axis.direction == "up: left weaker, down: right weaker"


def test_even_because_the_good_side_came_down_is_said_so():
    assert hands([3, 3, 2], [4, 4, 2], apart=0, evened_by="right").reading == (
        "Latest answers: hand and fingers even in the four weeks to 31 January 2025, "
        "because the right hand and fingers came down too."
    )


def test_even_for_another_reason_gives_none():
    assert hands([3, 4], [4, 4], apart=0).reading == (
        "Latest answers: hand and fingers even in the four weeks to 31 January 2025."
    )


def test_side_that_is_weaker_is_named():
    """By the difference that the report tells, whatever the last week was."""
    assert hands([4, 4], [1, 4], apart=-2).reading == (
        "Latest answers: right hand and fingers weaker by 2 in the four weeks to 31 January 2025."
    )


def test_week_with_one_side_only_is_not_compared():
    figure = hands([4, None], [None, 3])
    assert figure.reading == "Latest answers: hand and fingers: no week with both sides to compare."
    assert figure.table.rows == (
        ("Week of 6 January 2025", "Hand and fingers, grade", "4", "no answer", "no answer", "no answer"),
        ("Week of 13 January 2025", "Hand and fingers, grade", "no answer", "3", "no answer", "no answer"),
    )


def test_table_tells_both_sides_the_difference_and_the_own_words():
    assert hands([3, 3, None, 2], [4, 4, None, 2], own=[-2, -2, None, -0.5]).table.rows == (
        (
            "Week of 6 January 2025 to week of 13 January 2025",
            "Hand and fingers, grade",
            "3",
            "4",
            "left by 1",
            "left much weaker",
        ),
        ("Week of 20 January 2025", "Hand and fingers, grade", "no answer", "no answer", "no answer", "no answer"),
        ("Week of 27 January 2025", "Hand and fingers, grade", "2", "2", "even", "left weaker, 0.5 of 2"),
    )


def test_lanes_equal_the_recorded_weeks_in_svg_and_plotly():
    figure = sample.figure("asymmetry", sample.report(), sample.series())
    weakness = sample.series()["weakness"]
    recorded = [weakness[f"{r}.{side}"] for r in ("upper_arm", "hand", "thigh", "foot") for side in ("left", "right")]
    assert [lane[: sample.WEEKS] for lane in lanes_from_svg(to_svg(figure), figure)] == recorded
    assert [lane[: sample.WEEKS] for lane in lanes_from_plotly(to_plotly(figure), figure)] == recorded


def test_grip_of_both_hands_stands_in_the_table():
    figure = sample.figure("asymmetry", sample.report(), sample.series())
    assert figure.table.rows[-1] == ("12 April 2025", "Grip strength, kg", "0", "20", "left, index 100", "")


RIGHT_HANDED = " The writing hand is the right one, usually stronger by about 10 %, which is taken off."


def grip_note(**told: object) -> str:
    report = sample.report()
    report["asymmetry"] = [{"region": "hand", "date": "2025-01-06", **told}]
    grip = sample.figure("asymmetry", report, sample.series()).panels[-1]
    assert isinstance(grip, Plot)
    return grip.note


@pytest.mark.parametrize(
    ("beyond", "evened_by", "note"),
    [
        (25.0, None, "6 January 2025: the left hand and fingers was clearly weaker (index 25)."),
        (-12.54, None, "6 January 2025: the right hand and fingers was somewhat weaker (index 12.5)."),
        (4.0, None, "6 January 2025: both hands were about even."),
        (4.0, "right", "6 January 2025: both hands were about even, because the right hand and fingers came down too."),
    ],
)
def test_grip_says_how_far_apart_the_hands_are_and_why_they_are_even(beyond, evened_by, note):
    told = {"grip_on": "2025-01-06", "grip_since": "2025-01-06", "writing_hand": "right"}

    assert grip_note(grip_beyond=beyond, evened_by=evened_by, **told) == note + RIGHT_HANDED


@pytest.mark.parametrize(
    ("hand", "note"),
    [
        ("right", RIGHT_HANDED),
        ("left", " The writing hand is the left one; then both are usually about even."),
        (
            None,
            " The writing hand is not known: up to about 10 % more on the right may be due to it and is taken off.",
        ),
    ],
)
def test_grip_names_the_writing_hand_and_the_days_it_is_of(hand, note):
    told = {"grip_on": "2025-01-27", "grip_since": "2025-01-06", "grip_beyond": -2.0, "writing_hand": hand}

    assert grip_note(**told) == "6 January 2025 to 27 January 2025: both hands were about even." + note


def test_grips_that_cannot_be_compared_say_nothing_of_it():
    assert (grip_note(), grip_note(grip_on="2025-01-06", grip_since="2025-01-06")) == ("", "")


def test_without_answers_it_says_so_in_words():
    figure = sample.figure("asymmetry", *sample.nothing())
    assert (figure.empty, figure.reading) == (True, "No answers about left and right yet.")
