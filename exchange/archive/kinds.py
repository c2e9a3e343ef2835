"""What stands in a cell of the archive: how it is written, how it is read back, and what is allowed, in words."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.csv_lines import guarded, unguarded


@dataclass(frozen=True)
class Kind:
    """``write`` makes the cell of a value, ``read`` the value or raises ``ValueError``; a blank cell is ``blank``.
    ``said``: for README.txt; ``allowed``: what fits, for whoever reads why a file was refused."""

    said: str
    allowed: Any
    write: Callable[[Any], str] = str
    read: Callable[[str], Any] = unguarded
    blank: Any = None


@dataclass(frozen=True)
class Column:
    """``told``: what it is, in English, for README.txt. ``needed``: it cannot be blank. ``field``: the name in the row
    of the database, where that is another one. ``since``: the version of the format that brought it, as of a table; in
    an older archive it is blank."""

    name: str
    kind: Kind
    told: str
    needed: bool = False
    field: str = ""
    since: int = 1

    @property
    def attribute(self) -> str:
        return self.field or self.name

    def cell(self, value: Any) -> str:
        return "" if value is None or value == "" else self.kind.write(value)

    def value(self, cell: str) -> Any:
        """Raises ``ValueError`` for what does not fit."""
        if cell == "":
            if self.needed:
                raise ValueError(cell)
            return self.kind.blank
        return self.kind.read(cell)


def _moment(cell: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(cell)
    if moment.tzinfo is None:
        raise ValueError(cell)
    return moment


def _number(cell: str) -> Decimal:
    try:
        number = Decimal(cell)
    except InvalidOperation as error:
        raise ValueError(cell) from error
    if not number.is_finite():
        raise ValueError(cell)
    return number


def _yes(cell: str) -> bool:
    if cell != "yes":
        raise ValueError(cell)
    return True


def one_of(names: Iterable[str]) -> Kind:
    known = tuple(map(str, names))

    def read(cell: str) -> str:
        if cell not in known:
            raise ValueError(cell)
        return cell

    words = ", ".join(known)
    return Kind(f"one of {words}", _("one of %(names)s") % {"names": words}, str, read, "")


def some_of(names: Iterable[str]) -> Kind:
    known = frozenset(map(str, names))

    def read(cell: str) -> list[str]:
        if not known.issuperset(cell.split()):
            raise ValueError(cell)
        return cell.split()

    words = ", ".join(sorted(known))
    return Kind(f"some of {words}", _("nothing or some of %(names)s") % {"names": words}, " ".join, read, [])


def codes_of(names: Iterable[str]) -> Kind:
    """Some of them, kept as one text with blanks between."""
    known = some_of(names)
    return Kind(known.said, known.allowed, str, lambda cell: " ".join(known.read(cell)), "")


TEXT = Kind("text", _("text"), guarded, unguarded, "")
DAY = Kind("day, 2026-03-31", _("a day such as 2025-03-31"), dt.date.isoformat, dt.date.fromisoformat)
MOMENT = Kind(
    "moment in UTC, 2026-03-31T08:00:00+00:00",
    _("a moment such as 2025-03-31T08:00:00+00:00"),
    lambda moment: moment.astimezone(dt.UTC).isoformat(),
    _moment,
)
ID = Kind("id, a UUID", _("an id such as 0f8fad5b-d9cb-469f-a165-70867728950e"), str, uuid.UUID)
WHOLE = Kind("whole number", _("a whole number"), str, int)
NUMBER = Kind("number", _("a number"), str, _number)
YES = Kind("yes, or nothing", _("“yes” or nothing"), lambda value: "yes" if value else "", _yes, False)
YES_OR_NO = Kind(
    "yes, no, or nothing",
    _("“yes”, “no” or nothing"),
    lambda value: "yes" if value else "no",
    lambda cell: {"yes": True, "no": False}[one_of(("yes", "no")).read(cell)],
)
