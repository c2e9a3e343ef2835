import numpy as np
import pytest

from clinical.spells import spells
from tests.clinical.records import every


def record(weeks: int, parts: int, first: int, last: int) -> np.ndarray:
    """Weekly answers about thirteen cells, of which some are low from one week up to another."""
    low = np.zeros((weeks, 13))
    low[first:last, :parts] = 1
    return low


def within(low: np.ndarray, step: int = 7) -> list[int]:
    """The entries of which anything belongs to a spell."""
    found = spells(every(step, len(low)), low)
    assert not (found & (low < 1)).any()
    return np.flatnonzero(found.any(axis=1)).tolist()


@pytest.mark.parametrize(
    ("low", "found"),
    [
        (record(20, 13, 8, 10), [8, 9]),
        (record(20, 7, 8, 10), [8, 9]),
        (record(20, 6, 8, 10), []),  # of thirteen fewer than half
        (record(20, 13, 8, 12), [8, 9, 10, 11]),
        (record(20, 13, 8, 13), []),  # for five weeks: that lasts
        (record(20, 13, 18, 20), [18, 19]),  # at the end nobody knows yet
        (record(23, 13, 18, 23), []),
        (record(20, 13, 0, 2), []),  # low from the first entry on
    ],
)
def test_spell_is_many_parts_at_once_that_are_soon_as_before(low, found):
    assert within(low) == found


def test_spell_of_a_person_with_weak_parts_counts_those_that_were_not():
    low = record(20, 4, 8, 10)
    low[:, 6:] = 1

    assert spells(every(7, 20), low)[:, :4].any(axis=1).nonzero()[0].tolist() == [8, 9]
    assert not spells(every(7, 20), low)[:, 4:].any()


def test_three_parts_at_once_are_no_spell():
    low = record(20, 3, 8, 10)
    low[:, 5:] = 1

    assert not spells(every(7, 20), low).any()


def test_change_after_a_long_silence_is_no_spell():
    assert within(record(20, 13, 8, 9), step=28) == [8]
    assert within(record(20, 13, 8, 9), step=35) == []


def test_nothing_is_found_in_less_than_two_weeks():
    assert not spells(every(1, 0), np.empty((0, 13))).any()
    assert not spells(every(1, 3), np.ones((3, 13))).any()
