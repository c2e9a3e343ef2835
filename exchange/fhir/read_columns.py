"""Components and extensions of ours back into what columns of a table say."""

from typing import Any

from exchange.archive.tables import Table
from exchange.fhir.columns import CODED, element_of, url_of
from exchange.fhir.entries import Entry
from exchange.fhir.read_courses import one_of_column
from exchange.fhir.read_days import day_at
from exchange.fhir.read_people import extension

TYPES = {"valueInteger": int, "valueBoolean": bool}


def of_components(entry: Entry, table: Table, names: tuple[str, ...], prefix: str) -> dict[str, Any]:
    """By name of the column. Raises ``Wrong``."""
    said = _blanks(table, names)
    for each in entry.each("component"):
        for code in entry.codes(f"{each}.code"):
            of, _dot, name = code.partition(".")
            if of != prefix or name not in said:
                continue
            path = f"{each}.{element_of(table, name)}"
            if path.endswith(CODED):
                found = [one.removeprefix(f"{code}.") for one in entry.codes(path)][:1]
                said[name] = one_of_column(entry, table.column(name), " ".join([*said[name].split(), *found]), path)
            else:
                said[name] = _value(entry, path)
    return said


def of_extensions(entry: Entry, table: Table, names: tuple[str, ...], prefix: str, at: str = "") -> dict[str, Any]:
    """``at``: the path of what they extend, with its dot; nothing for the resource. Raises ``Wrong``."""
    said = _blanks(table, names)
    for name in names:
        path = extension(entry, url_of(prefix, name), element_of(table, name), at)
        if path:
            said[name] = _value(entry, path)
    return said


def _blanks(table: Table, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: table.column(name).kind.blank for name in names}


def _value(entry: Entry, path: str) -> Any:
    element = path.rpartition(".")[2]
    return day_at(entry, path) if element == "valueDate" else entry.need(path, TYPES.get(element, str))
