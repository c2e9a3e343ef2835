"""How a column writes what it says, by its cells: order of days, unit, mark of decimals, marks for nothing."""

from dataclasses import replace

from django.utils.translation import gettext as _

from clinical.doubts import LIMITS
from clinical.vocabulary import MEASURES
from exchange.tables.amounts import CODES, UNITS, amount, decimal_mark
from exchange.tables.days import DMY, MDY, SERIAL, SINCE, YMD, orders_of, serials
from exchange.tables.days import day as day_of
from exchange.tables.kinds import MAYBE_MISSING, Kind, kind
from exchange.tables.mapping import DAYS_MEANT, FACTS, HOW, MEASURE, NAME, OUT, PATIENT, SOURCE, Column, unit_of
from exchange.tables.names import unit_in
from exchange.tables.questions import Asker
from exchange.tables.table import Cell, Table
from exchange.tables.words import in_words


def detailed(table: Table, name: str, column: Column, columns: dict[str, Column], asker: Asker) -> Column:
    """With the unit, the mark of decimals and the order of days."""
    if column.means in DAYS_MEANT and column.order not in SINCE:
        return replace(column, order=_order(table, name, columns, asker))
    if column.means in (OUT, PATIENT, NAME, SOURCE, MEASURE, *HOW):
        return column
    decimal = decimal_mark(table.column(name))
    return replace(column, decimal=decimal, unit=_unit(table, name, replace(column, decimal=decimal), asker))


def _order(table: Table, name: str, columns: dict[str, Column], asker: Asker) -> str:
    cells = table.column(name)
    if serials(cells):
        sentence = _("“%(name)s” holds numbers such as %(cell)s. Are they days as a spreadsheet counts them, %(day)s?")
        first = next(cell for cell in cells if cell != "")
        told = {"name": name, "cell": first, "day": in_words(day_of(first, SERIAL))}
        return asker.ask(f"order.{name}", sentence % told, (SERIAL,), SERIAL) or SERIAL
    orders = orders_of(cells)
    doubtful = next((str(cell) for cell in dict.fromkeys(cells) if len(orders) == 2 and _two_days(cell)), None)
    if doubtful is None:
        return orders[0] if orders else YMD
    beside = {
        order
        for other in columns
        if other != name and columns[other].means in DAYS_MEANT
        for order in [orders_of(table.column(other))]
        if len(order) == 1
    }
    sentence = _("“%(name)s”: is %(cell)s the %(dmy)s (dmy) or the %(mdy)s (mdy)?")
    told = {
        "name": name,
        "cell": doubtful,
        "dmy": in_words(day_of(doubtful, DMY)),
        "mdy": in_words(day_of(doubtful, MDY)),
    }
    proposed = beside.pop()[0] if len(beside) == 1 else None
    return asker.ask(f"order.{name}", sentence % told, (DMY, MDY), proposed) or DMY


def _two_days(cell: Cell) -> bool:
    return kind(cell) is Kind.DAY and isinstance(cell, str) and day_of(cell, DMY) != day_of(cell, MDY)


def _unit(table: Table, name: str, column: Column, asker: Asker) -> str:
    units = UNITS.get(unit_of(column.means), {})
    own = next(iter(units), "")
    said = asker.given(f"unit.{name}") or unit_in(name)
    if said in units and (said != own or asker.given(f"unit.{name}")):
        return said
    limit = LIMITS.get(column.means)
    if limit is None or limit.unit is None:
        return ""
    values = [value for cell in dict.fromkeys(table.column(name)) for value in _number(cell, column) if value != 0]
    meant = CODES[limit.unit]
    factor = units[meant]
    if not values or any(limit.low <= value <= limit.high for value in values):
        return ""
    if not all(limit.low <= value * factor <= limit.high for value in values):
        return ""
    sentence = _("“%(name)s”: is %(value)g meant as %(read)g %(unit)s?")
    told = {
        "name": name,
        "value": values[0],
        "read": round(values[0] * factor, 1),
        "unit": MEASURES[column.means].unit if column.means in MEASURES else FACTS[column.means],
    }
    answer = asker.ask(f"unit.{name}", sentence % told, (meant, own), meant)
    return "" if answer == own else answer or ""


def _number(cell: Cell, column: Column) -> list[float]:
    try:
        return [amount(cell, unit_of(column.means), "", column.decimal)]
    except ValueError:
        return []


def maybe_missing(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.lower() in MAYBE_MISSING


def missing_marks(table: Table, columns: dict[str, Column], asker: Asker) -> tuple[str, ...]:
    """The marks that stand where nothing was recorded and are more than a blank, as far as they are agreed to."""
    looked_at = [name for name, column in columns.items() if column.means not in (OUT, PATIENT, NAME, SOURCE, MEASURE)]
    found: dict[str, str] = {}
    for name in looked_at:
        for cell in dict.fromkeys(table.column(name)):
            if maybe_missing(cell):
                found.setdefault(str(cell).lower(), name)
    sentence = _("“%(name)s”: does “%(code)s” stand where nothing was recorded?")
    return tuple(
        code
        for code, name in found.items()
        if asker.ask(f"missing.{code}", sentence % {"name": name, "code": code}, ("yes", "no"), "yes") == "yes"
    )
