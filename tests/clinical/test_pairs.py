import datetime as dt

import pytest

from clinical.history import History, Mark
from clinical.involvement import Involvement, Status, involvement, pair_items
from clinical.spread import PairSpread, PairState, SpreadEvent, spread
from clinical.vocabulary import CELL_BY_NAME, Pair, Side, Source
from clinical.when import Dated, When
from tests.clinical.records import checks, every, items
from tests.clinical.spreading import AT, on, pair_of, recorded

# The hand-made checks of CLINICAL 4.4


def test_second_arm_later_is_bilateral_after_181_days():
    found = recorded({"hand.right": "2025-01-10", "hand.left": "2025-07-10"})

    assert pair_of(found) == PairSpread(PairState.BILATERAL, Side.RIGHT, on("2025-07-10"), 181)
    assert found.events == (SpreadEvent(on("2025-07-10"), CELL_BY_NAME["hand.left"], ("contralateral",)),)


def test_first_arm_already_at_the_first_entry_is_first_and_gives_no_number():
    arm = pair_of(recorded({"hand.right": "<=2025-01-10", "hand.left": "2025-03-10"}))

    assert arm == PairSpread(PairState.BILATERAL, Side.RIGHT, on("2025-03-10"))


def test_both_arms_at_the_first_log_have_no_number():
    arm = pair_of(recorded({"hand.right": "<=2025-01-10", "upper_arm.left": "<=2025-01-10"}))

    assert arm == PairSpread(PairState.BOTH_AT_FIRST_LOG)


def test_one_arm_so_far_is_90_days():
    arm = pair_of(recorded({"hand.right": "2025-01-10"}, at="2025-04-10"))

    assert arm == PairSpread(PairState.UNILATERAL, Side.RIGHT, days=90, at_least=True)


def test_one_arm_so_far_is_counted_to_the_last_answer_about_the_other():
    arm = pair_of(recorded({"hand.right": "2025-01-10"}, answered="2025-04-10"))

    assert arm == PairSpread(PairState.UNILATERAL, Side.RIGHT, days=90, at_least=True)


def test_one_arm_has_no_number_where_the_other_was_last_answered_before():
    arm = pair_of(recorded({"hand.right": "2025-01-10"}, answered="2025-01-09"))

    assert arm == PairSpread(PairState.UNILATERAL, Side.RIGHT)


# Pairs


def test_pair_is_dated_by_the_earliest_cell_of_each_side():
    found = recorded(
        {"foot.left": "2025-05-01", "thigh.left": "2025-02-01", "foot.right": "2025-03-01", "thigh.right": "2025-09-01"}
    )

    assert pair_of(found, Pair.LEG) == PairSpread(PairState.BILATERAL, Side.LEFT, on("2025-03-01"), 28)


def test_both_sides_on_one_day_are_of_the_same_time():
    arm = pair_of(recorded({"hand.left": "2025-01-10", "hand.right": "2025-01-10"}))

    assert arm == PairSpread(PairState.BILATERAL, None, on("2025-01-10"), same_time=True)


def test_second_side_low_when_first_asked_gives_neither_day_nor_order():
    arm = pair_of(recorded({"hand.left": "2025-01-10", "hand.right": "<=2025-06-10"}))

    assert arm == PairSpread(PairState.BILATERAL)


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
    arm = pair_of(recorded({"hand.left": "2025-01-10"}, hand_right="no_data", upper_arm_right="no_data"))

    assert arm == PairSpread(None, Side.LEFT)


def test_side_involved_without_a_day_gives_a_state_without_numbers():
    clinicians = Involvement(CELL_BY_NAME["hand.left"], Status.INVOLVED, by=Source.CLINICIAN)
    dated = Involvement(CELL_BY_NAME["hand.right"], Status.INVOLVED, on("2025-01-10"))
    free = Involvement(CELL_BY_NAME["hand.right"], Status.NOT_INVOLVED)

    assert pair_of(spread((clinicians, dated), (), AT)) == PairSpread(PairState.BILATERAL)
    assert spread((clinicians, free), (), AT).pairs[Pair.ARM] == PairSpread(PairState.UNILATERAL, Side.LEFT)
    assert spread((clinicians, free), (), AT).order == ()


# Unknown sides


def test_function_check_marks_a_pair_without_a_side():
    found = recorded({}, marks={"arm": "2025-02-01"})

    assert found.pairs[Pair.ARM] == PairSpread(side_unknown_since=on("2025-02-01"))
    assert (found.first, found.order, found.events) == ((), (), ())


