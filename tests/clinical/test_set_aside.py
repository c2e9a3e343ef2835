"""A memory that the answers contradict is named, with the answers that stand against it."""

import datetime as dt

import pytest

from clinical.history import FunctionChecks, History, Mark, Memory, Span
from clinical.involvement import Involvement, involvement
from clinical.memory import days_meant
from clinical.plain import plain, read
from clinical.set_aside import Against, SetAside
from clinical.vocabulary import CELL_BY_NAME, CELLS, Precision, Source
from tests.clinical.records import checks, daily, every, items

AT = dt.date(2025, 6, 30)
HAND, SPEECH, FOOT = (CELL_BY_NAME[name] for name in ("hand.left", "speech", "foot.right"))
WELL = "444 444 444 444"


def memory(month, precision=Precision.MONTH, cell=HAND, by=Source.SELF):
    return Memory(cell, *days_meant(dt.date.fromisoformat(f"{month}-01"), precision), precision, by)


def verdict(*grades, said, cell=HAND, step=7, **more) -> Involvement:
    """One answer a week from Monday 1 January 2024 on."""
    weakness = daily("weakness", every(step, len(grades)), **{cell.column: list(grades)})
    return involvement(History(AT, weakness, memories=(said,), **more))[CELLS.index(cell)]


def against(*grades, **more):
    found = verdict(*grades, **more).set_aside
    return found and (str(found.against), str(found.since), str(found.until), found.days)


def test_a_month_before_answers_of_as_before_is_set_aside_with_these_answers():
    found = verdict(*[4] * 20, *[3] * 10, said=memory("2024-03", by=Source.CAREGIVER))

    assert found.set_aside == SetAside(
        low=dt.date(2024, 3, 1),
        high=dt.date(2024, 3, 31),
        precision=Precision.MONTH,
        by=Source.CAREGIVER,
        against=Against.AS_BEFORE,
        since=dt.date(2024, 4, 1),
        until=dt.date(2024, 5, 13),
        days=7,
    )
    assert (found.dated, found.onset.month) == ("answers", 5)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (memory("2024-05"), None),
        (memory("2024-04", Precision.SEASON), None),
        (memory("2024-01", Precision.YEAR), None),
        (memory("2024-07"), ("weaker", "2024-05-20", "2024-06-24", 6)),
        (memory("2023-01", Precision.YEAR), ("as_before", "2024-01-01", "2024-05-13", 20)),
        (Memory(HAND, None, None, Precision.NOT_SURE), None),
        (Memory(HAND, None, None, Precision.BEFORE), None),
        (memory("2023-01", cell=FOOT), None),
    ],
)
def test_what_may_be_so_by_the_answers_is_not_set_aside(said, found):
    assert against(*[4] * 20, *[3] * 10, said=said) == found


def test_a_beginning_after_the_first_entry_in_which_it_was_weak_is_set_aside():
    found = verdict(3, 3, 3, 3, 3, 3, 3, 3, said=memory("2024-02"))

    assert (found.dated, found.onset) == ("already", None)
    assert against(3, 3, 3, 3, 3, 3, 3, 3, said=memory("2024-02")) == ("weaker", "2024-01-01", "2024-01-29", 5)


@pytest.mark.parametrize("said", [memory("2023-05"), memory("2024-01"), memory("2023-01", Precision.YEAR)])
def test_a_beginning_before_the_first_entry_in_which_it_was_weak_counts(said):
    found = verdict(3, 3, 3, 3, 3, said=said)

    assert (found.dated, found.set_aside) == ("remembered", None)


@pytest.mark.parametrize(
    ("grades", "found"),
    [
        ((4, 4, 4), ("as_before", "2024-01-01", "2024-01-15", 3)),  # not affected
        ((4, 4, 3, 4), ("as_before", "2024-01-01", "2024-01-22", 3)),  # possible: three of four
        ((4, 4, 3), None),  # possible: two thirds, and not more
        ((3,), None),
        ((), None),
    ],
)
def test_of_a_part_that_is_not_affected_more_than_two_thirds_stand_against_it(grades, found):
    assert against(*grades, said=memory("2023-05")) == found


def test_answers_of_before_the_end_of_what_is_remembered_say_nothing_against_it():
    assert against(4, 4, 4, 4, 4, said=memory("2024-01")) is None
    assert against(4, 4, 4, 4, 4, 4, said=memory("2024-01")) == ("as_before", "2024-02-05", "2024-02-05", 1)
    assert against(4, 4, 4, 4, 4, 4, said=memory("2024-01", Precision.YEAR)) is None


def test_the_function_check_stands_against_a_memory_too():
    said = memory("2023-05", cell=SPEECH)
    asked = checks(every(28, 4), items(WELL, WELL, "344" + WELL[3:], "344" + WELL[3:]))

    assert against(said=said, cell=SPEECH, function=asked) == ("as_before", "2024-01-01", "2024-01-29", 2)
    assert against(said=memory("2023-05"), function=asked) is None  # says nothing of a hand


def test_a_day_with_an_answer_and_a_check_is_one_day():
    said = memory("2023-05", cell=SPEECH)
    asked = checks(every(7, 1), items(WELL))

    assert against(4, 4, said=said, cell=SPEECH, function=asked) == ("as_before", "2024-01-01", "2024-01-08", 2)


def test_answers_during_an_infection_stand_against_nothing():
    cold = Span("infection", "", dt.date(2024, 1, 1), dt.date(2024, 2, 29))

    assert against(4, 4, 4, 4, said=memory("2023-05"), events=(cold,)) is None


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        (Mark(HAND, "involved"), True),
        (Mark(HAND, "involved", dt.date(2024, 2, 1)), False),
        (Mark(HAND, "not_involved"), False),
        (Mark(HAND, "other_cause"), False),
        (Mark(FOOT, "other_cause"), True),
    ],
)
def test_nothing_is_told_where_not_the_answers_decide(mark, told):
    assert (against(*[4] * 20, *[3] * 10, said=memory("2024-02"), marks=(mark,)) is not None) == told


def test_it_comes_back_from_json_and_a_report_of_before_has_none():
    found = verdict(*[4] * 20, *[3] * 10, said=memory("2024-03"))
    said = plain(found)

    assert said["set_aside"] == {
        "low": "2024-03-01",
        "high": "2024-03-31",
        "precision": "month",
        "by": "self",
        "against": "as_before",
        "since": "2024-04-01",
        "until": "2024-05-13",
        "days": 7,
    }
    assert read(Involvement, said) == found
    assert read(Involvement, {name: value for name, value in said.items() if name != "set_aside"}).set_aside is None


def test_without_answers_nothing_stands_against_a_memory():
    empty = involvement(History(AT, function=FunctionChecks.empty(), memories=(memory("2024-03"),)))

    assert [found.set_aside for found in empty] == [None] * len(CELLS)
