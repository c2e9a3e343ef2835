"""A summary and a period made by hand, to read the lines of a block from."""

import datetime as dt
from typing import Any

from people.models import Patient
from reports.freshness import Freshness
from reports.period import Answers, Period
from reports.summary import Summary
from tests.reports.figures.sample import AS_OF, report, series

START = dt.date(2025, 4, 1)
ON = dt.date(2025, 6, 20)


def summary(said: dict[str, Any] | None = None, weekly: dict[str, Any] | None = None, **facts: Any) -> Summary:
    patient = Patient(reference="S_1", name="Sam", **facts)
    freshness = Freshness("a", current=True, as_of=AS_OF)
    return Summary(patient, freshness, report() | (said or {}), series() | (weekly or {}))


def period(start: dt.date = START, **held: Any) -> Period:
    return Period(start, AS_OF, **held)


def answers(**latest: int) -> dict[str, Answers]:
    return {name: Answers(value, ON, value, value) for name, value in latest.items()}


def flag(rule: str, level: str, state: str = "open") -> dict[str, str]:
    return {"rule": rule, "level": level, "since": "2025-05-01", "last": "2025-06-20", "state": state}