def test_involved_cell_tells_the_side_that_the_check_could_not():
    arm = pair_of(recorded({"hand.left": "2025-03-01"}, at="2025-03-31", marks={"arm": "2025-02-01"}))

    assert arm == PairSpread(PairState.UNILATERAL, Side.LEFT, days=30, at_least=True)


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


# Ranges


def of(cell: str, *days: str | None, dated: Dated = Dated.ANSWERS) -> Involvement:
    """An involved cell with its day and the ends of its range."""
    already = dated is Dated.ALREADY
    onset, low, high = (day and on(day) for day in days)
    return Involvement(CELL_BY_NAME[cell], Status.INVOLVED, onset, low, high, already, dated=dated)


def arms(*cells: Involvement) -> PairSpread:
    return spread(cells, (), AT).pairs[Pair.ARM]


LEFT = of("hand.left", "2025-02-10", "2025-02-01", "2025-02-20")
JUNE_2024 = of("hand.left", "2024-06-15", "2024-06-01", "2024-06-30", dated=Dated.REMEMBERED)
AT_FIRST = of("hand.left", None, None, "2025-01-10", dated=Dated.ALREADY)


def test_days_between_two_ranges_are_a_range():
    arm = arms(LEFT, of("hand.right", "2025-05-10", "2025-05-01", "2025-05-20"))

    assert (arm.first_side, arm.days, arm.days_low, arm.days_high) == (Side.LEFT, 89, 70, 108)
    assert arm.both == When(on("2025-05-10"), on("2025-05-01"), on("2025-05-20"), Dated.ANSWERS)


def test_overlapping_ranges_are_of_the_same_time_and_give_neither_order_nor_number():
    arm = arms(LEFT, of("hand.right", "2025-03-01", "2025-02-15", "2025-03-15"))

    assert (arm.same_time, arm.first_side, arm.days) == (True, None, None)
    assert arm.both == When(on("2025-03-01"), on("2025-02-15"), on("2025-03-15"), Dated.ANSWERS)


def test_first_side_whose_range_is_open_is_first_and_gives_no_number():
    arm = arms(of("hand.left", "2025-02-10", None, "2025-02-20"), of("hand.right", "2025-05-10", None, None))

    assert (arm.first_side, arm.bilateral_on, arm.days) == (Side.LEFT, on("2025-05-10"), None)


def test_remembered_first_side_gives_a_range_of_days_up_to_the_second():
    arm = arms(JUNE_2024, of("hand.right", "2025-03-01", "2025-02-15", "2025-03-15"))

    assert (arm.first_side, arm.days, arm.days_low, arm.days_high) == (Side.LEFT, 259, 230, 287)


def test_remembered_side_so_far_has_a_range_of_days():
    right = Involvement(CELL_BY_NAME["hand.right"], Status.NOT_INVOLVED, grade_on=on("2025-04-10"))
    arm = arms(JUNE_2024, right)

    assert (arm.state, arm.days, arm.days_low, arm.days_high) == (PairState.UNILATERAL, 299, 284, 313)


def test_remembered_side_beside_one_that_was_weak_at_the_first_entry_has_no_day_of_both():
    arm = arms(JUNE_2024, of("hand.right", None, None, "2025-01-10", dated=Dated.ALREADY))

    assert (arm.state, arm.first_side, arm.bilateral_on, arm.same_time) == (PairState.BILATERAL, None, None, False)
    assert arm.both == When(None, None, on("2025-01-10"), Dated.ALREADY)


def test_both_remembered_are_bilateral_since_the_later_month():
    august = of("upper_arm.right", "2024-08-16", "2024-08-01", "2024-08-31", dated=Dated.REMEMBERED)
    arm = arms(JUNE_2024, august)

    assert (arm.first_side, arm.bilateral_on, arm.days_low, arm.days_high) == (Side.LEFT, on("2024-08-16"), 32, 91)


def test_one_side_already_at_the_first_entry_has_no_time_so_far():
    right = Involvement(CELL_BY_NAME["hand.right"], Status.NOT_INVOLVED, grade_on=on("2025-04-10"))
    arm = arms(AT_FIRST, right)

    assert (arm.state, arm.first_side, arm.days) == (PairState.UNILATERAL, Side.LEFT, None)


def test_second_side_whose_range_reaches_before_its_first_answer_is_dated_by_its_end():
    arm = arms(AT_FIRST, of("hand.right", "2025-01-20", None, "2025-02-20"))

    assert (arm.first_side, arm.days) == (None, None)
    assert arm.both == When(on("2025-01-20"), None, on("2025-02-20"), Dated.ANSWERS)
