"""What one line says of one visit, and which columns are of which visit."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from exchange.tables import mapping as meant
from exchange.tables.mapping import Column

_OF_PERSON = (meant.PATIENT, meant.SOURCE, meant.START, *meant.FACTS)


@dataclass(slots=True)
class Said:
    """``values`` by measure name, ``other`` by meaning; ``kept``: the measures whose values were confirmed. ``places``:
    the line and column of a value, where they are not those of ``line`` and of the one column of its measure."""

    line: int
    values: dict[str, float] = field(default_factory=dict)
    other: dict[str, Any] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    places: dict[str, tuple[int, str]] = field(default_factory=dict)
    patient: str = ""
    day: dt.date = dt.date.min
    source: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.other[name] for name in meant.FACTS if name in self.other}


class Total(NamedTuple):
    """A total that a line gives; ``made``: what its items come to, None where one of them is missing; ``kept``: it is
    the clinic's."""

    line: int
    given: int
    made: float | None
    kept: bool


def visits_of(columns: dict[str, Column]) -> list[tuple[str, dict[str, Column]]]:
    """Each visit of a line with its columns; what is of the person belongs to each."""
    labels = list(dict.fromkeys(column.visit for column in columns.values() if column.visit))
    shared = {name: column for name, column in columns.items() if not column.visit}
    if not labels:
        return [("", shared)]
    of_person = {name: column for name, column in shared.items() if column.means in _OF_PERSON}
    days = {name: column for name, column in shared.items() if column.means in (meant.DAY, meant.MEASURE)}
    found = []
    for label in labels:
        own = {name: column for name, column in columns.items() if column.visit == label}
        dated = "-" in label or any(column.means == meant.DAY for column in own.values())
        also = {name: column for name, column in days.items() if column.means != meant.DAY or not dated}
        found.append((label, of_person | also | own))
    rest = {name: column for name, column in shared.items() if name not in of_person and name not in days}
    if rest and any(column.means == meant.DAY for column in days.values()):
        found.insert(0, ("", shared))
    return found
