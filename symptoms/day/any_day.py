"""Any day that lies behind, chosen in presses: its month, its week, the day; or first another month (ACCESS 15, 19).

Pure: what the address says goes in, the choices of the page come out. Nothing is offered outside of the limits.
"""

import calendar
import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from symptoms.day.courses import DAY, Begin, Lead
from symptoms.day.remembering import Limits
from symptoms.record.days import spoken

MONTHS, WEEKS, DAYS = "months", "weeks", "days"  # of what the page offers one, beside a month or a day of the week
STEPS = (-1, 1, -12, 12, -60, 60)  # months
WEEK = calendar.Calendar(calendar.MONDAY)


@dataclass(frozen=True)
class Offered:
    """``title``: which time the page is about; ``days``: of a week, ``leads`` to pages before or beside it; ``back``:
    the page before this one. Both are addresses of the same page, from their `?` on."""

    title: str
    leads: tuple[Lead, ...]
    days: tuple[Begin, ...]
    back: Lead


def any_day(query: Mapping[str, str], limits: Limits) -> Offered | None:
    """None where the address asks for no such page. All else that it says is kept."""
    kept = {name: value for name, value in query.items() if name not in (MONTHS, WEEKS, DAYS)}

    def lead(text: str, **to: str) -> Lead:
        return Lead(urlencode(kept | to), text)

    if day := _day(query.get(DAYS, ""), limits):
        monday = day - DAY * day.weekday()
        week = [monday + DAY * n for n in range(7)]
        shown = [each for each in week if each.month == day.month and limits.first <= each <= limits.last]
        days = tuple(Begin(str(each), each, spoken(each)) for each in shown)
        return Offered(_month(day), (), days, lead("", weeks=f"{day:%Y-%m}"))
    if month := _day(query.get(WEEKS, ""), limits):
        found = [lead(_week(first, last), days=str(first)) for first, last in _weeks(month, limits)]
        if (before := _later(month, -1)) and limits.first <= _end(before):
            found.append(lead(_month(before), weeks=f"{before:%Y-%m}"))
        return Offered(_month(month), (*found, lead(_("Another month"), months=f"{month:%Y-%m}")), (), lead(""))
    if month := _day(query.get(MONTHS, ""), limits):
        others = [each for step in STEPS if (each := _later(month, step))]
        leads = (lead(_month(each), weeks=f"{each:%Y-%m}") for each in others if _within(each, limits))
        return Offered(_month(month), tuple(leads), (), lead("", weeks=f"{month:%Y-%m}"))
    return None


def to_any_day(query: Mapping[str, str], today: dt.date) -> str:
    """The address of its first page, the month of today."""
    return f"?{urlencode(dict(query) | {WEEKS: f'{today:%Y-%m}'})}"


def _day(said: str, limits: Limits) -> dt.date | None:
    """A day, or the first one of a month, if it has days within the limits."""
    for written in ("%Y-%m-%d", "%Y-%m"):
        with suppress(ValueError):
            day = dt.datetime.strptime(said, written).date()
            return day if _within(day, limits) else None
    return None


def _within(day: dt.date, limits: Limits) -> bool:
    return day.replace(day=1) <= limits.last and limits.first <= _end(day)


def _end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _later(month: dt.date, by: int) -> dt.date | None:
    """So many months later; None where the calendar ends."""
    year, place = divmod(month.year * 12 + month.month - 1 + by, 12)
    return dt.date(year, place + 1, 1) if dt.MINYEAR <= year <= dt.MAXYEAR else None


def _weeks(month: dt.date, limits: Limits) -> list[tuple[dt.date, dt.date]]:
    """The first and last day of each week of a month, the latest first, as far as they are within it and the limits."""
    low, high = max(month.replace(day=1), limits.first), min(_end(month), limits.last)
    weeks = [(max(week[0], low), min(week[-1], high)) for week in WEEK.monthdatescalendar(month.year, month.month)]
    return [(first, last) for first, last in reversed(weeks) if first <= last]


def _week(first: dt.date, last: dt.date) -> str:
    if first == last:
        return date_format(first, _("j F"))
    return _("%(first)s to %(last)s") % {"first": first.day, "last": date_format(last, _("j F"))}


def _month(day: dt.date) -> str:
    return date_format(day, _("F Y"))
