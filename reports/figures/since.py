"""What may be said of a date, by what it comes from: the only words for one in figures, story and print.

Answers give a day, a memory its month, season or year, the first entry only that it was so already (CLINICAL 4.4).
"""

from enum import StrEnum

from clinical.vocabulary import Precision, Source
from clinical.when import Dated, When
from reports.figures.language import Words, date_words, gettext_lazy, month_alone, short_date, whole_month
from symptoms.wording.remembered import REMEMBERED_BY


class Known(StrEnum):
    """How a date is known, as far as words go."""

    RANGE = "range"
    OPEN = "open"
    FEW = "few"
    CHECKS = "checks"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    CLINICIAN = "clinician"
    ALREADY = "already"


ON = Words(
    {
        Known.RANGE: gettext_lazy("on %(day)s"),
        Known.OPEN: gettext_lazy("by %(high)s, perhaps before the first entry"),
        Known.FEW: gettext_lazy("around %(day)s (few answers)"),
        Known.CHECKS: gettext_lazy("by the time of the function check of %(day)s"),
        Known.MONTH: gettext_lazy("in %(month)s, %(who)s"),
        Known.SEASON: gettext_lazy("between %(month)s and %(last)s, %(who)s"),
        Known.YEAR: gettext_lazy("in %(year)s, %(who)s"),
        Known.CLINICIAN: gettext_lazy("on %(day)s (marked by a clinician)"),
        Known.ALREADY: gettext_lazy("already at the first entry (%(high)s)"),
    }
)
SINCE = Words(
    {
        Known.RANGE: gettext_lazy("since %(day)s"),
        Known.OPEN: gettext_lazy("since %(high)s at the latest, perhaps since before the first entry"),
        Known.FEW: gettext_lazy("since around %(day)s (few answers)"),
        Known.CHECKS: gettext_lazy("since the function check of %(day)s"),
        Known.MONTH: gettext_lazy("since %(month)s, %(who)s"),
        Known.SEASON: gettext_lazy("since some time between %(month)s and %(last)s, %(who)s"),
        Known.YEAR: gettext_lazy("since %(year)s, %(who)s"),
        Known.CLINICIAN: gettext_lazy("since %(day)s (marked by a clinician)"),
        Known.ALREADY: gettext_lazy("already at the first entry (%(high)s)"),
    }
)
WHO = Words(REMEMBERED_BY)
_REMEMBERED = {Precision.MONTH: Known.MONTH, Precision.SEASON: Known.SEASON, Precision.YEAR: Known.YEAR}
_OTHERS = {Dated.CHECKS: Known.CHECKS, Dated.CLINICIAN: Known.CLINICIAN, Dated.ALREADY: Known.ALREADY}


def known(when: When) -> Known:
    if when.dated is Dated.REMEMBERED:
        remembered = _REMEMBERED[when.precision or Precision.MONTH]
        return Known.MONTH if remembered is Known.SEASON and _of_one_month(when) else remembered
    if when.dated is Dated.ANSWERS:
        return Known.RANGE if when.low else Known.OPEN if when.high else Known.FEW
    return _OTHERS[when.dated]


def on_words(when: When) -> str:
    """``on 2 March 2024``, ``in June 2024, as remembered``, ``already at the first entry (10 January 2025)``."""
    return ON[known(when)] % _said(when)


def since_words(when: When, *, short: bool = False) -> str:
    """The same of what lasts: ``since 2 March 2024``. ``short``: days as ``2 Mar 2024``."""
    return SINCE[known(when)] % _said(when, short=short)


def _said(when: When, *, short: bool = False) -> dict[str, str]:
    day = short_date if short else date_words
    said = {"who": WHO[when.by or Source.SELF]}
    if when.on:
        said["day"] = day(when.on)
    if when.high:
        said |= {"high": day(when.high), "last": whole_month(when.high)}
    if when.low:
        said |= {"month": whole_month(when.low), "year": str(when.low.year)}
    if known(when) is Known.SEASON and when.low and when.high and when.low.year == when.high.year:
        said["month"] = month_alone(when.low)
    return said


def _of_one_month(when: When) -> bool:
    """A season that began in the month of the first entry, with which it ends."""
    return bool(when.low and when.high and when.low.replace(day=1) == when.high.replace(day=1))
