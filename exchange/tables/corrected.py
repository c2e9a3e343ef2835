"""Cells that were settled one by one: ``value.3.weight=70.2``, ``=out``, ``=keep``, or a unit."""

from exchange.tables.amounts import UNITS
from exchange.tables.mapping import OUT
from exchange.tables.questions import Asker
from exchange.tables.table import Table
from people.numbers import whole

KEEP = "keep"
SETTLED = "value"
EVERY_UNIT = frozenset(unit for units in UNITS.values() for unit in units)


def key_of(line: int, column: str) -> str:
    return f"{SETTLED}.{line}.{column}"


class Corrections:
    """``of`` gives what was answered about a cell, by line and column as they are called in the file."""

    def __init__(self, table: Table, asker: Asker) -> None:
        lines = {line.number for line in table.lines}
        self._said: dict[tuple[int, str], str] = {}
        for key in [key for key in asker.answers if key.startswith(f"{SETTLED}.")]:
            _settled, line, column = (*key.split(".", 2), "", "")[:3]
            if whole(line) in lines:
                self._said[whole(line), column] = asker.given(key) or OUT

    def of(self, line: int, column: str) -> str | None:
        return self._said.get((line, column)) if self._said else None
