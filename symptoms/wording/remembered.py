"""When a part began to be weak, as somebody remembers it: in words, and never as a day (CLINICAL 4.4)."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from clinical.memory import days_meant
from clinical.set_aside import Against, SetAside
from clinical.vocabulary import Precision, Source
from symptoms.wording.names import PARTS
from symptoms.wording.question import Text

PRECISIONS: dict[Precision, Text] = {
    Precision.MONTH: gettext_lazy("the month is right"),
    Precision.SEASON: gettext_lazy("within three months"),
    Precision.YEAR: gettext_lazy("only the year is known"),
    Precision.NOT_SURE: gettext_lazy("Not sure when"),
    Precision.BEFORE: gettext_lazy("Since birth or an old injury"),
}
WITHOUT_MONTH = (Precision.NOT_SURE, Precision.BEFORE)
# Who remembers it; a clinician has it from the notes.
REMEMBERED_BY: dict[Source, Text] = {
    Source.SELF: gettext_lazy("as remembered"),
    Source.HELPED: gettext_lazy("as remembered"),
    Source.CAREGIVER: gettext_lazy("as a caregiver remembers it"),
    Source.CLINICIAN: gettext_lazy("from the notes"),
}


def remembered(month: dt.date | None, precision: str) -> Text:
    """``June 2024``, ``April to June 2024``, ``2024``, or that they are not sure."""
    kind = Precision(precision)
    if month is None or kind in WITHOUT_MONTH:
        return PRECISIONS[kind]
    if kind is Precision.YEAR:
        return str(month.year)
    if kind is Precision.MONTH:
        return date_format(month, month_and_year())
    return months_from(month)


def part_and_month(cell: str, month: dt.date | None, precision: str) -> str:
    """``left hand and fingers, February 2026``."""
    if month is None:
        return _("%(part)s, not sure when") % {"part": PARTS[cell]}
    return _("%(part)s, %(when)s") % {"part": PARTS[cell], "when": remembered(month, precision)}


def months_from(month: dt.date, *, year: bool = True) -> str:
    """The three months from one on: ``April to June 2024``, ``December 2023 to February 2024``."""
    last = days_meant(month, Precision.SEASON)[1]
    first = date_format(month, month_and_year() if year and last.year != month.year else "F")
    return _("%(first)s to %(last)s") % {"first": first, "last": date_format(last, month_and_year() if year else "F")}


def month_and_year() -> str:
    """How both are written, in the letters of Django's "date" filter."""
    return pgettext("pattern of a date", "F Y")


def set_aside(found: SetAside | None, month: dt.date | None, precision: str, source: str = Source.SELF) -> str:
    """Beside a memory, where it is the one that the answers contradict: which answers, that they count, and what can be
    done; else empty."""
    if found is None or month is None or (found.precision, found.by) != (precision, source):
        return ""
    if found.low != days_meant(month, found.precision)[0]:
        return ""
    return " ".join([against(found), _("The answers count. What is remembered is kept, and can be changed.")])


def set_aside_beside(found: SetAside) -> str:
    """The same beside the date that counts: which memory, and which answers."""
    memory = {"memory": remembered(found.low, found.precision), "who": REMEMBERED_BY[found.by]}
    return " ".join([_("Set aside: %(memory)s, %(who)s.") % memory, against(found)])


def against(found: SetAside) -> str:
    """The answers that stand against a memory."""
    if found.against is Against.AS_BEFORE:
        told = ngettext(
            "By the answer of %(since)s this part was still as before ALS.",
            "By the answers of %(days)d days from %(since)s to %(until)s this part was still as before ALS.",
            found.days,
        )
    else:
        told = ngettext(
            "By the answer of %(since)s this part was weaker already.",
            "By the answers of %(days)d days from %(since)s to %(until)s this part was weaker already.",
            found.days,
        )
    since, until = (date_format(day, _("j F Y")) for day in (found.since, found.until))
    return told % {"days": found.days, "since": since, "until": until}
