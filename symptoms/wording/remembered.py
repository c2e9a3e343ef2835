"""When a part began to be weak, as somebody remembers it: in words, and never as a day (CLINICAL 4.4)."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinical.memory import days_meant
from clinical.vocabulary import Precision, Source
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
        return date_format(month, _("F Y"))
    return months_from(month)


def months_from(month: dt.date, *, year: bool = True) -> str:
    """The three months from one on: ``April to June 2024``, ``December 2023 to February 2024``."""
    last = days_meant(month, Precision.SEASON)[1]
    first = date_format(month, _("F Y") if year and last.year != month.year else "F")
    return _("%(first)s to %(last)s") % {"first": first, "last": date_format(last, _("F Y") if year else "F")}
