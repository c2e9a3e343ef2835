"""Totals as a clinic gave them, in words: kept beside what is worked out, and never split (CLINICAL 1.2)."""

import datetime as dt
from collections.abc import Sequence

from clinical.function import GivenTotal
from reports.figures.language import gettext as _
from reports.figures.language import gettext_lazy, ngettext
from reports.figures.words import date_words

GIVEN = gettext_lazy("Total only, as the clinic gave it")
NOTHING_FOLLOWS = gettext_lazy(
    "Of a total without its items nothing is worked out: it has no parts and no stage, and no trend counts it."
)


def newest_alone(totals: Sequence[GivenTotal], since: dt.date | None) -> str:
    """The latest one without its items, if it is of a later day than the latest check, ``since``; else nothing."""
    alone = [given for given in totals if given.alone]
    if not alone or (since and alone[-1].date <= since):
        return ""
    told = _("Total only, as the clinic gave it on %(day)s: %(total)d of 48.")
    return told % {"day": date_words(alone[-1].date), "total": alone[-1].total}


def different(totals: Sequence[GivenTotal]) -> str:
    """On how many days a clinic gave another total than its items come to."""
    days = sum(given.differs for given in totals)
    if not days:
        return ""
    told = ngettext(
        "On %(days)d day the clinic gave another total than its items come to. The items count; the table has both.",
        "On %(days)d days the clinic gave another total than its items come to. The items count; the table has both.",
        days,
    )
    return told % {"days": days}
