"""When a part began, asked in steps of one press: the year, then a quarter of it, then the month (ACCESS 4, 19).

Each press is a memory of its own that stands until the next one says it more closely. Quarters and not seasons, which
begin in other months in the south, and of which one lies in two years. Pure: what stands goes in, the question comes
out; nothing is offered that lies in the future, before birth or before 1900.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinical.memory import days_meant
from clinical.vocabulary import Precision
from symptoms import wording
from symptoms.day.questions import Answer, Asked
from symptoms.record.validation import EARLIEST
from symptoms.wording import Text
from symptoms.wording.names import capital
from symptoms.wording.remembered import PRECISIONS, WITHOUT_MONTH, month_and_year, months_from

YEAR, QUARTER, MONTH = "year", "quarter", "month"
STEPS = (YEAR, QUARTER, MONTH)
AT_FIRST, AT_ONCE = 3, 5  # years on the first page, beside the ways not to name one; on each page of earlier ones


@dataclass(frozen=True)
class Said:
    """What a press says."""

    precision: Precision
    month: dt.date | None = None


@dataclass(frozen=True)
class Limits:
    """The days on which something can have begun."""

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, birth: dt.date | None, today: dt.date) -> "Limits":
        return cls(birth or EARLIEST, today)

    def hold(self, said: Said) -> bool:
        if said.month is None:
            return True
        low, high = days_meant(said.month, said.precision)
        return low <= self.last and high >= self.first


def asked(
    cell: str, step: str, stands: Said | None, limits: Limits, *, hint: Text, start: int = 0, calm: bool = False
) -> Asked | None:
    """The question of a step; None where it needs a year that does not stand yet. ``start``: how many years back the
    page begins. ``calm``: without numbers where words will do, and without what stands."""
    offered = _offered(step, stands, limits, start)
    if offered is None:
        return None
    words = {value: _words(step, said, limits, calm) for value, said in offered.items()}
    answers = tuple(Answer(value, words[value], not calm and said == stands) for value, said in offered.items())
    more = None
    if step == YEAR:
        shown = start + (AT_ONCE if start else AT_FIRST)
        more = shown if limits.last.year - shown >= limits.first.year else None
    return Asked(f"{cell}/{step}", wording.CELL_LABELS[cell], hint, answers, more, more_text=_("Earlier"))


def meant(step: str, value: str, stands: Said | None, limits: Limits) -> Said | None:
    """What a pressed value says; None for one that is not offered. A year may be of any page."""
    if step == YEAR and len(value) == 4 and value.isascii() and value.isdecimal() and value > "0000":
        said = Said(Precision.YEAR, dt.date(int(value), 1, 1))
        return said if limits.hold(said) else None
    return (_offered(step, stands, limits, 0) or {}).get(value)


def following(step: str, said: Said) -> str | None:
    """The step after an answer; None where no closer one is to be asked."""
    if step == YEAR and said.precision is Precision.YEAR:
        return QUARTER
    return MONTH if step == QUARTER and said.precision is Precision.SEASON else None


def preceding(step: str) -> str | None:
    return STEPS[STEPS.index(step) - 1] if step != YEAR else None


def _offered(step: str, stands: Said | None, limits: Limits, start: int) -> dict[str, Said] | None:
    """What may be pressed, by its value in the form."""
    if step == YEAR:
        latest = limits.last.year - start
        years = range(latest, latest - (AT_ONCE if start else AT_FIRST), -1)
        found = {str(year): Said(Precision.YEAR, dt.date(year, 1, 1)) for year in years if year >= limits.first.year}
        return found if start else found | {str(kind): Said(kind) for kind in WITHOUT_MONTH}
    if stands is None or stands.month is None or (step == MONTH and stands.precision is Precision.YEAR):
        return None
    year = dt.date(stands.month.year, 1, 1)
    if step == QUARTER:
        quarters = {str(month): Said(Precision.SEASON, year.replace(month=month)) for month in (1, 4, 7, 10)}
        return {**_within(quarters, limits), YEAR: Said(Precision.YEAR, year)}
    first = stands.month if stands.precision is Precision.SEASON else _quarter(stands.month)
    months = [first, _next(first), _next(_next(first))]
    return {
        **_within({f"{month:%Y-%m}": Said(Precision.MONTH, month) for month in months}, limits),
        QUARTER: Said(Precision.SEASON, first),
    }


def _within(offered: dict[str, Said], limits: Limits) -> dict[str, Said]:
    return {value: said for value, said in offered.items() if limits.hold(said)}


def _quarter(month: dt.date) -> dt.date:
    return month.replace(month=(month.month - 1) // 3 * 3 + 1)


def _next(month: dt.date) -> dt.date:
    return days_meant(month, Precision.MONTH)[1] + dt.timedelta(days=1)


def _words(step: str, said: Said, limits: Limits, calm: bool) -> Text:
    if said.month is None:
        return PRECISIONS[said.precision]
    if step == YEAR:
        return _year_words(said.month.year, limits.last.year - said.month.year, calm)
    if said.precision is Precision.YEAR:
        return _("I only know the year")
    if step == MONTH and said.precision is Precision.SEASON:
        return _("One of these, I don't know which")
    if said.precision is Precision.SEASON:
        return capital(months_from(said.month, year=False))
    return capital(date_format(said.month, month_and_year()))


def _year_words(year: int, ago: int, calm: bool) -> Text:
    if calm:
        return {0: _("This year"), 1: _("Last year"), 2: _("The year before last")}.get(ago, str(year))
    told = {0: _("%(year)s, this year"), 1: _("%(year)s, last year")}
    return told[ago] % {"year": year} if ago in told else str(year)
