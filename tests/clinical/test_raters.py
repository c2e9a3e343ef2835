import numpy as np
import pytest

from clinical.history import Daily, Told
from clinical.raters import difference, lows
from tests.clinical.records import daily, every

NOBODY = np.nan


def answered(own: list[float], theirs: list[float]) -> tuple[Daily, Told]:
    """The left hand in one entry a week, the person's own answer where there is one."""
    mine, others = np.array(own, float), np.array(theirs, float)
    days, given = every(7, len(own)), np.isnan(mine) & ~np.isnan(others)
    weakness = daily("weakness", days, hand_left=np.where(given, others, mine).tolist())
    beside = daily("weakness", days, hand_left=theirs)
    hand = weakness.columns.index("hand.left")
    caregiver = np.zeros(weakness.values.shape, bool)
    caregiver[:, hand] = given
    return weakness, Told(np.zeros(caregiver.shape, bool), caregiver, beside)


def hand(own: list[float], theirs: list[float]) -> tuple[list[float], float]:
    weakness, told = answered(own, theirs)
    low, least = lows(weakness, told)
    place = weakness.columns.index("hand.left")
    return low[:, place].tolist(), least[place].item()


def test_difference_is_the_mean_over_four_weeks_that_both_answered():
    assert difference(*answered([3, NOBODY] * 16, [NOBODY, 2] * 16)) == -1
    assert difference(*answered([3] * 32, [3, 2] * 16)) == -0.5  # of one day too


def test_four_weeks_are_not_compared_because_they_differ():
    """A caregiver who says 3 now and then, where else both say 4: by these alone the two would be a grade apart."""
    assert difference(*answered([4] * 160, ([3] * 4 + [4] * 12) * 10)) == 0


def test_four_weeks_are_compared_where_those_beside_them_are_below_four():
    """The two agree where both say 3, and are a grade apart where both are lower."""
    assert difference(*answered([4] * 40 + [3] * 20 + [2] * 20, [4] * 40 + [3] * 20 + [1] * 20)) == -5 / 10


@pytest.mark.parametrize(
    ("own", "theirs"),
    [
        ([3, NOBODY] * 13, [NOBODY, 2] * 13),  # seven times four weeks, and one half
        ([4, NOBODY] * 16, [NOBODY, 4] * 16),  # nothing but 4 says nothing of who is the stricter
        ([0, NOBODY] * 16, [NOBODY, 0] * 16),
        ([3] * 32, [NOBODY] * 32),
    ],
)
def test_difference_is_none_where_little_can_be_compared(own, theirs):
    assert difference(*answered(own, theirs)) == 0


def test_answers_of_the_person_are_low_from_three_down():
    assert hand([4, 3, 2, 0], [NOBODY] * 4) == ([0, 1, 1, 1], 0.25)


def test_caregivers_answers_count_as_the_person_would_be_expected_to_say():
    low, least = hand([3, NOBODY] * 16 + [NOBODY] * 7, [NOBODY, 2] * 16 + [NOBODY] * 4 + [4, 3, 2])

    assert low[-3:] == [0, 0, 1]  # one grade lower
    assert least == 0.25


def test_caregivers_answer_between_two_grades_is_half_low():
    low, least = hand([3] * 32 + [NOBODY] * 7, [3, 2] * 16 + [NOBODY] * 4 + [4, 3, 2])

    assert low[-3:] == [0, 0.5, 1]
    assert least == pytest.approx(0.25 * 32 / 35)  # where it crosses theirs all say the same


def test_nothing_is_moved_where_nobody_tells_who_answered():
    weakness = daily("weakness", every(7, 2), neck=[4, 3])

    np.testing.assert_array_equal(lows(weakness, None).low[:, weakness.columns.index("neck")], [0, 1])
    assert np.isnan(lows(weakness, None).low[:, 0]).all()
