"""Function checks: raters apart, a slope only where it may be shown, no line over a gap or past the last check."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.outline import middle
from reports.figures.context import Context
from reports.figures.data import segments_of
from reports.figures.function_trend import trend_line
from reports.figures.marks import Figure, Line, Plot, Points
from reports.figures.scales import part_of
from tests.reports.figures import sample

SHOWN = Context(show_slope=True)


def drawn(context: Context | None = None, **trend: object) -> Figure:
    """The sample, with the self-reported trend of the total changed."""
    report = sample.report()
    for entry in report["trends"]:
        if (entry["measure"], entry["source"]) == ("function.total", "self"):
            entry |= trend
    return sample.figure("function", report, sample.series(), context or Context())


def plot(figure: Figure, number: int) -> Plot:
    panel = figure.panels[number]
    assert isinstance(panel, Plot)
    return panel


def lines(panel: Plot) -> dict[str, Line]:
    return {mark.name: mark for mark in panel.marks if isinstance(mark, Line)}


def test_four_parts_come_first_each_whole_and_the_total_last_as_high_as_they_are():
    panels = [plot(drawn(), number) for number in range(5)]
    assert [(panel.label, panel.axis.low, panel.axis.high, panel.flat) for panel in panels] == [
        ("Speech, saliva, swallowing", 0, 12, False),
        ("Hand tasks and dressing", 0, 12, False),
        ("Turning, walking, stairs", 0, 12, False),
        ("Breathing", 0, 12, False),
        ("Total of the four parts", 24, 48, False),
    ]


def test_the_total_reaches_from_top_to_bottom_of_its_axis_and_says_that_it_is_a_part():
    axis = plot(drawn(), 4).axis

    assert axis.direction == "48 is as before, lower is weaker; drawn from 24 to 48"
    assert axis.ticks == tuple((value, str(value)) for value in (24, 30, 36, 42, 48))


@pytest.mark.parametrize(
    ("totals", "low", "high", "lines"),
    [
        ([48], 36, 48, 3),
        ([48, 47], 36, 48, 3),
        ([40, 39], 30, 42, 3),
        ([3, 0], 0, 12, 3),
        ([41, 20], 18, 42, 5),
        ([46, 11], 0, 48, 5),
        ([0, 48], 0, 48, 5),
    ],
)
def test_a_part_of_a_score_holds_its_values_twelve_points_at_least_and_no_more_lines_than_can_be_read(
    totals, low, high, lines
):
    axis = part_of(totals, 48, 12)

    assert (axis.low, axis.high, len(axis.ticks)) == (low, high, lines)
    assert [words for _value, words in axis.ticks][:: lines - 1] == [str(low), str(high)]
    assert ("drawn from" in axis.direction) is ((low, high) != (0, 48))


@given(st.lists(st.integers(0, 48), min_size=1))
def test_whatever_the_totals_they_lie_within_and_five_points_are_less_than_half_of_the_height(totals):
    axis = part_of(totals, 48, 12)

    assert 0 <= axis.low <= min(totals) <= max(totals) <= axis.high <= 48
    assert 5 / (axis.high - axis.low) < 0.5


def test_axis_says_which_way_is_weaker():
    assert plot(drawn(), 0).axis.direction == "12 is as before, lower is weaker"


def test_each_rater_has_a_shape_of_its_own():
    shapes = [mark.shape for mark in plot(drawn(), 0).marks if isinstance(mark, Points)]
    assert shapes == ["self", "helped", "caregiver", "clinician"]


def test_slope_is_drawn_only_for_those_who_switched_it_on():
    assert [list(lines(plot(drawn(context), 1))) for context in (Context(), SHOWN)] == [["Checks"], ["Trend"]]


def test_slope_stands_with_its_range():
    assert plot(drawn(SHOWN), 1).note == (
        "Self-reported: 0.36 points lost a month (95 % range 0.35 to 0.38). Clinic: too early to say."
    )


def test_slope_that_does_not_fall_is_told_with_its_sign():
    figure = drawn(SHOWN, slope=0.1, low=-0.2, high=0.3)
    assert plot(figure, 4).note.startswith("Self-reported: change of +0.10 points a month (95 % range −0.20 to +0.30).")


def test_slope_without_range_is_not_shown():
    assert "Trend" not in lines(plot(drawn(SHOWN, low=None, high=None), 4))


@pytest.mark.parametrize(
    ("state", "words", "joined"),
    [
        ("none", "not enough check-ins yet to show a trend.", False),
        ("very_early", "too early to say.", False),
        ("early", "too early to give a number.", True),
        ("ceiling", "near the top of the scale: small changes are not seen.", True),
        ("floor", "at the bottom of this part of the scale; it can't show more change.", True),
    ],
)
def test_state_is_said_in_words_without_a_number(state: str, words: str, joined: bool):
    panel = plot(drawn(SHOWN, state=state, slope=None, low=None, high=None), 4)
    assert panel.note == f"Self-reported: {words} Clinic: too early to say."
    assert list(lines(panel)) == (["Checks"] if joined else [])


def test_clinician_sees_the_early_slope_of_the_total_with_the_adjusted_one():
    context = Context(audience="clinician")
    figure = drawn(context, state="early", slope=-1.2, low=-2.8, high=0.4, adjusted=-1.01)
    assert plot(figure, 4).note == (
        "Self-reported: early: 1.20 points lost a month (95 % range −0.40 to 2.80). "
        "Adjusted towards the average of published groups: 1.01. Clinic: too early to say."
    )
    assert "Trend" not in lines(plot(figure, 4))


def test_clinician_sees_the_adjusted_slope_beside_the_usable_one_too():
    found = {"state": "usable", "slope": -1.2, "low": -1.9, "high": -0.5, "adjusted": -1.09}
    told, kept = (plot(drawn(context, **found), 4).note for context in (Context(audience="clinician"), SHOWN))

    assert told == (
        "Self-reported: 1.20 points lost a month (95 % range 0.50 to 1.90). "
        "Adjusted towards the average of published groups: 1.09. Clinic: too early to say."
    )
    assert "djusted" not in kept


def test_trend_runs_from_the_first_check_to_the_last_and_breaks_at_the_gap():
    segments = lines(plot(drawn(SHOWN), 4))["Trend"].segments
    assert [(segment[0].day.isoformat(), segment[-1].day.isoformat()) for segment in segments] == [
        ("2023-01-11", "2024-01-10"),
        ("2024-08-21", "2025-04-02"),
    ]


def test_joined_checks_break_at_the_gap_too():
    assert len(lines(plot(drawn(), 0))["Checks"].segments) == 2


def test_trend_line_goes_through_the_means_and_its_range_turns_there():
    days = [dt.date(2025, 1, 1), dt.date(2025, 1, 31), dt.date(2025, 3, 2)]
    checks = list(zip(days, (10.0, 10.0, 7.0), strict=True))
    ((first, turn, last),) = trend_line(segments_of(checks, 180), middle(checks), (-1.0, -2.0, -0.5), 12)
    assert (turn.value, turn.low, turn.high) == (9, 9, 9)
    month = 30 / 30.4375
    assert (first.value, first.low, first.high) == pytest.approx((9 + month, 9 + month / 2, 9 + 2 * month))
    assert (last.value, last.low, last.high) == pytest.approx((9 - month, 9 - 2 * month, 9 - month / 2))


def test_item_steps_are_marked_where_the_breathing_machine_starts():
    assert [[span.label for span in plot(drawn(), number).spans] for number in range(5)] == [
        [],
        [],
        [],
        ["Mask ventilation at night"],
        ["Riluzole", "Physiotherapy", "Ankle-foot brace, left", "Chest infection", "Mask ventilation at night"],
    ]


def test_what_steps_a_part_is_told_in_words_and_in_the_table():
    series = sample.series() | {
        "treatments": [{"kind": "gastrostomy", "label": "", "start": "2025-03-02", "end": None, "detail": "peg"}],
        "events": [{"kind": "tracheostomy", "label": "", "start": "2025-04-01", "end": None, "serious": False}],
    }
    figure = sample.figure("function", sample.report(), series, Context())

    assert [[span.label for span in plot(figure, number).spans] for number in (1, 3)] == [
        ["Feeding tube (PEG)"],
        ["Breathing tube in the windpipe"],
    ]
    assert plot(figure, 1).note.endswith("so there can be a step where it began.")
    assert figure.table.header[-1] == "Begun since the check before"
    assert [row[-1] for row in figure.table.rows if row[-1]] == [
        "Feeding tube (PEG) from 2 March 2025",
        "Breathing tube in the windpipe from 1 April 2025",
    ]


def test_difference_of_five_or_less_is_within_what_can_vary():
    report = sample.report()
    report["function"] = [entry for entry in report["function"] if entry["source"] != "clinician"][-2:]
    assert sample.figure("function", report, sample.series()).reading == (
        "Latest check, 2 April 2025 (self-reported with help): speech, saliva, swallowing 9, "
        "hand tasks and dressing 2, turning, walking, stairs 6, breathing 10, each of 12; "
        "total 27 of 48, 29 on 5 March 2025: within what can vary from one check to the next."
    )


def test_larger_difference_is_given_without_a_judgement():
    assert drawn().reading.endswith("total 26 of 48, 34 on 18 November 2024.")


def test_incomplete_check_is_said_to_be_so_and_never_filled():
    row = next(row for row in drawn().table.rows if "not complete" in row)
    assert row == ("28 June 2023", "self-reported", "12", "10", "not complete", "12", "not complete")


def test_clinicians_also_read_the_usual_names():
    assert plot(drawn(Context(audience="clinician")), 1).label == "Hand tasks and dressing (fine motor)"


def test_without_checks_it_says_so_in_words():
    figure = sample.figure("function", *sample.nothing())
    assert (figure.empty, figure.reading) == (True, "No function checks yet. The first one makes the first point.")


CHANGE = {"change_around": "2024-04-22", "change_low": "2024-03-01", "change_high": "2024-05-20"}


def test_possible_change_is_told_to_clinicians_alone():
    told, kept = (plot(drawn(context, **CHANGE), 4).note for context in (Context(audience="clinician"), SHOWN))

    assert told.count(
        "Possible change around 22 Apr 2024 (1 Mar 2024 to 20 May 2024); such a change is often chance."
    ) == 1  # fmt: skip
    assert kept.count("change around") == 0


def test_modes_of_one_rater_have_a_line_and_a_note_each():
    report = sample.report()
    for check in report["function"]:
        if check["source"] == "clinician" and check["date"] > "2024-06-01":
            check["mode"] = "phone"
    for entry in [entry for entry in report["trends"] if entry["source"] == "clinician"]:
        report["trends"].append(entry | {"mode": "phone", "state": "none"})

    note = plot(sample.figure("function", report, sample.series(), SHOWN), 0).note

    assert note.partition("Clinic")[1:] == (
        "Clinic",
        ", in the clinic: too early to say. Clinic, by phone: not enough check-ins yet to show a trend.",
    )
