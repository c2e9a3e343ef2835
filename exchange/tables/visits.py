"""Columns of a line that holds several visits: ``weight_1``, ``date_1``, ``weight 2024-01-08``, or a day alone."""

import re
from collections import Counter
from dataclasses import replace

from django.utils.translation import gettext as _

from clinical.vocabulary import MEASURES
from exchange.tables.days import DMY, MDY, day, is_day, orders_of
from exchange.tables.mapping import MEASURE, VALUE, Column
from exchange.tables.names import meaning_of
from exchange.tables.questions import Asker
from exchange.tables.words import in_words

_NUMBERED = re.compile(r"(?P<base>.+?)[\s_.(-]+(?:visit|visite|besuch|visita|time|v|t)?[\s_]*(?P<visit>\d{1,3})\)?")
_DATED = re.compile(r"(?P<base>.+?)[\s_(-]+(?P<visit>\d{1,4}[-./]\d{1,2}[-./]\d{1,4})\)?")


def in_visits(columns: dict[str, Column], asker: Asker) -> dict[str, Column]:
    """The same columns, those of several visits with their visit. Two at least have to be of the same thing."""
    days = {name: name for name, column in columns.items() if not column.means and is_day(name)}
    parts = {name: split for name, column in columns.items() if not column.means for split in [_split(name)] if split}
    days |= {name: visit for name, (_base, visit) in parts.items() if is_day(visit)}
    order = _order(list(days.values()), asker)
    often = Counter(meaning_of(base) for base, _visit in parts.values())
    found = dict(columns)
    for name, (base, visit) in parts.items():
        means = meaning_of(base)
        if means and often[means] > 1:
            found[name] = replace(found[name], means=means, visit=_day(visit, order) if name in days else visit)
    for name, visit in days.items():
        if name not in parts:
            found[name] = replace(found[name], means=VALUE, visit=_day(visit, order))
    return found


def values_named(columns: dict[str, Column], asker: Asker) -> dict[str, Column]:
    """Where no column names what the numbers are, that is asked."""
    numbers = [name for name, column in columns.items() if column.means == VALUE]
    if not numbers or any(column.means == MEASURE for column in columns.values()):
        return columns
    sentence = _("What are the numbers below “%(name)s”? One of the names of what is recorded, such as weight.")
    answer = asker.ask("values", sentence % {"name": numbers[0]}, tuple(MEASURES) if asker.given("values") else ())
    return {
        name: replace(column, means=answer) if answer and name in numbers else column
        for name, column in columns.items()
    }


def _split(name: str) -> tuple[str, str] | None:
    if is_day(name):
        return None
    for pattern in (_DATED, _NUMBERED):
        found = pattern.fullmatch(name.strip())
        if found and meaning_of(found["base"]) and (pattern is _NUMBERED or is_day(found["visit"])):
            return found["base"], found["visit"]
    return None


def _order(written: list[str], asker: Asker) -> str:
    orders = orders_of(written)
    doubtful = next((each for each in written if set(orders) == {DMY, MDY} and day(each, DMY) != day(each, MDY)), None)
    if doubtful is None:
        return orders[0] if orders else DMY
    sentence = _("The names of the columns: is %(cell)s the %(dmy)s (dmy) or the %(mdy)s (mdy)?")
    told = {"cell": doubtful, "dmy": in_words(day(doubtful, DMY)), "mdy": in_words(day(doubtful, MDY))}
    return asker.ask("order.names", sentence % told, (DMY, MDY)) or DMY


def _day(written: str, order: str) -> str:
    return day(written, order).isoformat()
