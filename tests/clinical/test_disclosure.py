"""What of a table of counts is kept back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.disclosure import kept_back, with_totals, worked_out

LEAST = 5
tables = (
    st.integers(1, 5)
    .flatmap(
        lambda rows: st.integers(1, 5).flatmap(
            lambda columns: st.lists(
                st.lists(st.integers(0, 12), min_size=columns, max_size=columns), min_size=rows, max_size=rows
            )
        )
    )
    .map(np.array)
)


def test_a_table_of_groups_that_are_large_enough_is_told_whole():
    assert not kept_back(np.array([[5, 6], [7, 0]]), LEAST).any()


def test_a_small_group_takes_another_with_it_in_its_row_and_in_its_column():
    counts = np.array([[2, 9, 20], [8, 10, 20], [30, 30, 30]])

    assert kept_back(counts, LEAST).astype(int).tolist() == [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]


def test_two_small_groups_are_not_told_together_either():
    """One and two people are kept back; the other number of their row, so that three are not told as what is left."""
    hidden = kept_back(np.array([[1, 2, 40], [50, 60, 70]]), LEAST)

    assert hidden[0].tolist() == [True, True, True, False]


def test_a_line_of_one_small_group_hides_its_total_and_then_another_total():
    hidden = kept_back(np.array([[3], [20], [30]]), LEAST)

    assert hidden.tolist() == [[True, True], [True, True], [False, False], [False, False]]


def test_fewer_people_than_a_group_are_no_table():
    with pytest.raises(ValueError, match="fewer people"):
        kept_back(np.array([[2, 2]]), LEAST)


@settings(max_examples=400, deadline=None)
@given(tables)
def test_no_small_group_is_told_and_none_can_be_worked_out(counts):
    whole = with_totals(counts)
    if whole[-1, -1] < LEAST:
        return
    hidden = kept_back(counts, LEAST)

    assert hidden[(whole > 0) & (whole < LEAST)].all()
    assert not hidden[-1, -1]
    small = (whole > 0) & (whole < LEAST)
    assert not (worked_out(hidden) & small).any()
    assert not _small_sums(whole, hidden)
    assert not (_solved(hidden) & small).any()


def test_what_follows_from_sums_is_found():
    """A ring of four numbers follows from nothing; one more beside it does."""
    ring = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 0]], bool)
    beside = ring.copy()
    beside[2, 2] = True

    assert not worked_out(ring).any()
    assert worked_out(beside).astype(int).tolist() == [[0, 0, 0], [0, 0, 0], [0, 0, 1]]


def _small_sums(whole, hidden):
    """Lines of which the total is told, and what is kept back is a small group together."""
    found = []
    for numbers, there in [*zip(whole, hidden, strict=True), *zip(whole.T, hidden.T, strict=True)]:
        if there.any() and not there[-1] and numbers[there].sum() < LEAST:
            found.append(numbers)
    return found


def _solved(hidden):
    """Which numbers a reader gets who goes on taking what is told from totals until nothing more follows."""
    known = ~hidden
    while True:
        before = known.copy()
        for lines in (known, known.T):
            for line in lines:
                if (~line).sum() == 1:
                    line[:] = True
        if (known == before).all():
            return known & hidden
