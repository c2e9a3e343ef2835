"""Days as people and programs write them, with the order of a whole column."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable

from clinical.trends import DAYS_PER_MONTH
from exchange.tables.table import Cell

YMD, DMY, MDY = "ymd", "dmy", "mdy"
SERIAL, DAYS, MONTHS = "serial", "days", "months"  # of a spreadsheet; since a start
ORDERS = (YMD, DMY, MDY)
SINCE = (DAYS, MONTHS)

_NUMBERS = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)")
_NAMED = re.compile(
    r"(?P<day>\d{1,2})\.?(?:st|nd|rd|th)?[ -](?:de )?(?P<month>[^\W\d_]{3,10})\.?,?[ -](?:de )?(?P<year>\d{4})(?!\d)"
    r"|(?P<month2>[^\W\d_]{3,10})\.? (?P<day2>\d{1,2}),? (?P<year2>\d{4})(?!\d)"
)
_CLOCK = re.compile(
    r"(,?[ T]+\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?( ?[ap]\.?m\.?)?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?)?", re.IGNORECASE
)
_BY_LETTERS = "jan ene|feb|mar mär mrz|apr abr|may mai|jun|jul|aug ago|sep set|oct okt|nov|dec dez dic"  # en, de, es
_MONTHS = {name: number for number, names in enumerate(_BY_LETTERS.split("|"), 1) for name in names.split()}
_SERIAL_ZERO = dt.date(1899, 12, 30)  # as spreadsheets count, who take 1900 for a leap year
_SERIALS = (20_000, 80_000)  # 1954 to 2119


def is_day(cell: str) -> bool:
    """Whether it is written as a day, in whatever order."""
    return any(_read(cell, order) is not None for order in ORDERS)


def orders_of(cells: Iterable[Cell]) -> tuple[str, ...]:
    """The orders in which every cell that is written as a day can be one. A year that comes first fits each."""
    written = {cell for cell in set(cells) if isinstance(cell, str) and is_day(cell)}
    return tuple(order for order in ORDERS if all(_read(cell, order) is not None for cell in written))


def serials(cells: Iterable[Cell]) -> bool:
    """Whether they look like the days of a spreadsheet: whole numbers from 1954 to 2119."""
    found = [number for cell in set(cells) if cell != "" for number in [_whole(cell)]]
    return bool(found) and all(number is not None and _SERIALS[0] <= number <= _SERIALS[1] for number in found)


def day(cell: Cell, order: str) -> dt.date:
    """The day that a cell says, of a time only its day. Raises ``ValueError``. ``order``: one of ORDERS, or SERIAL."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if order == SERIAL:
        number = _whole(cell)
        if number is None or not _SERIALS[0] <= number <= _SERIALS[1]:
            raise ValueError(cell)
        return _SERIAL_ZERO + dt.timedelta(days=number)
    found = _read(str(cell), order)
    if found is None:
        raise ValueError(cell)
    return found


def since(start: dt.date, amount: float, unit: str) -> dt.date:
    """The day so many days or months after a start; before it where they are negative. A part of a month counts by
    the mean length of one. Raises ``ValueError`` where there is no such day."""
    try:
        if unit == DAYS:
            return start + dt.timedelta(days=round(amount))
        whole = int(amount)
        year, month = divmod(start.year * 12 + start.month - 1 + whole, 12)
        last = calendar.monthrange(year, month + 1)[1]
        found = dt.date(year, month + 1, min(start.day, last))
        return found + dt.timedelta(days=round((amount - whole) * DAYS_PER_MONTH))
    except (OverflowError, calendar.IllegalMonthError) as error:
        raise ValueError(amount) from error


def _read(cell: str, order: str) -> dt.date | None:
    found = _NUMBERS.match(cell)
    if found is not None:
        first, mark, second, third = found.groups()
        parts = _ordered(first, mark, second, third, order)
    else:
        found = _NAMED.match(cell)
        if found is None:
            return None
        words = found.groupdict()
        month = _MONTHS.get(str(words["month"] or words["month2"])[:3].lower())
        parts = (int(words["year"] or words["year2"]), month or 0, int(words["day"] or words["day2"]))
    if parts is None or _CLOCK.fullmatch(cell, found.end()) is None:
        return None
    try:
        return dt.date(*parts)
    except ValueError:
        return None


def _ordered(first: str, mark: str, second: str, third: str, order: str) -> tuple[int, int, int] | None:
    """Year, month and day. A day with points has its day first wherever it is written."""
    if len(first) == 4:
        return (int(first), int(second), int(third)) if len(third) < 3 else None
    if len(first) > 2 or len(third) == 1 or order == YMD or (mark == "." and order == MDY):
        return None
    year = int(third) + (2000 if len(third) == 2 else 0)
    month, of_month = (int(first), int(second)) if order == MDY else (int(second), int(first))
    return year, month, of_month


def _whole(cell: Cell) -> int | None:
    try:
        number = float(cell) if isinstance(cell, (str, int, float)) else float("nan")
        return int(number) if number == int(number) else None
    except (ValueError, OverflowError):
        return None
