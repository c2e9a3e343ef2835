from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.history import History
from clinical.involvement import Involvement, Status, involvement, pair_items
from clinical.spread import PairSpread, Spread, spread
from clinical.vocabulary import CELL_BY_NAME, CELLS, Side
from clinical.when import Dated, When
from tests.clinical.records import daily, every
from tests.clinical.spreading import AT, on, pair_of, recorded


def names(cells) -> list[str]:
    return [cell.name for cell in cells]


def events(found: Spread) -> list[tuple[str, str, list[str]]]:
    return [(str(event.date), event.cell.name, list(event.kinds)) for event in found.events]


def kinds_after(*before: str, then: str, marks: dict[str, str] | None = None) -> list[str]:
    """The tags of a cell that became involved after these."""
    found = recorded(dict.fromkeys(before, "2025-01-10") | {then: "2025-07-10"}, marks=marks)
    return list(found.events[-1].kinds)


# First, order and events


@pytest.mark.parametrize(("since", "first"), [("2024-12-01", []), ("2025-01-10", []), ("2025-02-01", ["speech"])])
def test_first_region_is_unknown_where_a_pair_of_unknown_side_came_as_early(since, first):
    assert names(recorded({"speech": "2025-01-10"}, marks={"leg": since}).first) == first


def test_mark_on_its_own_pair_leaves_the_first_region_known():
    assert names(recorded({"hand.left": "2025-01-10"}, marks={"arm": "2024-12-01"}).first) == ["hand.left"]


def test_marked_pair_counts_as_involved_before():
    assert kinds_after(then="speech", marks={"arm": "2025-01-10"}) == ["adjacent", "to_bulbar"]
    assert kinds_after(then="speech", marks={"leg": "2025-01-10"}) == ["distant", "to_bulbar"]


def test_order_is_by_onset_and_ties_start_together():
    found = recorded({"foot.left": "2025-03-01", "hand.right": "2025-01-10", "neck": "2025-01-10"})

    assert names(found.first) == ["neck", "hand.right"]
    assert names(found.order) == ["neck", "hand.right", "foot.left"]
    assert events(found) == [("2025-03-01", "foot.left", ["distant"])]


@pytest.mark.parametrize(
    ("one", "other", "maybe"),
    [
        (("2025-01-20", "2025-02-20"), ("2025-02-15", "2025-04-01"), ["foot.left"]),
        (("2025-01-20", "2025-02-20"), ("2025-02-21", "2025-04-01"), []),
        (("2025-01-20", "2025-02-20"), (None, "2025-04-01"), ["foot.left"]),  # maybe before its first answer
        ((None, "2025-02-01"), ("2025-02-01", "2025-04-01"), ["foot.left"]),
        ((None, None), (None, None), []),  # two days that are known
    ],
)
def test_cell_whose_interval_reaches_back_to_the_first_may_have_been_first(one, other, maybe):
    intervals = {"hand.left": ("2025-02-01", *one), "foot.left": ("2025-03-10", *other)}
    cells = tuple(
        Involvement(CELL_BY_NAME[name], Status.INVOLVED, *(day and on(day) for day in days))
        for name, days in intervals.items()
    )

    found = spread(cells, (), on("2026-01-01"))

    assert (names(found.first), names(found.maybe_first)) == (["hand.left"], maybe)


def dated(cell: str, *days: str | None, by: Dated = Dated.ANSWERS) -> Involvement:
    onset, low, high = (day and on(day) for day in days)
    return Involvement(CELL_BY_NAME[cell], Status.INVOLVED, onset, low, high, by is Dated.ALREADY, dated=by)


HAND = dated("hand.left", None, None, "2025-01-10", by=Dated.ALREADY)
FOOT = dated("foot.left", None, None, "2025-01-10", by=Dated.ALREADY)
SPEECH = dated("speech", "2025-03-01", "2025-02-20", "2025-03-10")


def test_only_part_that_was_weak_at_the_first_entry_is_first_and_has_no_place_in_the_order():
    found = spread((SPEECH, HAND), (), AT)

    assert (names(found.first), names(found.maybe_first), names(found.order)) == (["hand.left"], [], ["speech"])
    assert events(found) == [("2025-03-01", "speech", ["adjacent", "to_bulbar"])]


def test_several_parts_that_were_weak_at_the_first_entry_began_in_an_order_that_is_not_known():
    found = spread((SPEECH, HAND, FOOT), (), AT)

    assert (names(found.first), names(found.maybe_first)) == (["hand.left", "foot.left"], [])


def test_part_where_it_began_as_remembered_is_first_of_several_that_were_weak_at_the_first_entry():
    found = spread((SPEECH, HAND, FOOT), (), AT, CELL_BY_NAME["foot.left"])

    assert (names(found.first), names(found.maybe_first)) == (["foot.left"], [])


def test_remembered_beginning_is_left_aside_where_another_part_is_known_to_be_earlier():
    found = spread((SPEECH, HAND), (), AT, CELL_BY_NAME["speech"])

    assert names(found.first) == ["hand.left"]


def test_earliest_remembered_part_is_first_and_others_of_the_first_entry_may_have_been():
    march = dated("hand.left", "2024-03-16", "2024-03-01", "2024-03-31", by=Dated.REMEMBERED)
    found = spread((SPEECH, march, FOOT), (), AT)

    assert (names(found.first), names(found.maybe_first)) == (["hand.left"], ["foot.left"])
    assert names(found.order) == ["hand.left", "speech"]


