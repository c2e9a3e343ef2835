"""Who looked: what others did with a record, by person and day, in words. Made of the audit trail."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from people.handed import LOOK, WRONG
from people.models import AccessToken, AuditEvent, Membership, Patient, User
from people.pointed import pointed

DAYS_A_PAGE = 10
OF_A_CLINIC = "\n"  # in the place of a program's name: no name is that
NOT_SIGNED_IN = -1  # in the place of a person: whoever held an invitation and said no
BY_LINK = -2  # and whoever held a link for a visit
COUNTED = {
    "view": ngettext_lazy("looked at it once", "looked at it %(times)d times", "times"),
    "print": ngettext_lazy("opened the page to print once", "opened the page to print %(times)d times", "times"),
    "export": ngettext_lazy("took a copy as a file once", "took a copy as a file %(times)d times", "times"),
    "log": ngettext_lazy("opened a page to write in it once", "opened pages to write in it %(times)d times", "times"),
    "write": ngettext_lazy("wrote in it once", "wrote in it %(times)d times", "times"),
    "retract": ngettext_lazy("marked one entry as a mistake", "marked entries as a mistake %(times)d times", "times"),
    "manage": ngettext_lazy("looked once at who may see it", "looked at who may see it %(times)d times", "times"),
    "import": ngettext_lazy("added entries from a file once", "added entries from a file %(times)d times", "times"),
    "take back import": ngettext_lazy("took a file back once", "took files back %(times)d times", "times"),
    "research export": ngettext_lazy(
        "gave its numbers for research, without a name, once",
        "gave its numbers for research, without a name, %(times)d times",
        "times",
    ),
    "refused": ngettext_lazy("was refused once", "was refused %(times)d times", "times"),
    LOOK: ngettext_lazy("looked at the summary once", "looked at the summary %(times)d times", "times"),
    WRONG: ngettext_lazy("gave a wrong code once", "gave a wrong code %(times)d times", "times"),
}
# What is told one by one, with whom it was about.
NAMED = {
    "grant": gettext_lazy("gave access: %(whom)s"),
    "end grant": gettext_lazy("ended access: %(whom)s"),
    "share": gettext_lazy("changed which parts are shown: %(whom)s"),
    "invite": gettext_lazy("invited: %(whom)s"),
    "withdraw invitation": gettext_lazy("took an invitation back: %(whom)s"),
    "accept invitation": gettext_lazy("accepted an invitation: %(whom)s"),
    "decline invitation": gettext_lazy("said no to an invitation: %(whom)s"),
    "make link": gettext_lazy("made a link for a visit"),
    "withdraw link": gettext_lazy("withdrew a link for a visit"),
    "agree research": gettext_lazy("said yes to research"),
    "end research": gettext_lazy("took back the yes to research"),
    "emergency": gettext_lazy("opened it in an emergency: %(whom)s"),
    "ask to erase": gettext_lazy("asked for the record to be erased"),
    "call off erasing": gettext_lazy("called off that the record is erased"),
    "create": gettext_lazy("started the record"),
    "close": gettext_lazy("closed the record"),
    "reopen": gettext_lazy("opened the record again"),
    "merge": gettext_lazy("put another record of the same person together with this one: %(whom)s"),
    "merge into": gettext_lazy("put this record together with another one of the same person: %(whom)s"),
    "undo merge": gettext_lazy("took two records apart that were put together: %(whom)s"),
    "move": gettext_lazy("moved it to another time zone"),
}


@dataclass(frozen=True)
class Day:
    """``people``: who, and what they did, in the order in which they first did it."""

    day: dt.date
    people: list[tuple[str, str]]


@dataclass(frozen=True)
class Emergency:
    """An hour in which someone opened the record without being asked, and how often they looked."""

    who: str
    at: dt.datetime
    reason: str
    looks: int


def looked(patient: Patient, viewer: User, *, own: bool, page: str | None) -> tuple[Page, list[Day]]:
    """A page of days, newest first. ``own``: what the viewer did; else what all others did."""
    zone = zoneinfo.ZoneInfo(patient.time_zone)
    events = patient.audit_events.order_by()
    events = events.filter(user=viewer) if own else events.exclude(user=viewer)
    dated = events.annotate(day=TruncDate("at", tzinfo=zone))
    days = Paginator(dated.values_list("day", flat=True).distinct().order_by("-day"), DAYS_A_PAGE).get_page(page)
    shown = list(days)
    return days, _days(dated.filter(day__in=shown, at__range=_from_to(shown, zone))) if shown else []


def emergencies(patient: Patient) -> list[Emergency]:
    """Newest first; they stand above everything else, however long ago."""
    emergency = patient.memberships.filter(purpose=Membership.Purpose.EMERGENCY)
    grants = list(emergency.select_related("user").order_by("-starts_at"))
    if not grants:
        return []
    events = patient.audit_events.filter(detail="emergency", at__gte=grants[-1].starts_at)
    looks = list(events.values_list("user", "at"))
    return [
        Emergency(
            str(grant.user),
            grant.starts_at,
            grant.reason,
            sum(user == grant.user_id and grant.starts_at <= at <= (grant.ends_at or at) for user, at in looks),
        )
        for grant in grants
    ]


def _from_to(days: list[dt.date], zone: zoneinfo.ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """For the database, which reads the months of these days alone (``people.months``)."""
    after = max(days) + dt.timedelta(days=1)
    return dt.datetime.combine(min(days), dt.time(), zone), dt.datetime.combine(after, dt.time(), zone)


def _days(events: Any) -> list[Day]:
    by_whom = ("user", "token__name", "token__clinic")
    counted = events.filter(verb__in=COUNTED).values("day", *by_whom, "verb").annotate(times=Count("pk"))
    times = {
        (
            row["day"],
            (_whom(row["user"], row["verb"]), _program(row["token__name"], row["token__clinic"])),
            row["verb"],
        ): row["times"]
        for row in counted.order_by()
    }
    single = list(events.exclude(verb__in=COUNTED).select_related("user", "token").order_by("at", "pk"))
    whom = pointed(single)
    who = {user for _day, (user, _program), _verb in times if user}
    names: dict[int | None, str] = {user.pk: str(user) for user in User.objects.filter(pk__in=who)}
    names |= {event.user_id: str(event.user) for event in single if event.user_id}
    done = [(day, by, _times(verb, number)) for (day, by, verb), number in sorted(times.items(), key=_by_verb)]
    done += [
        (event.day, (_whom(event.user_id, event.verb), _program_of(event.token)), _named(event, whom[event.pk]))
        for event in single
    ]
    done.sort(
        key=lambda one: (-one[0].toordinal(), names.get(one[1][0], ""), one[1][0] or 0, one[1][1])
    )  # stable: deeds keep their order
    return [
        Day(day, [(_who(names, *by), _in_a_row(deeds)) for by, deeds in groupby(rows, key=lambda one: one[1])])
        for day, rows in groupby(done, key=lambda one: one[0])
    ]


def _by_verb(item: tuple[tuple[dt.date, tuple[int | None, str], str], int]) -> int:
    return list(COUNTED).index(item[0][2])


def _program(name: str | None, clinic: int | None) -> str:
    """The name of a program; ``OF_A_CLINIC`` for one of a clinic, whose account has it."""
    return OF_A_CLINIC if clinic else name or ""


def _program_of(token: AccessToken | None) -> str:
    return _program(token.name, token.clinic_id) if token else ""


def _who(names: dict[int | None, str], user: int | None, program: str) -> str:
    if user and program == OF_A_CLINIC:
        return _("%(program)s (the clinic's program)") % {"program": names[user]}
    if user and program:
        return _("%(person)s, by the program “%(program)s”") % {"person": names[user], "program": program}
    if user == NOT_SIGNED_IN:
        return _("Whoever was asked")
    if user == BY_LINK:
        return _("Somebody with a link for a visit")
    return names[user] if user else _("The site itself")


def _whom(user: int | None, verb: str) -> int | None:
    return user or {"decline invitation": NOT_SIGNED_IN, LOOK: BY_LINK, WRONG: BY_LINK}.get(verb)


def _times(verb: str, number: int) -> str:
    return COUNTED[verb] % {"times": number}


def _named(event: AuditEvent, whom: str) -> str:
    """Without a colon where it is not known any more whom it was about."""
    words = NAMED.get(event.verb)
    if words is None:
        return event.verb
    return str(words) % {"whom": whom} if whom else str(words).removesuffix(": %(whom)s")


def _in_a_row(deeds: Iterable[tuple[dt.date, tuple[int | None, str], str]]) -> str:
    return "; ".join(deed for _day, _user, deed in deeds)
