"""A grant in plain words."""

import datetime as dt
import zoneinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people import consent
from people.models import Consent, Membership


def name_of(row: Membership) -> str:
    return str(row.user or row.clinic)


def standing_of(row: Membership) -> str:
    """As what, with what, since and until when, in one line."""
    until = until_of(row)
    words = {
        "role": _("the clinic that keeps the record") if row.user is None else row.get_role_display(),
        "may": row.get_access_display(),
        "since": date_format(day_of(row, row.starts_at), _("j F Y")),
        "until": date_format(until, _("j F Y")) if until else "",
    }
    line = (
        _("%(role)s, %(may)s, since %(since)s, until %(until)s") if until else _("%(role)s, %(may)s, since %(since)s")
    )
    text = line % words
    return text[:1].upper() + text[1:] + "."


def facts_of(row: Membership, now: dt.datetime) -> list[tuple[str, str]]:
    """Everything that the ledger keeps of a grant: a heading and what stands there."""
    facts = [
        (_("As what, and since when"), standing_of(row)),
        (_("What for, and who agreed"), agreed(row)),
        (_("Shown beside the diary"), shown_to(row)),
    ]
    if row.reason:
        facts.append((_("The reason"), _sentence(row.reason)))
    if row.ends_at and row.ends_at <= now:
        facts.append((_("Ended"), ended(row)))
    return facts


def agreed(row: Membership | Consent) -> str:
    """What for, by whom and how it was agreed to, and which text was shown then."""
    how = row.get_basis_display()
    said = [row.get_purpose_display()] if row.purpose else []
    said.append(_("by %(who)s, %(how)s") % {"who": row.granted_by, "how": how} if row.granted_by else how)
    if row.text_version:
        said.append(_("the text shown was that of %(version)s") % {"version": row.text_version})
    return " ".join(map(_sentence, said))


def shown_to(row: Membership) -> str:
    """The parts that are shown to them too."""
    shown = consent.in_words(row.shares) or _("nothing else")
    return _sentence(_("Also shown: %(parts)s") % {"parts": shown})


def research_in_words(row: Consent | None) -> str:
    """Whether there is a yes to research, and since when, in a few words."""
    if row is None:
        return _("Research: nothing is given")
    return _("Research: given since %(day)s") % {"day": date_format(day_of(row, row.starts_at), _("j F Y"))}


def ended(row: Membership | Consent) -> str:
    assert row.ends_at is not None
    day = {"day": date_format(day_of(row, row.ends_at), _("j F Y")), "who": row.ended_by}
    return (_("On %(day)s, by %(who)s.") if row.ended_by else _("On %(day)s.")) % day


def until_of(row: Membership) -> dt.date | None:
    """The last day of a grant that has one: it ends when that day is over where the patient is."""
    return day_of(row, row.ends_at - dt.timedelta(microseconds=1)) if row.ends_at else None


def day_of(row: Membership | Consent, moment: dt.datetime) -> dt.date:
    assert row.patient is not None
    return moment.astimezone(zoneinfo.ZoneInfo(row.patient.time_zone)).date()


def _sentence(text: object) -> str:
    said = str(text).strip()
    return said[:1].upper() + said[1:] + ("" if said.endswith((".", "!", "?")) else ".")
