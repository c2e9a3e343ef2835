"""The figures' only door to Django: words, dates and numbers in the language of whoever looks.

What a module holds is lazy, what is said while somebody waits is not. A report is stored as codes and days and becomes
words here, when it is shown, so that one row serves every language.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from django.utils.dateformat import format as formatted
from django.utils.formats import get_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext, pgettext

__all__ = [
    "Text",
    "Words",
    "date_words",
    "decimal",
    "gettext",
    "gettext_lazy",
    "moment",
    "month_alone",
    "month_day",
    "month_year",
    "ngettext",
    "short_date",
    "whole_month",
]

Text = str | Promise
Code = TypeVar("Code")


class Words(Mapping[Code, str]):
    """Words by their code, translated each time that they are read: a module can hold them, and codes stay codes."""

    def __init__(self, said: Mapping[Code, Text]) -> None:
        self._said = said

    def __getitem__(self, code: Code) -> str:
        return str(self._said[code])

    def __iter__(self) -> Iterator[Code]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)


def date_words(day: dt.date) -> str:
    """``3 March 2025``."""
    # Translators: how a day is written, in the letters of Django's "date" filter; "\d\e" writes "de".
    return _written(day, pgettext("pattern of a date", "j F Y"), get_language())


def short_date(day: dt.date) -> str:
    """``3 Mar 2025``."""
    return _written(day, pgettext("pattern of a date", "j M Y"), get_language())


def month_day(day: dt.date) -> str:
    """``3 Mar``."""
    return _written(day, pgettext("pattern of a date", "j M"), get_language())


def month_year(day: dt.date) -> str:
    """``Mar 2025``."""
    return _written(day, pgettext("pattern of a date", "M Y"), get_language())


def month_alone(day: dt.date) -> str:
    """``March``."""
    return _written(day, "F", get_language())


def whole_month(day: dt.date) -> str:
    """``March 2025``."""
    return _written(day, pgettext("pattern of a date", "F Y"), get_language())


@lru_cache(maxsize=4096)
def _written(day: dt.date, pattern: str, language: str) -> str:
    """A table of figures names the same days over and over, and Django takes long to write one."""
    return formatted(day, pattern)


def moment(at: dt.datetime) -> str:
    """``3 March, 14:05``, in the time zone that ``at`` has."""
    return formatted(at, pgettext("pattern of a date", "j F, H:i"))


def decimal(number: str) -> str:
    """A written number with the decimal mark of the language. For what people read, never for a coordinate."""
    return number.replace(".", str(get_format("DECIMAL_SEPARATOR"))) if "." in number else number
