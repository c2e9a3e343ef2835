"""What a cell looks like, before anybody says what it means."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from exchange.tables.amounts import amount, number
from exchange.tables.days import is_day
from exchange.tables.table import Cell

# Programs write these where nothing was recorded; what people write there is asked about.
MISSING = frozenset({"na", "n/a", "#n/a", "nan", "<na>", "null", "none", "nil", "k. a.", "k.a.", "s/d"})
MAYBE_MISSING = frozenset({"n", "-", "--", "–", "—", ".", "?", "x", "/", "*"})


class Kind(StrEnum):
    BLANK = "blank"
    NUMBER = "number"
    DAY = "day"
    WORDS = "words"


def kind(cell: Cell) -> Kind:
    if isinstance(cell, dt.date):
        return Kind.DAY
    if not isinstance(cell, str):
        return Kind.NUMBER
    if not cell or cell.lower() in MISSING or cell.lower() in MAYBE_MISSING:
        return Kind.BLANK
    if is_day(cell):
        return Kind.DAY
    return Kind.NUMBER if is_number(cell) else Kind.WORDS


def is_number(cell: str) -> bool:
    """Also with a unit behind it."""
    if not any(map(str.isdigit, cell[:8])):
        return False
    for unit in ("", "kg", "%", "cmH2O", "L/min"):
        try:
            if unit:
                amount(cell, unit)
            else:
                number(cell)
        except ValueError:
            continue
        return True
    return False


def column_kind(cells: Iterable[Cell]) -> Kind:
    """What all cells of a column look like that say something; words where they differ."""
    kinds = {kind(cell) for cell in set(cells)} - {Kind.BLANK}
    return Kind.BLANK if not kinds else kinds.pop() if len(kinds) == 1 else Kind.WORDS
