"""The spread chart: what it says, what it marks, and that chart and table are one."""

import datetime as dt

import pytest

from clinical.vocabulary import CELL_NAMES
from reports.figures.context import Context
from reports.figures.marks import Figure, Lane, Lanes
from reports.figures.spread import RULE
from reports.figures.to_plotly import to_plotly
from reports.figures.to_svg import to_svg
from reports.figures.words import NAMES, capital, date_words
from tests.reports.figures import sample
from tests.reports.figures.drawn import lanes_from_plotly, lanes_from_svg, texts

VISIT = dt.date(2025, 3, 3)


def drawn(context: Context | None = None, **changed: object) -> Figure:
    return sample.figure("spread", sample.report() | changed, sample.series(), context or Context())


def lanes_of(figure: Figure) -> dict[str, Lane]:
    (panel,) = figure.panels
    assert isinstance(panel, Lanes)
    return {lane.label: lane for block in panel.blocks for lane in (*block.lanes, *block.mirror)}


def weekly_of_table(figure: Figure) -> dict[str, list[str | None]]:
    """The grades of each week, from the words of the table's last column."""
    found = {}
    for name, *_, words in figure.table.rows:
        weeks: list[str | None] = [None] * sample.WEEKS
        for entry in words.split("; "):
            grade, _, since = entry.partition(" from ")
            first = (dt.datetime.strptime(since, "%d %B %Y").date() - sample.FIRST).days // 7
            weeks[first:] = [None if grade == "no answer" else grade] * (sample.WEEKS - first)
        found[name] = weeks
    return found


def test_spread_says_where_it_began_when_it_crossed_over_and_what_is_new():
    assert drawn(Context(since=VISIT)).reading == (
        "By these answers weakness began in the left hand and fingers on 1 March 2023; "
        "both arms since 20 September 2023, 6.7 months after the left arm; "
        "both legs since 9 October 2024, 8.7 months after the left leg; "
        "speech affected since 26 March 2025; swallowing and saliva affected since 21 May 2025; "
        "new since the visit on 3 March 2025: speech and swallowing and saliva."
    )


def test_lanes_run_from_head_to_foot_with_the_right_side_mirrored():
    assert list(lanes_of(drawn())) == [
        "Speech", "Swallowing and saliva", "Neck",
        "Left shoulder and upper arm", "Left hand and fingers",
        "Right hand and fingers", "Right shoulder and upper arm",
        "Breathing", "Back and belly",
        "Left hip and thigh", "Left lower leg and foot", "Right lower leg and foot", "Right hip and thigh",
    ]  # fmt: skip


@pytest.mark.parametrize("narrow", [False, True])
def test_svg_lanes_equal_the_recorded_weeks(narrow: bool):
    figure = drawn()
    weakness = sample.series()["weakness"]
    recorded = {capital(NAMES[name]): weakness[name] for name in CELL_NAMES}
    lanes = lanes_from_svg(to_svg(figure, narrow=narrow), figure)
    assert [lane[: sample.WEEKS] for lane in lanes] == [recorded[label] for label in lanes_of(figure)]


def test_plotly_lanes_equal_the_svg_lanes():
    figure = drawn()
    assert lanes_from_plotly(to_plotly(figure), figure) == lanes_from_svg(to_svg(figure), figure)


def test_table_equals_the_chart_gaps_included():
    figure = drawn()
    lanes = dict(zip(lanes_of(figure), lanes_from_svg(to_svg(figure), figure), strict=True))
    assert weekly_of_table(figure) == {
        label: [None if grade is None else str(grade) for grade in lane[: sample.WEEKS]]
        for label, lane in lanes.items()
    }


def test_order_is_numbered_and_new_since_the_visit_is_marked():
    onsets = [lane.onset for lane in lanes_of(drawn(Context(since=VISIT))).values() if lane.onset]
    assert [(onset.number, onset.new) for onset in sorted(onsets, key=lambda onset: onset.number)] == [
        *((number, False) for number in range(1, 9)),
        (9, True),
        (10, True),
    ]


def test_speech_and_swallowing_are_underlaid_from_the_day_they_joined():
    assert {label: lane.band_from for label, lane in lanes_of(drawn()).items() if lane.band_from} == {
        "Speech": dt.date(2025, 3, 26),
        "Swallowing and saliva": dt.date(2025, 5, 21),
    }


