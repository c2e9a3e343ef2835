"""Items of the function check that say that a part is involved."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from clinical.history import FunctionChecks, History
from clinical.involvement import Dated, Involvement, Status, involvement, pair_items
from clinical.item_rule import PairMark
from clinical.vocabulary import CELL_BY_NAME, Pair
from tests.clinical.involved import AT, FULL, checked, verdict
from tests.clinical.records import daily, every, items, on


@pytest.mark.parametrize(
    ("cell", "check"),
    [
        ("speech", "344 444 444 444"),
        ("swallowing", "443 444 444 444"),
        ("breathing", "444 444 444 344"),
        ("breathing", "444 444 444 434"),
        ("breathing", "444 444 444 443"),
    ],
)
def test_unpaired_cell_is_involved_by_an_item_at_two_consecutive_checks(cell, check):
    found = [verdict.cell.name for verdict in involvement(checked(FULL, check, check)) if verdict.onset]

    assert found == [cell]


@pytest.mark.parametrize("check", ["434 444 444 444", "444 444 344 444"])
def test_saliva_and_turning_in_bed_mark_no_cell(check):
    assert {found.status for found in involvement(checked(FULL, check, check))} == {"no_data", "not_involved"}


def test_item_gives_the_earlier_check_as_onset_and_says_so():
    found = verdict(checked(FULL, "344 444 444 444", "244 444 444 444"), "speech")

    assert found == Involvement(
        cell=CELL_BY_NAME["speech"],
        status=Status.INVOLVED,
        onset=dt.date(2024, 1, 29),
        evidence="Speech below 4 at the function checks of 29 January 2024 and 26 February 2024",
        dated=Dated.CHECKS,
        from_well=True,
    )


@pytest.mark.parametrize(
    ("low_from", "onset", "evidence"),
    [
        ("2024-01-29", "2024-01-29", "Speech below 4 at the function checks of 29 January 2024 and 26 February 2024"),
        ("2024-06-03", "2024-05-31", "3 or less on 30 of 30 answered days from 31 May 2024"),
    ],
)
def test_item_dates_a_cell_where_its_own_answers_exclude_the_day_of_the_check(low_from, onset, evidence):
    low = "344 444 444 444"
    first = {"2024-01-29": [FULL, low, low], "2024-06-03": [FULL, FULL, FULL, FULL, FULL, FULL, low, low]}[low_from]
    days = every(7, 52)
    grades = np.where(days < np.datetime64("2024-06-03"), 4, 3).tolist()
    history = checked(*first, weakness=daily("weakness", days, speech=grades))

    found = verdict(history, "speech")

    assert (found.onset, found.evidence) == (dt.date.fromisoformat(onset), evidence)


def test_item_low_at_the_first_check_is_on_or_before():
    assert verdict(checked("344 444 444 444", "344 444 444 444"), "speech").on_or_before


def test_item_low_at_the_first_check_is_not_on_or_before_where_the_log_said_four_earlier():
    history = checked("344 444 444 444", "344 444 444 444")
    before = daily("weakness", on("2023-12-20"), speech=[4])

    assert not verdict(replace(history, weakness=before), "speech").on_or_before


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        (("344 444 444 444", FULL, "344 444 444 444"), "possible"),
        (("344 444 444 444",), "possible"),
        ((FULL, FULL), "not_involved"),
        (("344 444 444 444", "-44 444 444 444", "344 444 444 444"), "involved"),  # a skipped item breaks nothing
        (("-44 444 444 444",), "no_data"),
    ],
)
def test_one_low_item_makes_a_cell_possible(answers, status):
    assert verdict(checked(*answers), "speech").status == status


def test_checks_of_different_raters_are_not_consecutive():
    low, full = items("344 444 444 444")[0], items(FULL)[0]
    function = FunctionChecks(
        every(14, 4), np.array([low, full, low, full]), np.zeros(4), ("self", "clinician", "caregiver", "clinician")
    )

    assert verdict(History(AT, function=function), "speech").onset_high == dt.date(2024, 1, 1)
    alternating = replace(function, sources=("self", "self", "clinician", "clinician"))
    assert verdict(History(AT, function=alternating), "speech").status == "possible"


def test_two_checks_of_one_day_are_one_check():
    low = items("344 444 444 444")[0]
    function = FunctionChecks(on("2024-01-01", "2024-01-01"), np.array([low, low]), np.zeros(2), ("self", "caregiver"))

    assert verdict(History(AT, function=function), "speech").status == "possible"


def test_neck_has_no_item():
    assert verdict(checked("000 000 000 000", "000 000 000 000"), "neck").status == "no_data"


@pytest.mark.parametrize(
    ("check", "marks"),
    [
        ("444 344 444 444", [("arm", "handwriting")]),
        ("444 434 444 444", [("arm", "cutting_food")]),
        ("444 443 444 444", [("arm", "dressing_hygiene")]),
        ("444 444 434 444", [("leg", "walking")]),
        ("444 443 443 444", [("arm", "dressing_hygiene"), ("leg", "climbing_stairs")]),
        ("333 444 344 333", []),
    ],
)
def test_limb_items_mark_the_pair_and_no_cell(check, marks):
    history = checked(FULL, check, check)

    assert pair_items(history) == tuple(PairMark(Pair(pair), dt.date(2024, 1, 29), item) for pair, item in marks)
    assert all(found.status == "no_data" for found in involvement(history) if found.cell.pair)
