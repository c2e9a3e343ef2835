"""The way to a treatment or an event in presses: which one, what exactly, since when. Pure: what was chosen goes in,
the choices of the next page come out."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from clinical.courses import COURSES, Group, exactly
from people.days import in_words
from symptoms.record.days import spoken
from symptoms.wording import Text
from symptoms.wording.courses import DETAILS, GROUPS, SIDED
from symptoms.wording.names import EVENTS, TREATMENTS

NOT_SAID = "none"  # of what exactly
OF_SERIOUS = ("fall", "choking")  # of which it is asked whether someone was hurt, or had to help
FIRST_EVENTS = ("fall", "choking", "infection", "hospital_stay", "surgery")
DAYS_BACK = 4
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Lead:
    """A link to the next page: what is asked of this page anew, and its words."""

    query: str
    text: Text


@dataclass(frozen=True)
class Begin:
    """A press that saves: the code of the day, the day itself, its words."""

    code: str
    day: dt.date
    text: Text


def groups() -> list[Lead]:
    """A group of one kind leads to what exactly it is at once."""
    return [Lead(_of_group(group), GROUPS[group]) for group in Group]


def kinds(group: str) -> list[Lead]:
    return [_of_kind(kind) for kind in _in_group(group)]


def details(kind: str) -> list[Lead]:
    """What exactly it can be, on which side it is worn; and that it is not said."""
    found = [
        Lead(
            urlencode({"kind": kind, "what": ".".join(filter(None, (detail, side)))}),
            SIDED[side] % {"what": DETAILS[detail]} if side else DETAILS[detail],
        )
        for detail, side in exactly(kind)
    ]
    return (
        [*found, Lead(urlencode({"kind": kind, "what": NOT_SAID}), _("Not one of these, or not known"))]
        if found
        else []
    )


def part(kind: str, what: str) -> tuple[str, str] | None:
    """Detail and side, as the address has them; None for what such a treatment can't be."""
    if what == NOT_SAID:
        return "", ""
    detail, _dot, side = what.partition(".")
    return (detail, side) if (detail, side) in exactly(kind) else None


def begins(today: dt.date, *, once: bool = False) -> list[Begin]:
    """When it began, the nearest first; each day once. Of a week and a month the first day, which is said."""
    if once:
        return last_days(today)
    month = today.replace(day=1)
    days = (
        ("today", today, _("Today")),
        ("week", today - DAY * today.weekday(), _("This week")),
        ("month", month, _("This month")),
        ("last_month", (month - DAY).replace(day=1), _("Last month")),
    )
    found: dict[dt.date, Begin] = {}
    for code, day, text in days:
        told = text if day == today else _("%(when)s: from %(day)s") % {"when": text, "day": in_words(day)}
        found.setdefault(day, Begin(code, day, told))
    return sorted(found.values(), key=lambda begin: begin.day, reverse=True)


def last_days(today: dt.date) -> list[Begin]:
    """Today and the days before it, by their names."""
    before = [today - DAY * ago for ago in range(1, DAYS_BACK + 1)]
    names = {before[0]: _("Yesterday")}
    return [
        Begin("today", today, _("Today")),
        *(Begin(str(day), day, names.get(day) or spoken(day)) for day in before),
    ]


def events(more: bool = False) -> list[Lead]:
    """What happened. A power wheelchair is the start of an aid, and has its home there."""
    return [Lead(urlencode({"kind": kind}), EVENTS[kind]) for kind in EVENTS if (kind in FIRST_EVENTS) != more]


def how_bad(kind: str) -> list[Lead]:
    yes = _("Someone was hurt, or had to help")
    told: Iterable[tuple[str, Text]] = (("no", _("Nobody was hurt, and nobody had to help")), ("yes", yes))
    return [Lead(urlencode({"kind": kind, "serious": code}), text) for code, text in told]


def _in_group(group: str) -> list[str]:
    return [kind for kind, course in COURSES.items() if course.group == group]


def _of_group(group: Group) -> str:
    found = _in_group(group)
    return urlencode({"kind": found[0]} if len(found) == 1 else {"group": group})


def _of_kind(kind: str) -> Lead:
    return Lead(urlencode({"kind": kind}), TREATMENTS[kind])
