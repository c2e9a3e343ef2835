import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.history import History, Mark
from clinical.involvement import Involvement, Status, involvement, pair_items
from clinical.item_rule import PairMark
from clinical.spread import PairSpread, PairState, Spread, SpreadEvent, spread
from clinical.vocabulary import CELL_BY_NAME, CELLS, Pair, Side, Source
from tests.clinical.records import checks, daily, every, items

AT = dt.date(2026, 1, 1)


def on(date: str) -> dt.date:
    return dt.date.fromisoformat(date)


def recorded(
    onsets: dict[str, str],
    at: str = "2026-01-01",
    marks: dict[str, str] | None = None,
    answered: str | None = None,
    **others,
) -> Spread:
    """Cells with the day of their onset (``<=2025-01-10`` for on or before), all other cells answered with 4.

    ``answered``: the last day on which they were, else ``at``. ``marks``: pairs of unknown side and since when.
    ``others``: statuses of further cells, ``hand_left="no_data"``.
    """
    found = []
    for cell in CELLS:
        if cell.name in onsets:
            day = onsets[cell.name]
            onset = on(day.removeprefix("<="))
            found.append(Involvement(cell, Status.INVOLVED, onset, on_or_before=day.startswith("<=")))
        else:
            status = Status(others.get(cell.column, "not_involved"))
            last = None if status is Status.NO_DATA else on(answered or at)
            found.append(Involvement(cell, status, grade_on=last))
    pair_marks = tuple(PairMark(Pair(pair), on(since), "walking") for pair, since in (marks or {}).items())
    return spread(tuple(found), pair_marks, on(at))


def names(cells) -> list[str]:
    return [cell.name for cell in cells]


def events(found: Spread) -> list[tuple[str, str, list[str]]]:
    return [(str(event.date), event.cell.name, list(event.kinds)) for event in found.events]


def kinds_after(*before: str, then: str, marks: dict[str, str] | None = None) -> list[str]:
    """The tags of a cell that became involved after these."""
    found = recorded(dict.fromkeys(before, "2025-01-10") | {then: "2025-07-10"}, marks=marks)
    return list(found.events[-1].kinds)


# The hand-made checks of CLINICAL 4.4


def test_second_arm_later_is_bilateral_after_181_days():
    found = recorded({"hand.right": "2025-01-10", "hand.left": "2025-07-10"})

    assert found.pairs[Pair.ARM] == PairSpread(PairState.BILATERAL, Side.RIGHT, on("2025-07-10"), 181)
    assert found.events == (SpreadEvent(on("2025-07-10"), CELL_BY_NAME["hand.left"], ("contralateral",)),)


def test_first_arm_on_or_before_the_first_log_gives_at_least_59_days():
    arm = recorded({"hand.right": "<=2025-01-10", "hand.left": "2025-03-10"}).pairs[Pair.ARM]

    assert arm == PairSpread(PairState.BILATERAL, Side.RIGHT, on("2025-03-10"), 59, at_least=True)


def test_both_arms_at_the_first_log_have_no_number():
    arm = recorded({"hand.right": "<=2025-01-10", "upper_arm.left": "<=2025-01-10"}).pairs[Pair.ARM]

    assert arm == PairSpread(PairState.BOTH_AT_FIRST_LOG)


def test_one_arm_so_far_is_90_days():
    arm = recorded({"hand.right": "2025-01-10"}, at="2025-04-10").pairs[Pair.ARM]

    assert arm == PairSpread(PairState.UNILATERAL, Side.RIGHT, days=90, at_least=True)


def test_one_arm_so_far_is_counted_to_the_last_answer_about_the_other():
    arm = recorded({"hand.right": "2025-01-10"}, answered="2025-04-10").pairs[Pair.ARM]

    assert arm == PairSpread(PairState.UNILATERAL, Side.RIGHT, days=90, at_least=True)


def test_one_arm_has_no_number_where_the_other_was_last_answered_before():
    arm = recorded({"hand.right": "2025-01-10"}, answered="2025-01-09").pairs[Pair.ARM]

    assert arm == PairSpread(PairState.UNILATERAL, Side.RIGHT)


# Pairs


def test_pair_is_dated_by_the_earliest_cell_of_each_side():
    found = recorded(
        {"foot.left": "2025-05-01", "thigh.left": "2025-02-01", "foot.right": "2025-03-01", "thigh.right": "2025-09-01"}
    )

    assert found.pairs[Pair.LEG] == PairSpread(PairState.BILATERAL, Side.LEFT, on("2025-03-01"), 28)


def test_both_sides_on_one_day_have_no_first_side():
    arm = recorded({"hand.left": "2025-01-10", "hand.right": "2025-01-10"}).pairs[Pair.ARM]

    assert arm == PairSpread(PairState.BILATERAL, None, on("2025-01-10"), 0)