def test_nothing_is_drawn_after_the_last_answered_week():
    last = sample.FIRST + dt.timedelta(weeks=sample.WEEKS)
    assert max(run.end for lane in lanes_of(drawn()).values() for run in lane.runs) == last


def test_pair_of_unknown_side_has_no_first_part():
    report = sample.report()
    report["spread"]["first"] = []
    report["spread"]["pairs"]["leg"] = {"state": None, "side_unknown_since": "2022-12-01"}
    reading = sample.figure("spread", report, sample.series()).reading
    assert reading.startswith(
        "By these answers it is not known where weakness began; both arms since 20 September 2023, "
        "6.7 months after the left arm; legs: a function check shows a change since 1 December 2022, side not known; "
    )


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ({"state": "unilateral", "first_side": "left", "days": 90}, "Only the left arm, so far 3.0 months"),
        (
            {"state": "unilateral", "first_side": "left", "days": 12, "at_least": True},
            "Only the left arm, so far 12 days",
        ),
        ({"state": "unilateral", "first_side": "left", "days": 0, "at_least": True}, "Only the left arm so far"),
        ({"state": "unilateral", "first_side": "left", "days": None}, "Only the left arm so far"),
        ({"state": "both_at_first_log"}, "Both arms already at the first entry"),
        ({"state": "bilateral"}, "Both arms, since a day that is not known"),
        (
            {"state": None, "side_unknown_since": "2022-12-01"},
            "A function check shows a change since 1 December 2022, side not known",
        ),
        ({"state": "none"}, ""),
        ({"state": None}, ""),
    ],
)
def test_pair_without_a_crossing_says_how_it_stands(pair: dict[str, object], words: str):
    report = sample.report()
    report["spread"]["pairs"]["arm"] = pair
    (panel,) = sample.figure("spread", report, sample.series()).panels
    assert isinstance(panel, Lanes)
    assert (panel.blocks[1].note, panel.blocks[1].crossing) == (words, None)


def arm_read(**pair: object) -> str:
    """What the reading says of the arms."""
    report = sample.report()
    report["spread"]["pairs"]["arm"] |= pair
    told = sample.figure("spread", report, sample.series()).reading
    return next(clause for clause in told.split("; ") if "both arms" in clause)


def test_months_between_two_ranges_are_told_as_a_range():
    assert (
        arm_read(days=59, days_low=40, days_high=80)
        == "both arms since 20 September 2023, 1.3 to 2.6 months after the left arm"
    )


def test_first_side_of_the_first_entry_is_first_without_a_number():
    assert arm_read(days=None) == "both arms since 20 September 2023, the left arm first"


def test_overlapping_sides_are_of_about_the_same_time():
    assert (
        arm_read(first_side=None, days=None, same_time=True)
        == "both arms since 20 September 2023, both at about the same time"
    )


def test_cell_with_another_cause_is_drawn_but_not_counted():
    report = sample.report()
    report["involvement"][CELL_NAMES.index("foot.left")]["other_cause"] = True
    figure = sample.figure("spread", report, sample.series())
    lane = lanes_of(figure)["Left lower leg and foot"]
    assert (lane.onset, bool(lane.runs), figure.table.rows[CELL_NAMES.index("foot.left")][2]) == (
        None,
        True,
        "another cause, not counted",
    )
    assert "Not counted, as it has another cause: left lower leg and foot." in figure.caption


def test_cell_marked_without_a_day_is_affected_since_an_unknown_day():
    report = sample.report()
    report["involvement"][0] |= {"onset": None, "onset_low": None, "onset_high": None, "by": "clinician"}
    figure = sample.figure("spread", report, sample.series())
    assert figure.table.rows[0][:5] == ("Speech", "", "day not known", "", "clinic")
    assert "affected since a day that is not known: speech" in figure.reading


def test_stage_is_shown_only_when_asked_and_called_estimated():
    plain, staged = drawn(), drawn(Context(show_stage=True))
    assert ["King's estimated" in texts(to_svg(figure)) for figure in (plain, staged)] == [False, True]
    assert staged.caption.endswith("A stage describes what is affected now. It does not say how long.")


def staged(**stage: object) -> Figure:
    """One check with this stage."""
    check = sample.report()["function"][0] | stage
    return drawn(Context(show_stage=True), function=[check])


