"""The worked checks of CLINICAL 4.7, and where a number is not to be had."""

import datetime as dt

import pytest

from clinical.involvement import Involvement, Status
from clinical.opm import Confirmed, Opm, opm, parts
from clinical.spread import spread
from clinical.vocabulary import CELL_BY_NAME
from clinical.when import Dated, When
from tests.clinical.spreading import on, recorded


def told(until: str = "2025-07-10", began: str | None = None, **onsets: str) -> Opm | None:
    """``2025-01-10``, ``<2025-01-10`` for already at the first entry, ``2025-01-01/2025-01-10/2025-01-20`` with the
    ends of its range, of a month with a ``~``: remembered."""
    cells = []
    for column, day in onsets.items():
        dated = {"<": Dated.ALREADY, "~": Dated.REMEMBERED}.get(day[0], Dated.ANSWERS)
        days = [on(part) for part in day.lstrip("<~").split("/")]
        low, onset, high = days if len(days) == 3 else (None, days[0], None)
        if dated is Dated.ALREADY:
            onset, high = None, days[0]
        name = column.replace("_left", ".left").replace("_right", ".right")
        cells.append(Involvement(CELL_BY_NAME[name], Status.INVOLVED, onset, low, high, onset is None, dated=dated))
    found = spread(tuple(cells), (), on("2026-01-01"), CELL_BY_NAME.get(began))
    return opm(found, {cell.cell: cell.when for cell in cells}, on(until))


@pytest.mark.parametrize(
    ("onsets", "until", "text"),
    [
        ({"hand_left": "2025-01-10", "hand_right": "2025-04-10", "foot_left": "2025-07-10"}, None, "O2d P1(6)"),
        ({"speech": "2025-01-10"}, "2025-06-10", "O1 P0(5)"),
        ({"neck": "2025-01-10", "breathing": "2025-03-10"}, "2025-06-10", "O3a P0(5)"),
        ({"foot_right": "2025-01-10", "thigh_right": "2025-01-10"}, "2025-06-10", "O4 P0(5)"),
        ({"upper_arm_left": "2025-01-10", "trunk": "2025-01-12"}, None, "O2p P1(0)"),
    ],
)
def test_letters_and_months_are_those_of_the_worked_checks(onsets, until, text):
    assert told(until or "2025-07-10", **onsets).text == text


def test_parts_of_two_regions_on_one_day_give_no_letter():
    assert told(hand_left="2025-01-10", foot_left="2025-01-10") == Opm(None, None)


def test_several_parts_at_the_first_entry_give_the_letter_of_the_one_that_is_remembered_as_first():
    found = told(hand_left="<2025-01-10", foot_left="<2025-01-10", began="foot.left")

    assert (found.onset, found.propagation, found.months, found.text) == ("O4d", "P1", None, "O4d P1")


def test_months_carry_the_range_that_the_two_dates_leave_open():
    found = told(hand_left="2025-01-01/2025-01-10/2025-01-20", speech="2025-06-20/2025-07-10/2025-08-20")

    assert found == Opm("O2d", "P1", 6, 5, 8, text="O2d P1(6; 5–8)")


def test_remembered_month_is_its_range():
    found = told(hand_left="~2024-06-01/2024-06-15/2024-06-30", speech="2025-01-10")

    assert found == Opm("O2d", "P1", 7, 6, 7, text="O2d P1(7; 6–7)")


def test_first_onset_by_the_first_entry_gives_at_least_months():
    found = told(hand_left="<2025-01-10", speech="2025-04-10")

    assert found == Opm("O2d", "P1", 3, at_least=True, text="O2d P1(at least 3)")
    assert told(hand_left="<2025-01-10", until="2025-06-10").text == "O2d P0(at least 5)"


def test_pair_that_a_function_check_marked_is_another_region_though_its_side_is_not_known():
    marked = recorded({"speech": "2025-01-10"}, marks={"arm": "2025-04-10"})
    speech = When(on("2025-01-10"), None, None, Dated.ANSWERS)

    assert opm(marked, {CELL_BY_NAME["speech"]: speech}, on("2025-07-10")).text == "O1 P1(3)"


def test_nothing_involved_gives_nothing():
    assert told() is None


@pytest.mark.parametrize(
    ("said", "computed", "parted"),
    [
        (("O2d", "P1", 6), Opm("O2d", "P1", 6, 5, 8), False),
        (("O2d", "P1", 5), Opm("O2d", "P1", 6, 5, 8), False),
        (("O2d", "P1", 4), Opm("O2d", "P1", 6, 5, 8), True),
        (("O2d", "P1", 9), Opm("O2d", "P1", 6, 5, 8), True),
        (("O2p", "P1", 6), Opm("O2d", "P1", 6, 5, 8), True),
        (("O2d", "P0", 6), Opm("O2d", "P1", 6, 5, 8), True),
        (("O2d", "P1", None), Opm("O2d", "P1", 6, 5, 8), False),
        (("O2d", "P1", 2), Opm("O2d", "P1", 3, at_least=True), True),
        (("O2d", "P1", 30), Opm("O2d", "P1", 3, at_least=True), False),
        (("O1", "P0", 3), Opm("O1", "P0", 14, 14, 14), False),
        (("O1", "P0", 3), Opm(None, None), False),
        (("O1", "P0", 3), None, False),
    ],
)
def test_a_confirmed_line_parts_from_the_answers_where_o_p_or_the_months_of_p1_do(said, computed, parted):
    assert parts(Confirmed(*said, motor="M0", on=dt.date(2026, 3, 2), by="Cleo"), computed) is parted


def test_a_confirmed_line_is_written_as_the_consensus_writes_it():
    day = dt.date(2026, 3, 2)

    assert Confirmed("O2d", "P1", 6, "M0", day, "Cleo").text == "O2d P1(6) M0"
    assert Confirmed("O1", "P0", None, "", day, "Cleo").text == "O1 P0"
