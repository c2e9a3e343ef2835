import numpy as np
import pytest

from clinical.change_point import Turn, turn

MONTHS = np.arange(12.0)


def test_straight_line_has_no_turn():
    assert turn(MONTHS, 46 - MONTHS) is None


def test_turn_is_where_two_lines_meet():
    assert turn(MONTHS, 46 - 2 * np.maximum(MONTHS - 5, 0)) == Turn(5, 5, 5)


def test_turn_that_is_less_sure_has_a_range():
    noisy = np.array([46, 44, 46, 45, 46, 43, 44, 41, 40, 37, 36, 34.0])

    assert turn(MONTHS, noisy) == Turn(4, 4, 6)


@pytest.mark.parametrize("turning", [2, 9])
def test_each_segment_has_four_checks(turning):
    found = turn(MONTHS, 46 - 3 * np.maximum(MONTHS - turning, 0))

    assert found is None or 3 <= found.first <= found.last <= 8


@pytest.mark.parametrize(("count", "found"), [(0, None), (6, None), (7, Turn(3, 3, 3))])
def test_two_segments_need_seven_checks(count, found):
    months = np.arange(float(count))

    assert turn(months, 46 - 5 * np.maximum(months - 3, 0)) == found


def test_whole_points_on_a_line_are_not_taken_for_exact():
    """A fall of less than rounding makes is no turn, however well two lines fit."""
    assert turn(MONTHS, np.where(MONTHS < 6, 46.0, 46 - 0.02 * (MONTHS - 6))) is None


def test_chance_alone_turns_few_straight_declines():
    random = np.random.default_rng(8)
    months = np.arange(13.0)
    found = [turn(months, np.rint(44 - months + random.normal(0, 1.8, 13))) for _ in range(300)]

    assert sum(one is not None for one in found) <= 15
