"""Why somebody stands where they stand in the worklist, in words. What was recorded; silence claims nothing."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinical.vocabulary import Source
from reports.figures.data import date_of
from reports.figures.language import Words
from reports.figures.words import NAMES, SOURCES, short_date
from reports.signs import signs_of

Json = dict[str, Any]

RECENT_DAYS = 90  # about the time between two visits (CLINICAL 9)
QUIET_DAYS = 14  # region grades are asked for at least weekly; two weeks without any are worth a word (our rule)
DROP = 6  # points between two checks 14 to 60 days apart: more than varies from check to check (CLINICAL 7.3, R29)
DROP_WITHIN = range(14, 61)
KINDS = Words(
    {
        "contralateral": gettext_lazy("other side"),
        "within_limb": gettext_lazy("same limb"),
        "adjacent": gettext_lazy("next to it"),
        "distant": gettext_lazy("further away"),
        "to_bulbar": gettext_lazy("speech or swallowing joined"),
        "to_breathing": gettext_lazy("breathing joined"),
    }
)


@dataclass(frozen=True)
class Reason:
    kind: str
    text: str


def reasons(report: Json | None, *, current: bool, last_day: dt.date | None, today: dt.date) -> tuple[Reason, ...]:
    """The most pressing first; empty where nothing calls for a look."""
    found = [*_flags(report), *_spread(report, today), *_drop(report, today)] if report else []
    if last_day is None:
        found.append(Reason("quiet", _("No entry yet")))
    elif (today - last_day).days > QUIET_DAYS:
        days = (today - last_day).days
        found.append(
            Reason("quiet", ngettext("No entry for %(days)d day", "No entry for %(days)d days", days) % {"days": days})
        )
    if not current:
        found.append(Reason("updating", _("Updating")))
    return tuple(found)


def _flags(report: Json) -> list[Reason]:
    waiting = [sign for sign in signs_of(report) if sign.open]
    if not waiting:
        return []
    first, others = waiting[0], len(waiting) - 1
    text = _("%(sign)s, since %(day)s (%(when)s)")
    if others:
        text = ngettext(
            "%(sign)s, since %(day)s (%(when)s), and %(others)d more",
            "%(sign)s, since %(day)s (%(when)s), and %(others)d more",
            others,
        )
    said = {"sign": first.name, "day": short_date(first.since), "when": first.when, "others": others}
    return [Reason(first.level, text % said)]


def _spread(report: Json, today: dt.date) -> list[Reason]:
    events = [event for event in report["spread"]["events"] if (today - date_of(event["date"])).days <= RECENT_DAYS]
    if not events:
        return []
    last = max(events, key=lambda event: event["date"])
    kinds = ", ".join(KINDS[kind] for kind in last["kinds"])
    said = {"part": NAMES[last["cell"]], "day": short_date(date_of(last["date"])), "kinds": kinds}
    return [Reason("spread", _("New part: %(part)s, %(day)s (%(kinds)s)") % said)]


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
                rater = SOURCES[Source.CLINICIAN if by_clinic else Source.SELF]
                said = {"was": was, "total": total, "day": short_date(day), "rater": rater}
                found.append(Reason("drop", _("Function %(was)d to %(total)d of 48 by %(day)s (%(rater)s)") % said))
    return found
