"""What a clinic looks at again and again: when each was last on record, and which is overdue. Source: CLINICAL 7.1, 9.

An interval is told only where CLINICAL names one: breathing tests at diagnosis and every two to three months (NICE
QS126, statement 2 [T]). Of the others there is the last day, or that none is on record, which claims nothing.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from clinical.changes import TESTS
from clinical.opm import whole_months
from clinical.report import Series
from clinical.trends import DAYS_PER_MONTH

BREATHING_MONTHS = 3  # the longest that NICE leaves between two breathing tests


class Task(StrEnum):
    BREATHING_TEST = "breathing_test"
    WEIGHT = "weight"
    SWALLOWING = "swallowing"
    COMMUNICATION = "communication"
    MIND = "mind"
    CAREGIVER = "caregiver"


STARTS = {Task.SWALLOWING: "gastrostomy", Task.COMMUNICATION: "aac"}  # a treatment that says that it was talked about


@dataclass(frozen=True)
class Due:
    """``last``: the day on which it was last on record; ``overdue``: longer ago than its interval, or never, where it
    has one."""

    task: Task
    last: dt.date | None = None
    overdue: bool = False


def due(series: Series, today: dt.date) -> tuple[Due, ...]:
    """All six, what is overdue first."""
    found = [_due(task, _last(task, series), today) for task in Task]
    return tuple(sorted(found, key=lambda each: not each.overdue))


def _last(task: Task, series: Series) -> dt.date | None:
    days: list[dt.date] = []
    if task is Task.BREATHING_TEST:
        days = [readings[-1].date for name in TESTS if (readings := series.readings.get(name))]
    elif task is Task.WEIGHT:
        days = [reading.date for reading in series.readings.get("weight", ())[-1:]]
    elif task in STARTS:
        days = [span.start for span in series.treatments if span.kind == STARTS[task]]
    return max(days, default=None)


def _due(task: Task, last: dt.date | None, today: dt.date) -> Due:
    if task is not Task.BREATHING_TEST:
        return Due(task, last)
    return Due(task, last, last is None or (today - last).days > BREATHING_MONTHS * DAYS_PER_MONTH)


def since_onset(onset: dt.date | None, today: dt.date) -> int | None:
    """Whole months from the onset, rounded to the nearest; None where it is not known."""
    return None if onset is None or onset > today else whole_months(onset, today)
