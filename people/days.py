"""A day as people type it: ISO always; day and month in numbers only where they can be told apart."""

import datetime as dt
import re

from django.utils.dates import MONTHS, MONTHS_3, MONTHS_AP
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _

YEARS = range(1, 9000)  # later nobody means a day, and what is counted on from it leaves the calendar
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.] ?(\d{1,2})[-/.] ?(\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})\.?(?: de)? ([^\W\d]+)\.?(?: de)?|([^\W\d]+)\.? (\d{1,2})),? (\d{4})")


def readings(text: str) -> list[dt.date]:
    """The days that ``text`` can mean: none, one, or two where day and month can be either way round. Of two the
    first is the one of the reader's language."""
    typed = " ".join(text.split())
    if found := _YEAR_FIRST.fullmatch(typed):
        return _days((found[1], found[2], found[3]))
    if found := _YEAR_LAST.fullmatch(typed):
        first, second, year = found.groups()
        ways = [(year, second, first), (year, first, second)]
        return _days(*(reversed(ways) if _month_first() else ways))
    if found := _NAMED.fullmatch(typed):
        month = _month(found[2] or found[3])
        return _days((found[5], str(month), found[1] or found[4])) if month else []
    return []


def readings_of_month(text: str) -> list[dt.date]:
    """The first day of a month that stands without a day, as ``2024-03``, ``3/2024`` or ``March 2024``; else none."""
    typed = " ".join(text.split())
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", typed):
        return _days((found[1], found[2], "1"))
    if found := re.fullmatch(r"(\d{1,2})[-/.] ?(\d{4})", typed):
        return _days((found[2], found[1], "1"))
    if found := re.fullmatch(r"([^\W\d]+)\.?(?: de)?,? (\d{4})", typed):
        month = _month(found[1])
        return _days((found[2], str(month), "1")) if month else []
    return []


def in_words(day: dt.date) -> str:
    """A day that cannot be misread: ``8 January 2024``."""
    return date_format(day, _("j F Y"))


def _days(*ways: tuple[str, str, str]) -> list[dt.date]:
    """Of years, months and days those that there are, each once."""
    found = []
    for way in ways:
        try:
            found.append(dt.date(*map(int, way)))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _month_first() -> bool:
    numeric = next(each for each in get_format("DATE_INPUT_FORMATS") if each in ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y"))
    return bool(numeric.startswith("%m"))


def _month(name: str) -> int:
    """0 for what is no name of a month in the reader's language."""
    asked = name.casefold()
    names = (MONTHS, MONTHS_3, MONTHS_AP)
    return next((n for n in MONTHS for of in names if str(of[n]).casefold().rstrip(".") == asked), 0)