def strip_of(figure: Figure) -> tuple[tuple[dt.date, str], ...]:
    (panel,) = figure.panels
    assert isinstance(panel, Lanes)
    assert panel.stages
    return panel.stages.checks


def test_stage_that_is_not_shown_is_a_dash_told_in_words_and_never_0():
    figure = staged(kings="0")
    assert strip_of(figure) == ((dt.date(2023, 1, 11), "–"),)
    assert "King's stage –: not shown by these answers." in figure.caption
    assert figure.table.rows[-1] == (
        *("Stage (King's, estimated)", "", "", "", "self-reported"),
        "not shown by these answers on 11 January 2023",
    )


def test_stage_4b_says_where_4a_is_true_as_well():
    figure = staged(kings="4B", kings_4a=True, kings_4b=True)
    assert strip_of(figure)[0][1] == "4B*"
    assert "King's stage 4B*: 4B (4A also)." in figure.caption
    assert figure.table.rows[-1][-1] == "4B (4A also) on 11 January 2023"
    assert strip_of(staged(kings="4B", kings_4a=None, kings_4b=True))[0][1] == "4B"


def test_stages_stand_in_the_table_only_with_their_strip():
    plain, shown = drawn(), drawn(Context(show_stage=True))
    assert len(plain.table.rows) == len(CELL_NAMES)
    assert [row[-1] for row in shown.table.rows[len(CELL_NAMES) :]] == [
        f"{stage} on {date_words(day)}" for day, stage in strip_of(shown)
    ]


def test_rule_names_weeks_checks_and_clinician():
    assert str(RULE) in drawn().caption
    assert str(RULE).startswith(
        "A body part counts as affected when two of three answered weeks in a row, at most 60 days apart, are at "
        "grade 3 or lower and a third or more of its latest answers still are; speech, swallowing and breathing also "
        "when two function checks in a row show a change; or when a clinician marks it (our rule)."
    )


def test_band_of_a_remembered_time_begins_where_it_ends():
    report = sample.report()
    breathing = next(entry for entry in report["involvement"] if entry["cell"] == "breathing")
    days = {"onset": "2023-03-16", "onset_low": "2023-03-01", "onset_high": "2023-03-31"}
    breathing |= {"status": "involved", "dated": "remembered", "precision": "month"} | days

    assert lanes_of(sample.figure("spread", report, sample.series()))["Breathing"].band_from == dt.date(2023, 3, 31)


def test_treatment_without_a_label_goes_by_a_plain_name():
    series = sample.series()
    series["treatments"] = [{"kind": "aac", "label": "", "start": "2025-05-02", "end": None}]
    assert "Speech device from 2 May 2025" in sample.figure("spread", sample.report(), series).caption


def test_treatments_carry_the_fixed_caption_and_stand_in_words():
    assert (
        "Riluzole from 20 March 2023; Physiotherapy from 4 September 2023 to 26 February 2024; "
        "Ankle-foot brace, left from 6 May 2024; Chest infection from 1 August 2024 to 19 August 2024; "
        "Mask ventilation at night from 2 May 2025. "
        "A change after a treatment started does not show that the treatment caused it."
    ) in drawn().caption


def test_without_answers_it_says_so_in_words():
    figure = sample.figure("spread", *sample.nothing())
    assert (figure.empty, figure.reading) == (
        True,
        "No weakness answers yet. The picture begins with the first answer.",
    )


def test_without_a_counted_part_possible_ones_are_named():
    report = sample.report()
    for entry in report["involvement"]:
        entry |= {"onset": None, "status": "possible" if entry["cell"] == "hand.left" else "not_involved"}
    report["spread"] |= {"first": [], "pairs": {"arm": {"state": "none"}, "leg": {"state": "none"}}}
    assert sample.figure("spread", report, sample.series()).reading == (
        "Possible, not yet counted as affected: left hand and fingers."
    )


def test_part_whose_range_reaches_back_to_the_first_may_have_come_first():
    report = sample.report()
    report["spread"]["maybe_first"] = ["upper_arm.left"]

    reading = sample.figure("spread", report, sample.series()).reading

    assert reading.partition("; ")[0] == (
        drawn().reading.partition("; ")[0]
        + " (perhaps first instead, as the dates are not exact: left shoulder and upper arm)"
    )
