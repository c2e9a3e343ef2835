"""Every sentence about a date in every state that a date can be in: none says more than its state allows.

Story (which is the sheet's too), chart with its reading and table, Explore, and the JSON they are made of.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from clinical.report import Report
from clinical.vocabulary import CELL_NAMES
from reports.figures.marks import Lane, Lanes
from reports.story import story
from tests.reports.figures import sample

SINCE = dt.date(2025, 3, 1)
PART = "Left hand and fingers"
BEGAN = "began in the left hand and fingers"


@dataclass(frozen=True)
class State:
    """A date as the report has it, and what may be said of it: ``on`` and ``since`` within sentences, ``likely`` in the
    table, ``more`` in the story."""

    said: dict[str, Any]
    on: str
    since: str
    likely: str
    more: str = ""

    @property
    def entry(self) -> dict[str, Any]:
        """The fields of an involved cell."""
        on, low, high = (self.said[name] for name in ("on", "low", "high"))
        dated = {name: self.said[name] for name in ("dated", "precision")} | {"remembered_by": self.said["by"]}
        days = {"onset": on, "onset_low": low, "onset_high": high, "on_or_before": self.said["dated"] == "already"}
        by = {"by": "clinician" if self.said["dated"] == "clinician" else "self"}
        return {"status": "involved"} | days | dated | by


def when(on: str | None, low: str | None, high: str | None, dated: str, **memory: str) -> dict[str, Any]:
    return {"on": on, "low": low, "high": high, "dated": dated, "precision": None, "by": None} | memory


def remembered(low: str, high: str, precision: str, by: str = "self") -> dict[str, Any]:
    return when("2022-05-16", low, high, "remembered", precision=precision, by=by)


STATES = {
    "from answers": State(
        when("2023-03-01", "2023-02-13", "2023-03-13", "answers"),
        "on 1 March 2023",
        "since 1 March 2023",
        "13 February 2023 to 13 March 2023",
        ", most likely between 13 Feb 2023 and 13 Mar 2023",
    ),
    "without a lower end": State(
        when("2023-03-01", None, "2023-03-13", "answers"),
        "by 13 March 2023, perhaps before the first entry",
        "since 13 March 2023 at the latest, perhaps since before the first entry",
        "before the first entry to 13 March 2023",
    ),
    "from few answers": State(
        when("2023-03-01", None, None, "answers"),
        "around 1 March 2023 (few answers)",
        "since around 1 March 2023 (few answers)",
        "not known",
    ),
    "from function checks": State(
        when("2023-03-01", None, None, "checks"),
        "by the time of the function check of 1 March 2023",
        "since the function check of 1 March 2023",
        "not known",
    ),
    "a month as remembered": State(
        remembered("2022-05-01", "2022-05-31", "month"),
        "in May 2022, as remembered",
        "since May 2022, as remembered",
        "",
    ),
    "a season as a caregiver remembers it": State(
        remembered("2022-04-01", "2022-06-30", "season", "caregiver"),
        "between April and June 2022, as a caregiver remembers it",
        "since some time between April and June 2022, as a caregiver remembers it",
        "",
    ),
    "a season over the turn of a year": State(
        remembered("2021-12-01", "2022-02-28", "season"),
        "between December 2021 and February 2022, as remembered",
        "since some time between December 2021 and February 2022, as remembered",
        "",
    ),
    "a season that the first entry cuts to its first month": State(
        remembered("2022-10-01", "2022-10-24", "season"),
        "in October 2022, as remembered",
        "since October 2022, as remembered",
        "",
    ),
    "a year from the notes": State(
        remembered("2022-01-01", "2022-12-31", "year", "clinician"),
        "in 2022, from the notes",
        "since 2022, from the notes",
        "",
    ),
    "given by a clinician": State(
        when("2023-03-01", None, None, "clinician"),
        "on 1 March 2023 (marked by a clinician)",
        "since 1 March 2023 (marked by a clinician)",
        "not known",
    ),
    "already at the first entry": State(
        when(None, None, "2023-01-02", "already"),
        "already at the first entry (2 January 2023)",
        "already at the first entry (2 January 2023)",
        "",
    ),
}
every_state = pytest.mark.parametrize("state", STATES.values(), ids=STATES)


def reported(cell: str, state: State) -> dict[str, Any]:
    report = sample.report()
    next(entry for entry in report["involvement"] if entry["cell"] == cell).update(state.entry)
    return report


def told(report: dict[str, Any]) -> dict[str, str]:
    return dict(story(*sample.made(report, sample.series()), SINCE, SINCE))


def chart(report: dict[str, Any]) -> tuple[str, dict[str, Lane], dict[str, tuple[str, ...]]]:
    """Its reading, its lanes and the rows of its table, by name."""
    figure = sample.figure("spread", report, sample.series())
    (panel,) = (panel for panel in figure.panels if isinstance(panel, Lanes))
    lanes = {lane.label: lane for block in panel.blocks for lane in (*block.lanes, *block.mirror)}
    return figure.reading, lanes, {row[0]: row for row in figure.table.rows}


@every_state
def test_where_it_began_says_what_its_date_allows(state: State):
    report = reported("hand.left", state)

    assert told(report)["Where it began"] == f"{PART}, {state.on}{state.more}."


@every_state
def test_the_chart_says_the_same_in_reading_lane_and_table(state: State):
    reading, lanes, rows = chart(reported("hand.left", state))

    began = "came first in the left hand and fingers and was there" if state.said["dated"] == "already" else BEGAN
    assert reading.split("; ")[0] == f"By these answers weakness {began} {state.on}"
    assert (lanes[PART].onset.words, rows[PART][2], rows[PART][3]) == (state.on, state.on, state.likely)


@every_state
def test_only_what_has_a_date_has_a_place_in_the_order(state: State):
    _reading, lanes, rows = chart(reported("hand.left", state))
    numbered = state.said["on"] is not None

    assert ((lanes[PART].onset.number is not None), rows[PART][1] != "") == (numbered, numbered)


@every_state
def test_what_joined_says_what_its_date_allows(state: State):
    report = reported("breathing", state)
    reading, _lanes, _rows = chart(report)

    assert f"Breathing affected {state.since}." in told(report)["Speech, swallowing, breathing"]
    assert f"breathing affected {state.since}" in reading.removesuffix(".").split("; ")


@every_state
def test_both_sides_say_what_their_date_allows(state: State):
    report = sample.report()
    pair = {"state": "bilateral", "bilateral_on": state.said["on"], "first_side": None, "days": None}
    report["spread"]["pairs"]["arm"] |= pair | {"both": state.said}

    assert told(report)["On the other side"].split(". ")[0] == f"Both arms {state.since}".removesuffix(".")
    assert f"both arms {state.since}" in chart(report)[0].split("; ")


@every_state
def test_nothing_that_may_have_been_there_at_the_first_entry_is_new(state: State):
    report = reported("hand.left", State(state.said | {"on": state.said["on"] and "2025-04-01"}, "", "", ""))
    report["involvement"][CELL_NAMES.index("hand.left")]["from_well"] = False
    new = told(report)["New since the visit on 1 Mar 2025"]

    assert ("hand" in new) == (state.said["dated"] == "clinician")


@every_state
def test_the_report_comes_back_from_its_json_with_every_date(state: State):
    report = Report.from_json(reported("hand.left", state))

    assert Report.from_json(report.to_json()) == report


ASIDE = {"low": "2022-05-01", "high": "2022-05-31", "precision": "month", "by": "self", "against": "as_before"}
ASIDE |= {"since": "2022-06-06", "until": "2022-12-26", "days": 30}
SET_ASIDE = (
    "Set aside: May 2022, as remembered. By the answers of 30 days from 6 June 2022 to 26 December 2022 this part was "
    "still as before ALS."
)


@every_state
def test_a_memory_that_the_answers_contradict_is_named_beside_the_date(state: State):
    report = reported("hand.left", state)
    report["involvement"][CELL_NAMES.index("hand.left")]["set_aside"] = ASIDE
    _reading, lanes, rows = chart(report)

    assert told(report)["Where it began"] == f"{PART}, {state.on}{state.more}. {SET_ASIDE}"
    assert (lanes[PART].onset.words, rows[PART][2]) == (state.on, f"{state.on}. {SET_ASIDE}")


def test_it_is_named_beside_a_part_that_does_not_count_as_affected():
    report = sample.report()
    report["involvement"][CELL_NAMES.index("neck")]["set_aside"] = ASIDE | {"by": "clinician", "days": 1}

    assert chart(report)[2]["Neck"][2] == (
        "possible, not yet counted. Set aside: May 2022, from the notes. "
        "By the answer of 6 June 2022 this part was still as before ALS."
    )


def test_no_part_is_said_to_be_free_beside_one_that_is_possible():
    report, silent = sample.nothing()
    for entry in report["involvement"]:
        entry |= {"status": "possible", "grade_now": 3}

    began = dict(story(*sample.made(report, silent), SINCE, None))["Where it began"]
    assert began.startswith("Possible, not yet counted as affected: ")


def test_where_it_began_is_not_known_beside_a_part_that_is_affected():
    report = reported("breathing", STATES["already at the first entry"])
    report["spread"]["first"] = []

    assert told(report)["Where it began"] == "By these answers it is not known where it began."
