"""A summary and a period made by hand, to read the lines of a block from."""

import datetime as dt
from typing import Any

from care.visits.read import VisitDays
from clinical.outline import last_entry_of_the_clinic
from clinical.period import Answers, Period
from people.models import Patient
from reports.freshness import Freshness
from reports.summary import Summary
from tests.reports.figures.sample import AS_OF, made, report, series

START = dt.date(2025, 4, 1)
ON = dt.date(2025, 6, 20)


def summary(
    said: dict[str, Any] | None = None, weekly: dict[str, Any] | None = None, states: dict[str, str] | None = None
) -> Summary:
    """``states``: what was done about a sign, by rule; nothing about the others."""
    freshness = Freshness("a", current=True, as_of=AS_OF)
    patient = Patient(reference="S_1", name="Sam")
    found = Summary(patient, freshness, made(report() | (said or {}), series() | (weekly or {})))
    last = last_entry_of_the_clinic(found.report, found.series)
    vars(found)["visits"] = VisitDays(((last, None),) if last else ())
    done = states or {}
    vars(found)["states"] = {(flag.rule, flag.since): done.get(flag.rule, "open") for flag in found.report.flags}
    return found


def period(start: dt.date = START, **held: Any) -> Period:
    return Period(start, AS_OF, **held)


def answers(**latest: int) -> dict[str, Answers]:
    return {name: Answers(value, ON, value, value) for name, value in latest.items()}


def flag(rule: str, level: str, **more: Any) -> dict[str, Any]:
    return {"rule": rule, "level": level, "since": "2025-05-01", "last": "2025-06-20", **more}
