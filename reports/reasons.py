"""Why somebody stands where they stand in the worklist, in words. What was recorded; silence claims nothing."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reports.figures.data import date_of
from reports.figures.words import NAMES, short_date
from reports.signs import signs_of

Json = dict[str, Any]

RECENT_DAYS = 90  # about the time between two visits (CLINICAL 9)
QUIET_DAYS = 14  # region grades are asked for at least weekly; two weeks without any are worth a word (our rule)
DROP = 6  # points between two checks 14 to 60 days apart: more than varies from check to check (CLINICAL 7.3, R29)
DROP_WITHIN = range(14, 61)
KINDS = {
    "contralateral": "other side",
    "within_limb": "same limb",
    "adjacent": "next to it",
    "distant": "further away",
    "to_bulbar": "speech or swallowing joined",
    "to_breathing": "breathing joined",
}


@dataclass(frozen=True)
class Reason:
    kind: str
    text: str


def reasons(report: Json | None, *, current: bool, last_day: dt.date | None, today: dt.date) -> tuple[Reason, ...]:
    """The most pressing first; empty where nothing calls for a look."""
    found = [*_flags(report), *_spread(report, today), *_drop(report, today)] if report else []
    if last_day is None:
        found.append(Reason("quiet", "No entry yet"))
    elif (today - last_day).days > QUIET_DAYS:
        found.append(Reason("quiet", f"No entry for {(today - last_day).days} days"))
    if not current:
        found.append(Reason("updating", "Updating"))
    return tuple(found)


def _flags(report: Json) -> list[Reason]:
    waiting = [sign for sign in signs_of(report) if sign.open]
    if not waiting:
        return []
    first, others = waiting[0], len(waiting) - 1
    more = f", and {others} more" if others else ""
    text = f"{first.name}, since {short_date(first.since)} ({first.when}){more}"
    return [Reason(first.level, text)]


def _spread(report: Json, today: dt.date) -> list[Reason]:
    events = [event for event in report["spread"]["events"] if (today - date_of(event["date"])).days <= RECENT_DAYS]
    if not events:
        return []
    last = max(events, key=lambda event: event["date"])
    kinds = ", ".join(KINDS[kind] for kind in last["kinds"])
    return [Reason("spread", f"New part: {NAMES[last['cell']]}, {short_date(date_of(last['date']))} ({kinds})")]


def _drop(report: Json, today: dt.date) -> list[Reason]:
    """The last two totals of the same rater, where they differ by more than chance does."""
    found = []
    for by_clinic in (False, True):
        checks = [
            (date_of(check["date"]), check["total"])
            for check in report["function"]
            if (check["source"] == "clinician") is by_clinic and check["total"] is not None
        ]
        for (before, was), (day, total) in pairwise(checks[-2:]):
            if total <= was - DROP and (day - before).days in DROP_WITHIN and (today - day).days <= RECENT_DAYS:
                rater = "clinic" if by_clinic else "self-reported"
                found.append(Reason("drop", f"Function {was} to {total} of 48 by {short_date(day)} ({rater})"))
    return found
