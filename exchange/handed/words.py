"""How a link stands, in words."""

import datetime as dt
import zoneinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    elif not openings:
        state = _("Nobody has opened it.")
    else:
        times = len(openings)
        state = ngettext("It was opened once.", "It was opened %(times)d times.", times) % {"times": times}
    return state, [in_words(opening, zone) for opening in openings[:SHOWN]]


def in_words(opening: LinkOpening, zone: dt.tzinfo) -> str:
    at = opening.at.astimezone(zone)
    said = {"when": f"{date_format(at, _('j F Y'))}, {date_format(at, 'H:i')}", "who": opening.recipient}
    if opening.way == LinkOpening.Way.PAGE:
        return _("%(when)s, as a page") % said
    if opening.recipient:
        return _("%(when)s, by a program that says it asks for “%(who)s”") % said
    return _("%(when)s, by a program") % said
