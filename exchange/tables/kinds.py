"""What a cell looks like, before anybody says what it means."""

import datetime as dt
import re
from enum import StrEnum

from exchange.tables.table import Cell

# What programs and people write where nothing was recorded. A lone letter or mark counts only where it is chosen.
MISSING = ("na", "n/a", "#n/a", "nan", "null", "none", "nil", "-", "--", ".", "?", "n", "x", "k. a.", "k.a.", "s/d")
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}([.,' ]\d{3})+)?([.,]\d+)?(e[+-]?\d+)?", re.IGNORECASE)
_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})")
_CLOCK = re.compile(r"[ T]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[ap]\.?m\.?)?(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)


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
    if not cell or cell.lower() in MISSING:
        return Kind.BLANK
    if is_day(cell):
        return Kind.DAY
    return Kind.NUMBER if is_number(cell) else Kind.WORDS


def is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None and any(map(str.isdigit, cell))


def is_day(cell: str) -> bool:
    found = _DAY.match(cell)
    return found is not None and (found.end() == len(cell) or _CLOCK.fullmatch(cell, found.end()) is not None)


def column_kind(cells: list[Cell]) -> Kind:
    """What all cells of a column look like that say something; words where they differ."""
    kinds = {kind(cell) for cell in cells} - {Kind.BLANK}
    return Kind.BLANK if not kinds else kinds.pop() if len(kinds) == 1 else Kind.WORDS
