"""How a link stands, in words."""

import datetime as dt
import zoneinfo
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people import handed
from people.handed import DAYS, TRIES, USUAL
from people.models import LinkOpening, Patient, VisitLink

SHOWN = 3  # openings, of as many as there are


def days_to_choose() -> list[tuple[int, str]]:
    """The usual number first."""
    others = [days for days in DAYS if days != USUAL]
    return [(USUAL, _("Make a link for %(days)d days") % {"days": USUAL})] + [
        (days, ngettext("For %(days)d day", "For %(days)d days", days) % {"days": days}) for days in others
    ]


def state_of(patient: Patient, link: VisitLink, openings: list[LinkOpening]) -> tuple[str, list[str]]:
    """A sentence, and the last openings. ``openings``: newest first."""
    zone = zoneinfo.ZoneInfo(patient.time_zone)
    if link.wrong_codes >= TRIES:
        state = _("Nobody can open it any more: a wrong code was given %(times)d times.") % {"times": TRIES}
    else:
        state = opened(len(openings))
    return state, [in_words(opening, zone) for opening in openings[:SHOWN]]


def opened(times: int) -> str:
    if not times:
        return _("Nobody has opened it.")
    return ngettext("It was opened once.", "It was opened %(times)d times.", times) % {"times": times}


def ended_lines(patient: Patient, now: dt.datetime) -> tuple[list[str], int]:
    """A line for each of the last links that ended, and how many more there were. One query."""
    links, zone = list(handed.ended(patient, now)), zoneinfo.ZoneInfo(patient.time_zone)
    return [_how_it_ended(link, zone) for link in links[:SHOWN]], len(links[SHOWN:])


def _how_it_ended(link: Any, zone: dt.tzinfo) -> str:
    made, ended = (date_format(at.astimezone(zone), _("j F Y")) for at in (link.made_at, link.ended_at))
    said = {"made": made, "ended": ended, "who": link.withdrawn_by}
    if link.ended_at == link.expires_at:
        told = _("Made on %(made)s. It ended by itself on %(ended)s.")
    elif link.withdrawn_by:
        told = _("Made on %(made)s. %(who)s withdrew it on %(ended)s.")
    else:
        told = _("Made on %(made)s. It was withdrawn on %(ended)s.")
    return f"{told % said} {opened(link.times)}"


def in_words(opening: LinkOpening, zone: dt.tzinfo) -> str:
    at = opening.at.astimezone(zone)
    said = {"when": f"{date_format(at, _('j F Y'))}, {date_format(at, 'H:i')}", "who": opening.recipient}
    if opening.way == LinkOpening.Way.PAGE:
        return _("%(when)s, as a page") % said
    if opening.recipient:
        return _("%(when)s, by a program that says it asks for “%(who)s”") % said
    return _("%(when)s, by a program") % said
