"""What a table for research is: its columns in order, each with its kind and a line that says what it is."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

Value = int | float | str | dt.date | None
Cells = Mapping[str, Value]

INTEGER, FLOAT, TEXT, DATE, MOMENT = "integer", "number", "text", "date", "moment"
BLANK = "always blank here"


@dataclass(frozen=True)
class Column:
    """``told``: what it is, in English, for README.txt."""

    name: str
    kind: str
    told: str = BLANK

    def cell(self, value: Value) -> str:
        """As it stands in the CSV. A whole number has no point."""
        if value is None:
            return ""
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() else repr(value)
        return str(value)


@dataclass(frozen=True)
class Table:
    """``name``: of its files, without an ending; ``told``: what it holds."""

    name: str
    told: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]

    def cells(self, row: Cells) -> list[Value]:
        """In the order of the columns. Raises ``KeyError`` for one that is not there, or that is always blank."""
        for name in row:
            self._filled[name]
        return [row.get(column.name) for column in self.columns]

    @property
    def _filled(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns if column.told != BLANK}


def columns(spec: str, told: Mapping[str, str]) -> tuple[Column, ...]:
    """``spec``: names in order, each with its kind behind a colon; integers without."""
    kinds = {"": INTEGER, "n": FLOAT, "t": TEXT, "d": DATE, "m": MOMENT}
    found = []
    for word in spec.split():
        name, _colon, kind = word.partition(":")
        found.append(Column(name, kinds[kind], told.get(name, BLANK)))
    if unknown := told.keys() - {column.name for column in found}:
        raise ValueError(f"no such columns: {sorted(unknown)}")
    return tuple(found)
