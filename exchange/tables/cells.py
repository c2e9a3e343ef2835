"""One cell to what it says, by what its column means."""

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clinical.vocabulary import MEASURES, TOTAL_GIVEN
from exchange.csv_read import column_of
from exchange.tables import mapping as meant
from exchange.tables.amounts import amount, one_decimal
from exchange.tables.days import day
from exchange.tables.kinds import MISSING
from exchange.tables.mapping import CUTTING_WITH, CUTTING_WITHOUT, TOTAL, Column, Mapping, unit_of
from exchange.tables.names import SOURCES, plain
from exchange.tables.table import Cell
from people.models import Patient
from symptoms.record.validation import EARLIEST, allowed_words, clean_value

STANDS_FOR = {CUTTING_WITHOUT: "function.cutting_food", CUTTING_WITH: "function.cutting_food", TOTAL: TOTAL_GIVEN}


class HalfPoint(Exception):
    """The function check has whole points. ``below``: the next one."""

    def __init__(self, below: int) -> None:
        self.below = below
        super().__init__()


class NotAllowed(Exception):
    """The sentence says what was found and what is allowed."""


def is_missing(cell: Cell, mapping: Mapping) -> bool:
    if not isinstance(cell, str):
        return False
    return not cell or cell.lower() in MISSING or cell.lower() in mapping.missing


def reader(column: Column) -> Callable[[Cell], Any]:
    """What reads the cells of a column. It raises ``NotAllowed`` or ``HalfPoint``."""
    means = column.means

    def read(cell: Cell) -> Any:
        try:
            return _read(means, column, cell)
        except (ValueError, ValidationError) as error:
            raise NotAllowed(_found(cell, _allowed(means, column))) from error

    return read


def measured(name: str, column: Column, cell: Cell) -> float | None:
    """A number of the measure of this name, in its unit. Raises ``ValueError``, ``ValidationError``, ``HalfPoint``."""
    measure = MEASURES[STANDS_FOR.get(name, name)]
    value = amount(cell, measure.unit, column.unit, column.decimal)
    if measure.section == "function" and measure.high > 1 and (value * 2).is_integer() and not value.is_integer():
        clean_value(measure, value + 0.5)  # far from the scale is no half point
        raise HalfPoint(math.floor(value))
    return clean_value(measure, one_decimal(measure, value))


def _read(means: str, column: Column, cell: Cell) -> Any:
    if means in MEASURES or means in STANDS_FOR:
        return measured(means, column, cell)
    if means == meant.PATIENT:
        text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
        return column_of("patient").parse(text)
    if means == meant.NAME:
        return Patient._meta.get_field("name").clean(" ".join(str(cell).split()), None)
    if means == meant.SOURCE:
        return SOURCES.get(plain(str(cell))) or column_of("source").parse(str(cell))
    if means in meant.DAYS_MEANT and column.order not in meant.SINCE:
        return _day(cell, column.order)
    if means == meant.DAY:
        return amount(cell, "", "", column.decimal)
    if means in meant.HOW:
        return column_of(means).parse(str(cell))
    return amount(cell, unit_of(means), column.unit, column.decimal)


def _day(cell: Cell, order: str) -> dt.date:
    found = day(cell, order)
    if found < EARLIEST:
        raise ValueError(cell)
    return found


def _allowed(means: str, column: Column) -> str:
    if means in MEASURES or means in STANDS_FOR:
        return allowed_words(MEASURES[STANDS_FOR.get(means, means)])
    if means in (meant.PATIENT, meant.SOURCE, *meant.HOW):
        return column_of(means).allowed
    if means == meant.NAME:
        return _("a name of at most %(most)d letters") % {"most": Patient._meta.get_field("name").max_length}
    if means in meant.DAYS_MEANT and column.order not in meant.SINCE:
        return {
            "dmy": _("a day such as 31/3/2025, day first, not before 1900,"),
            "mdy": _("a day such as 3/31/2025, month first, not before 1900,"),
        }.get(column.order, _("a day such as 2025-03-31, not before 1900,"))
    return _("a number")


def _found(cell: Cell, allowed: str) -> str:
    found = _("“%(cell)s” was found") % {"cell": str(cell)[:40]} if cell != "" else _("nothing was found")
    return _("%(found)s, %(allowed)s is allowed.") % {"found": found, "allowed": allowed}
