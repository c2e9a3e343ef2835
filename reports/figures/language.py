"""The figures' only door to Django: words, dates and numbers in the language of whoever looks.

What a module holds is lazy, what is said while somebody waits is not. A report is stored as codes and days and becomes
words here, when it is shown, so that one row serves every language.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Literal, TypeVar

from django.utils.dateformat import format as formatted
from django.utils.formats import get_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext, pgettext

__all__ = [
    "Text",
    "Words",
    "Writing",
    "calendar",
    "date_patterns",
    "date_words",
    "decimal",
    "gettext",
    "gettext_lazy",
    "is_for_programs",
    "marks_of_numbers",
    "moment",
    "month_alone",
    "month_day",
    "month_year",
    "ngettext",
    "short_date",
    "whole_month",
    "written_as",
]

Text = str | Promise
Code = TypeVar("Code")

Writing = Literal["words", "iso", "programs"]
_writing: ContextVar[Writing] = ContextVar("writing", default="words")


@contextmanager
def written_as(writing: Writing) -> Iterator[None]:
    """How days and numbers are written within it: in the words of the language, with days as ISO, or as programs read
    them (numbers with a point too). A figure has to be made within it, since its marks carry words."""
    before = _writing.set(writing)
    try:
        yield
    finally:
        _writing.reset(before)


def is_for_programs() -> bool:
    return _writing.get() == "programs"


def _is_iso() -> bool:
    return _writing.get() != "words"


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
    if _is_iso():
        return day.isoformat()
    return _written(day, pgettext("pattern of a date", "j F Y"), get_language())


def short_date(day: dt.date) -> str:
    """``3 Mar 2025``."""
    if _is_iso():
        return day.isoformat()
    return _written(day, pgettext("pattern of a date", "j M Y"), get_language())


def month_day(day: dt.date) -> str:
    """``3 Mar``."""
    if _is_iso():
        return day.isoformat()
    return _written(day, pgettext("pattern of a date", "j M"), get_language())


def month_year(day: dt.date) -> str:
    """``Mar 2025``."""
    if _is_iso():
        return f"{day:%Y-%m}"
    return _written(day, pgettext("pattern of a date", "M Y"), get_language())


def month_alone(day: dt.date) -> str:
    """``March``."""
    if _is_iso():
        return f"{day:%Y-%m}"
    return _written(day, "F", get_language())


def whole_month(day: dt.date) -> str:
    """``March 2025``."""
    if _is_iso():
        return f"{day:%Y-%m}"
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
    if is_for_programs():
        return number
    return number.replace(".", str(get_format("DECIMAL_SEPARATOR"))) if "." in number else number


# Of Django's letters those that our patterns use, in the letters of d3, which Plotly writes days with.
LETTERS = {"j": "%-d", "d": "%d", "F": "%B", "M": "%b", "m": "%m", "n": "%-m", "Y": "%Y", "%": "%%"}


def date_patterns() -> dict[str, str]:
    """What ``date_words``, ``month_day`` and ``month_year`` write, as patterns of d3 by these names."""
    if _is_iso():
        return {"date_words": "%Y-%m-%d", "month_day": "%Y-%m-%d", "month_year": "%Y-%m"}
    return {
        "date_words": _of_d3(pgettext("pattern of a date", "j F Y")),
        "month_day": _of_d3(pgettext("pattern of a date", "j M")),
        "month_year": _of_d3(pgettext("pattern of a date", "M Y")),
    }


def _of_d3(pattern: str) -> str:
    """A letter behind a backslash stands for itself."""
    found = re.findall(r"\\(.)|(.)", pattern)
    return "".join(plain or LETTERS.get(letter, letter) for plain, letter in found)


def calendar() -> dict[str, list[str]]:
    """The names of months and days of the week, whole and short, for who writes days in a browser."""
    language = get_language()
    months = [dt.date(2024, month, 1) for month in range(1, 13)]
    week = [dt.date(2024, 9, day) for day in range(1, 8)]  # a Sunday first, as in d3
    return {
        "months": [_written(day, "F", language) for day in months],
        "shortMonths": [_written(day, "M", language) for day in months],
        "days": [_written(day, "l", language) for day in week],
        "shortDays": [_written(day, "D", language) for day in week],
    }


def marks_of_numbers() -> tuple[str, str]:
    """The decimal mark, and what stands between thousands."""
    return str(get_format("DECIMAL_SEPARATOR")), str(get_format("THOUSAND_SEPARATOR"))