def test_second_side_low_when_first_asked_gives_no_number_of_days():
    arm = recorded({"hand.left": "2025-01-10", "hand.right": "<=2025-06-10"}).pairs[Pair.ARM]

    assert arm == PairSpread(PairState.BILATERAL, Side.LEFT, on("2025-06-10"), None)


@pytest.mark.parametrize(
    ("cells", "arm"),
    [
        ({}, PairSpread(PairState.NONE)),
        ({"upper_arm_left": "no_data", "upper_arm_right": "no_data"}, PairSpread(PairState.NONE)),
        ({"upper_arm_left": "no_data", "hand_left": "no_data"}, PairSpread()),
        (dict.fromkeys(["upper_arm_left", "upper_arm_right", "hand_left", "hand_right"], "no_data"), PairSpread()),
        ({"hand_left": "possible"}, PairSpread(PairState.NONE)),
    ],
)
def test_pair_is_free_only_where_answers_of_both_sides_say_so(cells, arm):
    assert recorded({}, **cells).pairs[Pair.ARM] == arm


def test_side_without_any_answer_is_not_taken_as_free():
    arm = recorded({"hand.left": "2025-01-10"}, hand_right="no_data", upper_arm_right="no_data").pairs[Pair.ARM]

    assert arm == PairSpread(None, Side.LEFT)


def test_side_involved_without_a_day_gives_a_state_without_numbers():
    clinicians = Involvement(CELL_BY_NAME["hand.left"], Status.INVOLVED, by=Source.CLINICIAN)
    dated = Involvement(CELL_BY_NAME["hand.right"], Status.INVOLVED, on("2025-01-10"))
    free = Involvement(CELL_BY_NAME["hand.right"], Status.NOT_INVOLVED)

    assert spread((clinicians, dated), (), AT).pairs[Pair.ARM] == PairSpread(PairState.BILATERAL)
    assert spread((clinicians, free), (), AT).pairs[Pair.ARM] == PairSpread(PairState.UNILATERAL, Side.LEFT)
    assert spread((clinicians, free), (), AT).order == ()


# Unknown sides


def test_function_check_marks_a_pair_without_a_side():
    found = recorded({}, marks={"arm": "2025-02-01"})

    assert found.pairs[Pair.ARM] == PairSpread(side_unknown_since=on("2025-02-01"))
    assert (found.first, found.order, found.events) == ((), (), ())


def test_involved_cell_tells_the_side_that_the_check_could_not():
    arm = recorded({"hand.left": "2025-03-01"}, at="2025-03-31", marks={"arm": "2025-02-01"}).pairs[Pair.ARM]

    assert arm == PairSpread(PairState.UNILATERAL, Side.LEFT, days=30, at_least=True)


@pytest.mark.parametrize(("since", "first"), [("2024-12-01", []), ("2025-01-10", []), ("2025-02-01", ["speech"])])
def test_first_region_is_unknown_where_a_pair_of_unknown_side_came_as_early(since, first):
    assert names(recorded({"speech": "2025-01-10"}, marks={"leg": since}).first) == first


def test_mark_on_its_own_pair_leaves_the_first_region_known():
    assert names(recorded({"hand.left": "2025-01-10"}, marks={"arm": "2024-12-01"}).first) == ["hand.left"]


def test_marked_pair_counts_as_involved_before():
    assert kinds_after(then="speech", marks={"arm": "2025-01-10"}) == ["adjacent", "to_bulbar"]
    assert kinds_after(then="speech", marks={"leg": "2025-01-10"}) == ["distant", "to_bulbar"]


def arms_marked_while(kind: str, *cells: str) -> PairSpread:
    """A function check that marks the arms, and a mark of this kind on some of their cells."""
    low = "444 333 444 444"
    marks = tuple(Mark(CELL_BY_NAME[cell], kind) for cell in cells)
    history = History(AT, function=checks(every(28, 2), items(low, low)), marks=marks)
    return spread(involvement(history), pair_items(history), AT).pairs[Pair.ARM]


def test_item_does_not_mark_a_pair_with_another_cause():
    assert arms_marked_while("other_cause", "hand.left") == PairSpread()


def test_item_does_not_mark_a_pair_that_a_clinician_found_free():
    arms = ("upper_arm.left", "upper_arm.right", "hand.left", "hand.right")

    assert arms_marked_while("not_involved", *arms) == PairSpread(PairState.NONE)
    assert arms_marked_while("not_involved", *arms[:3]).side_unknown_since == dt.date(2024, 1, 1)


# First, order and events


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
        (("2025-01-20", "2025-02-20"), (None, "2025-04-01"), []),
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
    assert found.pairs[Pair.ARM] == PairSpread(None, Side.RIGHT)


# Bulbar, breathing, generalised


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
