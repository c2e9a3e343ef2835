"""What columns of a table say, where no element of a resource does: as components of an Observation, or as extensions
of ours. One that says nothing is left out."""

from typing import Any

from exchange.archive.kinds import DAY, TEXT, WHOLE, YES, YES_OR_NO
from exchange.archive.tables import Table
from exchange.fhir import codes
from exchange.fhir.courses import Row
from exchange.fhir.shapes import Json, local

CODED = "valueCodeableConcept"
VALUES = (
    (TEXT, "valueString"),
    (WHOLE, "valueInteger"),
    (YES, "valueBoolean"),
    (YES_OR_NO, "valueBoolean"),
    (DAY, "valueDate"),
)


def element_of(table: Table, name: str) -> str:
    """The element that holds what the column says; of what is one of a few, or some of them, a concept."""
    kind = table.column(name).kind
    return next((element for each, element in VALUES if each is kind), CODED)


def components(table: Table, names: tuple[str, ...], prefix: str, row: Row) -> list[Json]:
    """One each, of what is some of a few one for each of these."""
    made: list[Json] = []
    for name in names:
        code, element, value = f"{prefix}.{name}", element_of(table, name), row[name]
        if _blank(table, name, value):
            continue
        if element == CODED:
            made += [{"code": local(code), CODED: local(f"{code}.{each}")} for each in value.split()]
        else:
            made.append({"code": local(code), element: value})
    return made


def extensions(table: Table, names: tuple[str, ...], prefix: str, row: Row) -> list[Json]:
    """``names``: of columns that hold no codes."""
    made = []
    for name in names:
        element, value = element_of(table, name), row[name]
        if not _blank(table, name, value):
            made.append({"url": url_of(prefix, name), element: str(value) if element == "valueDate" else value})
    return made


def url_of(prefix: str, name: str) -> str:
    return f"{codes.FACT}{prefix}-{name}".replace("_", "-")


def _blank(table: Table, name: str, value: Any) -> bool:
    """0, and no where yes was asked, say something."""
    return value == "" or value is table.column(name).kind.blank
