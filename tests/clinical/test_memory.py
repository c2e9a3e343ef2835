import datetime as dt

import pytest

from clinical.history import Mark, Memory
from clinical.memory import days_meant, one_a_cell, other_causes
from clinical.vocabulary import CELL_BY_NAME, Precision, Source

HAND, FOOT = CELL_BY_NAME["hand.left"], CELL_BY_NAME["foot.right"]


def memory(cell=HAND, month="2024-03-01", precision=Precision.MONTH, by=Source.SELF, first=False):
    days = days_meant(dt.date.fromisoformat(month), precision) if month else (None, None)
    return Memory(cell, *days, precision, by, first)


def not_sure(by, cell=HAND):
    return memory(cell, None, Precision.NOT_SURE, by)


@pytest.mark.parametrize(
    ("month", "precision", "low", "high"),
    [
        ("2024-02-01", "month", "2024-02-01", "2024-02-29"),
        ("2024-02-17", "month", "2024-02-01", "2024-02-29"),
        ("2024-03-01", "season", "2024-03-01", "2024-05-31"),
        ("2023-12-01", "season", "2023-12-01", "2024-02-29"),
        ("2024-06-01", "year", "2024-01-01", "2024-12-31"),
        ("9999-06-01", "year", "9999-01-01", "9999-12-31"),  # the last one of the calendar
        ("9999-11-01", "season", "9999-11-01", "9999-12-31"),
        ("9999-12-01", "month", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_month_a_season_and_a_year_mean_all_their_days(month, precision, low, high):
    meant = days_meant(dt.date.fromisoformat(month), Precision(precision))

    assert tuple(map(str, meant)) == (low, high)


@pytest.mark.parametrize("precision", [Precision.NOT_SURE, Precision.BEFORE])
def test_who_is_not_sure_means_no_days(precision):
    with pytest.raises(KeyError):
        days_meant(dt.date(2024, 3, 1), precision)


def test_the_persons_own_memory_counts_before_a_caregivers_and_that_before_the_notes():
    own, bens, notes = (memory(by=by) for by in (Source.HELPED, Source.CAREGIVER, Source.CLINICIAN))

    assert one_a_cell([notes, bens, own]) == (own,)
    assert one_a_cell([notes, bens]) == (bens,)
    assert one_a_cell([notes]) == (notes,)


def test_who_is_not_sure_gives_way_to_who_knows():
    bens = memory(by=Source.CAREGIVER)

    assert one_a_cell([not_sure(Source.SELF), bens]) == (bens,)
    assert one_a_cell([not_sure(Source.CLINICIAN), not_sure(Source.SELF)]) == (not_sure(Source.SELF),)


def test_each_cell_has_its_own_memory():
    assert set(one_a_cell([memory(HAND), memory(FOOT, "2023-01-01")])) == {memory(HAND), memory(FOOT, "2023-01-01")}


def test_the_fact_where_everything_began_makes_the_cells_own_memory_the_first():
    fact = memory(HAND, "2022-01-01", Precision.YEAR, first=True)

    assert one_a_cell([memory(HAND), memory(FOOT)], fact) == (memory(HAND, first=True), memory(FOOT))
    assert one_a_cell([memory(FOOT)], fact) == (memory(FOOT), fact)
    assert one_a_cell([not_sure(Source.SELF)], fact) == (fact,)


def test_a_fact_of_no_part_stands_beside_the_parts():
    fact = memory(None, first=True)

    assert one_a_cell([memory(HAND)], fact) == (memory(HAND), fact)


def test_where_everything_began_may_be_known_without_a_month():
    fact = Memory(HAND, None, None, Precision.NOT_SURE, first=True)

    assert one_a_cell([], fact) == (fact,)
    assert one_a_cell([memory(HAND)], fact) == (memory(HAND, first=True),)
    assert one_a_cell([not_sure(Source.CAREGIVER)], fact) == (
        Memory(HAND, None, None, Precision.NOT_SURE, Source.CAREGIVER, first=True),
    )
    assert one_a_cell([memory(HAND, None, Precision.BEFORE)], fact) == (memory(HAND, None, Precision.BEFORE),)


def test_an_old_injury_is_not_where_everything_began():
    before = memory(HAND, None, Precision.BEFORE)

    assert one_a_cell([before], memory(HAND, first=True)) == (before,)


def test_since_birth_is_another_cause_unless_the_part_is_marked():
    before = memory(HAND, None, Precision.BEFORE)

    assert other_causes([before, memory(FOOT)], []) == (Mark(HAND, "other_cause"),)
    assert other_causes([before], [Mark(HAND, "involved")]) == ()
    assert other_causes([before], [Mark(FOOT, "involved")]) == (Mark(HAND, "other_cause"),)