def test_part_that_was_weak_at_the_first_entry_is_no_event_and_never_new():
    march = dated("hand.left", "2024-03-16", "2024-03-01", "2024-03-31", by=Dated.REMEMBERED)
    june = dated("foot.left", "2024-06-16", "2024-06-01", "2024-06-30", by=Dated.REMEMBERED)
    found = spread((march, june, replace(SPEECH, from_well=True)), (), AT)

    assert [(event.cell.name, event.can_be_new) for event in found.events] == [("foot.left", False), ("speech", True)]
    assert spread((march, FOOT), (), AT).events == ()


def test_nothing_involved_has_no_first_region():
    found = recorded({})

    assert (found.first, found.order, found.events, found.generalised_since) == ((), (), (), None)


@pytest.mark.parametrize(
    ("before", "then", "kinds"),
    [
        (["hand.left"], "hand.right", ["contralateral"]),
        (["hand.left"], "upper_arm.right", ["contralateral"]),
        (["foot.right"], "thigh.left", ["contralateral"]),
        (["hand.left"], "upper_arm.left", ["within_limb"]),
        (["hand.left", "hand.right", "speech"], "upper_arm.left", ["within_limb"]),
        (["hand.left", "trunk"], "hand.right", ["contralateral", "adjacent"]),
        (["speech"], "hand.left", ["adjacent"]),
        (["speech"], "neck", ["adjacent"]),
        (["neck"], "hand.left", ["adjacent"]),
        (["hand.left"], "trunk", ["adjacent"]),
        (["trunk"], "foot.left", ["adjacent"]),
        (["foot.left"], "trunk", ["adjacent"]),
        (["hand.left"], "foot.left", ["distant"]),
        (["speech"], "foot.left", ["distant"]),
        (["speech"], "trunk", ["distant"]),
        (["hand.left"], "speech", ["adjacent", "to_bulbar"]),
        (["foot.left"], "swallowing", ["distant", "to_bulbar"]),
        (["speech"], "swallowing", ["adjacent"]),
        (["hand.left"], "breathing", ["adjacent", "to_breathing"]),
        (["speech"], "breathing", ["distant", "to_breathing"]),
    ],
)
def test_event_is_tagged_by_what_was_involved_before(before, then, kinds):
    assert kinds_after(*before, then=then) == kinds


def test_cells_of_one_day_do_not_precede_each_other():
    found = recorded({"hand.left": "2025-01-10", "hand.right": "2025-05-01", "upper_arm.right": "2025-05-01"})

    assert [event.kinds for event in found.events] == [("contralateral",), ("contralateral",)]


def test_cell_with_another_cause_is_left_out():
    cells = [
        Involvement(CELL_BY_NAME["hand.left"], Status.INVOLVED, on("2024-01-10"), other_cause=True),
        Involvement(CELL_BY_NAME["hand.right"], Status.INVOLVED, on("2025-01-10")),
    ]
    found = spread(tuple(cells), (), AT)

    assert (names(found.first), names(found.order), found.events) == (["hand.right"], ["hand.right"], ())
    assert pair_of(found) == PairSpread(None, Side.RIGHT)


# Bulbar, breathing, generalised


def test_since_when_they_joined_carries_its_range():
    found = spread((SPEECH, HAND, FOOT), (), AT)

    assert found.bulbar == When(on("2025-03-01"), on("2025-02-20"), on("2025-03-10"), Dated.ANSWERS)
    assert (found.generalised, found.generalised_since) == (found.bulbar, on("2025-03-01"))


def test_what_joined_by_the_first_entry_has_no_day():
    found = spread((dated("breathing", None, None, "2025-01-10", by=Dated.ALREADY),), (), AT)

    assert found.breathing == When(None, None, on("2025-01-10"), Dated.ALREADY)
    assert found.breathing_since is None


def test_bulbar_and_breathing_have_their_dates():
    found = recorded({"swallowing": "2025-02-01", "speech": "2025-03-01", "breathing": "2025-04-01"})

    assert (found.bulbar_since, found.breathing_since) == (on("2025-02-01"), on("2025-04-01"))


@pytest.mark.parametrize(
    ("onsets", "marks", "since"),
    [
        ({"speech": "2025-01-10", "neck": "2025-02-01", "hand.left": "2025-03-01"}, {}, None),
        ({"speech": "2025-01-10", "neck": "2025-02-01", "breathing": "2025-03-01"}, {}, "2025-03-01"),
        ({"trunk": "2025-01-10", "breathing": "2025-02-01", "foot.left": "2025-03-01"}, {}, None),
        ({"speech": "2025-01-10", "trunk": "2025-02-01"}, {"leg": "2025-04-01"}, "2025-04-01"),
        (
            {"speech": "2025-01-10", "trunk": "2025-02-01", "foot.left": "2025-05-01"},
            {"leg": "2025-04-01"},
            "2025-04-01",
        ),
        (
            {"speech": "2025-01-10", "hand.left": "2025-02-01", "trunk": "2025-03-01", "foot.left": "2025-04-01"},
            {},
            "2025-03-01",
        ),
    ],
)
def test_generalised_since_the_third_of_four_groups(onsets, marks, since):
    assert recorded(onsets, marks=marks).generalised_since == (since and on(since))


# Whatever was logged


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from([cell.column for cell in CELLS]), st.integers(1, 20), max_size=6))
def test_order_follows_the_log(low_from):
    days = every(7, 24)
    grades = {name: np.where(np.arange(24) < week, 4.0, 3.0) for name, week in low_from.items()}
    history = History(AT, weakness=daily("weakness", days, **grades))
    found = spread(involvement(history), pair_items(history), AT)

    columns = [cell.column for cell in found.order]
    assert columns == sorted(low_from, key=lambda name: (low_from[name], [c.column for c in CELLS].index(name)))
    assert len(found.first) + len(found.events) == len(found.order)
