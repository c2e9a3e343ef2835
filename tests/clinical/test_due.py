import datetime as dt

import pytest

from clinical.due import Due, Task, due, since_onset
from clinical.history import History, Span
from clinical.report import compute
from tests.clinical.records import on, readings

AT = dt.date(2024, 12, 31)


def found(**record):
    return due(compute(History(AT, **record), "A-1").series, AT)


def test_without_any_record_only_the_breathing_test_is_overdue():
    assert found() == (Due(Task.BREATHING_TEST, None, overdue=True), *(Due(task) for task in list(Task)[1:]))


@pytest.mark.parametrize(("day", "overdue"), [("2024-10-01", False), ("2024-09-30", True), ("2024-12-31", False)])
def test_a_breathing_test_is_overdue_after_three_months(day, overdue):
    first = found(measurements={"snip": readings(on("2024-01-01", day), [60, 50], "clinician")})[0]

    assert first == Due(Task.BREATHING_TEST, dt.date.fromisoformat(day), overdue)


def test_each_says_when_it_was_last_on_record_and_nothing_else():
    last = {
        each.task: each.last
        for each in found(
            measurements={"weight": readings(on("2024-01-01", "2024-12-02"), [70, 69])},
            treatments=(Span("gastrostomy", "", dt.date(2024, 3, 1)), Span("aac", "", dt.date(2024, 4, 1))),
        )
    }

    assert last == {
        Task.BREATHING_TEST: None,
        Task.WEIGHT: dt.date(2024, 12, 2),
        Task.SWALLOWING: dt.date(2024, 3, 1),
        Task.COMMUNICATION: dt.date(2024, 4, 1),
        Task.MIND: None,
        Task.CAREGIVER: None,
    }


def test_months_since_onset_are_whole_and_unknown_where_the_day_is():
    days = (dt.date(2024, 1, 1), AT, None, AT + dt.timedelta(1))

    assert [since_onset(day, AT) for day in days] == [12, 0, None, None]
