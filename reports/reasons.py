"""Why somebody stands where they stand in the worklist, in words. What was recorded; silence claims nothing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinical.due import Task
from clinical.life import FRESH_DAYS, State, fired_on
from clinical.need import Drop, Need, Sign
from clinical.spread import Kind, SpreadEvent
from reports.figures.language import Words
from reports.figures.words import NAMES, SOURCES, capital, short_date
from reports.signs import NAMES as SIGNS
from reports.signs import how
from symptoms.wording.due import TASKS

KINDS = Words(
    {
        Kind.CONTRALATERAL: gettext_lazy("other side"),
        Kind.WITHIN_LIMB: gettext_lazy("same limb"),
        Kind.ADJACENT: gettext_lazy("next to it"),
        Kind.DISTANT: gettext_lazy("further away"),
        Kind.TO_BULBAR: gettext_lazy("speech or swallowing joined"),
        Kind.TO_BREATHING: gettext_lazy("breathing joined"),
    }
)
NAMED = 2  # of what is due


@dataclass(frozen=True)
class Reason:
    """``sign``: the one that waits, which can be answered."""

    kind: str
    text: str
    sign: Sign | None = None


def reasons(need: Need | None, due: Sequence[Task] = (), *, current: bool) -> tuple[Reason, ...]:
    """The most pressing first; empty where nothing calls for a look. None before the first report. ``due``: what is
    to be looked at again."""
    found = []
    if need and need.first:
        found.append(_waiting(need.first, len(need.waiting) - 1, need.today))
    if need and need.spread:
        found.append(_spread(need.spread))
    if need:
        found += map(_drop, need.drops)
        found += [_unheard(sign, need.today) for sign in need.unheard]
    if need is None or need.never:
        found.append(Reason("quiet", _("No entry yet")))
    elif need.quiet_days:
        days = need.quiet_days
        told = ngettext("No entry for %(days)d day", "No entry for %(days)d days", days) % {"days": days}
        found.append(Reason("quiet", told))
    if due:
        found.append(Reason("due", _again(due)))
    if not current:
        found.append(Reason("updating", _("Updating")))
    return tuple(found)


def _again(due: Sequence[Task]) -> str:
    """As many as a line has room for, and how many more."""
    named, more = ", ".join(str(TASKS[task]) for task in due[:NAMED]), len(due) - NAMED
    if more <= 0:
        return _("Due: %(tasks)s") % {"tasks": named}
    told = ngettext("Due: %(tasks)s and %(more)d more", "Due: %(tasks)s and %(more)d more", more)
    return told % {"tasks": named, "more": more}


def _waiting(first: Sign, others: int, today: dt.date) -> Reason:
    """The one that is needed soonest, and how many more; its level stands out while it is fresh."""
    text = _("%(sign)s, since %(day)s (%(how)s)")
    if others:
        text = ngettext(
            "%(sign)s, since %(day)s (%(how)s), and %(others)d more",
            "%(sign)s, since %(day)s (%(how)s), and %(others)d more",
            others,
        )
    said = {"sign": capital(SIGNS[first.rule]), "day": short_date(first.since), "how": how(first, State.OPEN, today)}
    kind = str(first.level) if (today - fired_on(first)).days <= FRESH_DAYS else "waiting"
    return Reason(kind, text % (said | {"others": others}), first)


def _unheard(sign: Sign, today: dt.date) -> Reason:
    return Reason("quiet", f"{capital(SIGNS[sign.rule])}: {how(sign, State.OPEN, today)}")


def _spread(event: SpreadEvent) -> Reason:
    kinds = ", ".join(KINDS[kind] for kind in event.kinds)
    said = {"part": NAMES[event.cell.name], "day": short_date(event.date), "kinds": kinds}
    return Reason("spread", _("New part: %(part)s, %(day)s (%(kinds)s)") % said)


def _drop(drop: Drop) -> Reason:
    said = {"was": drop.was, "total": drop.total, "day": short_date(drop.date), "rater": SOURCES[drop.rater]}
    return Reason("drop", _("Function %(was)d to %(total)d of 48 by %(day)s (%(rater)s)") % said)
