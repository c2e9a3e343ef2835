import datetime as dt

import numpy as np
import pytest

from clinical.history import FunctionChecks, History, as_date, week_of
from clinical.vocabulary import CELL_NAMES
from tests.clinical.records import daily, every, items_of_total, on


def test_empty_history_has_every_section_without_a_day():
    history = History(at=dt.date(2024, 1, 1))

    assert history.weakness.columns == CELL_NAMES
    assert history.weakness.values.shape == (0, 13)
    assert history.function.items.shape == (0, 12)
    assert len(history.fatigue.days) == 0


def test_column_gives_the_answered_days_only():
    section = daily("weakness", every(1, 3), hand_left=[4, np.nan, 3])

    days, values = section.column("hand.left")

    assert days.tolist() == [dt.date(2024, 1, 1), dt.date(2024, 1, 3)]
    assert values.tolist() == [4, 3]


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        ("2024-01-01", "2024-01-01"),
        ("2024-01-07", "2024-01-01"),
        ("2024-01-08", "2024-01-08"),
        ("2024-12-31", "2024-12-30"),
        ("1969-12-31", "1969-12-29"),
    ],
)
def test_week_begins_on_monday(day, monday):
    assert week_of(on(day)).tolist() == [dt.date.fromisoformat(monday)]


def test_as_date_gives_a_plain_date():
    assert as_date(np.datetime64("2024-02-29")) == dt.date(2024, 2, 29)


def test_of_two_checks_of_one_day_the_persons_own_is_taken_whatever_the_day():
    days = on("1969-12-31", "1969-12-31", "1970-01-01", "2024-01-01")
    sources = ("caregiver", "self", "helped", "clinician")
    checks = FunctionChecks(days, items_of_total(40, 41, 42, 43), np.zeros(4), sources)

    assert checks.one_a_day(np.ones(4, bool)).tolist() == [1, 2, 3]
    assert checks.one_a_day(np.array([True, False, False, True])).tolist() == [0, 3]
    assert FunctionChecks.empty().one_a_day(np.ones(0, bool)).tolist() == []
