"""Frozen dataclasses of this room to and from JSON: ISO dates, cells by name, unknown ``None``, whole numbers int."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from math import isnan
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import numpy as np

from clinical.history import Floats
from clinical.vocabulary import CELL_BY_NAME, Cell

Json = dict[str, Any]
Made = TypeVar("Made")
Read = Callable[[Any], Any]
PLAIN = {int, bool, str, NoneType}  # as JSON takes them; most entries of a long array are one of these


def number(value: float) -> Any:
    """A plain number: ``None`` for nan, an int where it is whole, else to three decimals."""
    value = float(value)
    if isnan(value):
        return None
    return int(value) if value.is_integer() else round(value, 3)


def numbers(values: Floats) -> tuple[Any, ...]:
    """The same of an array (n,), without a call for each."""
    values = np.round(values, 3)
    missing = np.isnan(values)
    if not np.all(missing | (values == np.trunc(values))):
        return tuple(
            None if value != value else int(value) if value.is_integer() else value  # only nan is not itself
            for value in values.tolist()
        )
    whole: list[int | None] = np.where(missing, 0, values).astype(np.int64).tolist()
    for place in missing.nonzero()[0].tolist():
        whole[place] = None
    return tuple(whole)


def plain(value: Any) -> Any:
    """A value of ``clinical`` as JSON takes it."""
    kind: Any = type(value)
    return _writer(kind)(value)


@cache
def _writer(kind: Any) -> Read:
    """What writes one kind of value, looked for only once."""
    if kind in PLAIN:
        return _as_it_is
    if issubclass(kind, str):
        return str
    if issubclass(kind, dt.date):
        return dt.date.isoformat
    if issubclass(kind, float | np.floating):
        return number
    if issubclass(kind, int | np.integer):
        return int
    if issubclass(kind, Cell):
        return lambda cell: cell.name
    if issubclass(kind, dict):
        return lambda said: {str(plain(key)): plain(entry) for key, entry in said.items()}
    if issubclass(kind, tuple | list):
        return lambda said: [entry if type(entry) in PLAIN else plain(entry) for entry in said]
    names = tuple(field.name for field in dataclasses.fields(kind))
    return lambda made: {name: plain(getattr(made, name)) for name in names}


def read(kind: type[Made], said: Json) -> Made:
    """What ``plain`` wrote of a value of type ``kind``. A field that was not written then has its default. Raises
    ``KeyError`` or ``ValueError`` for anything else."""
    made: Made = _reader(cast(Any, kind))(said)
    return made


def _as_it_is(said: Any) -> Any:
    return said


@cache
def _reader(kind: Any) -> Read:
    """What makes one kind of value, put together once from the type hints of its fields."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _maybe([each for each in arguments if each is not NoneType], NoneType in arguments)
    if origin is tuple:
        return _tuple(arguments)
    if origin is dict:
        key, value = map(_reader, arguments)
        return lambda said: {key(name): value(entry) for name, entry in said.items()}
    if kind is Cell:
        return CELL_BY_NAME.__getitem__
    if kind is dt.date:
        return dt.date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        members = {member.value: member for member in kind}
        return lambda said: members[said] if said in members else kind(said)  # which raises
    if hasattr(kind, "_fields"):  # a named tuple, which is written without its names
        places = _tuple(tuple(get_type_hints(kind)[name] for name in kind._fields))
        return lambda said: kind(*places(said))
    return _dataclass(kind) if dataclasses.is_dataclass(kind) else _as_it_is


def _maybe(kinds: list[Any], missing: bool) -> Read:
    """Of several kinds of number any; else the one kind there is, or ``None``."""
    inner = _reader(kinds[0]) if len(kinds) == 1 else _as_it_is
    if inner is _as_it_is or not missing:
        return inner
    return lambda said: None if said is None else inner(said)


def _tuple(arguments: tuple[Any, ...]) -> Read:
    if arguments[-1] is Ellipsis:
        if hasattr(arguments[0], "_fields"):
            return _rows(arguments[0])
        each = _reader(arguments[0])
        return tuple if each is _as_it_is else lambda said: tuple(map(each, said))
    places = [_reader(argument) for argument in arguments]
    return lambda said: tuple(place(entry) for place, entry in zip(places, said, strict=True))


def _rows(kind: Any) -> Read:
    """Many named tuples, of which there may be thousands: field by field instead of one by one."""
    hints = get_type_hints(kind)
    fields = [_reader(hints[name]) for name in kind._fields]

    def rows(said: Any) -> Any:
        columns = zip(fields, zip(*said, strict=True), strict=True)
        return tuple(map(kind, *(map(field, column) for field, column in columns))) if said else ()

    return rows


def _dataclass(kind: Any) -> Read:
    hints = get_type_hints(kind)
    fields = [(field.name, _reader(hints[field.name]), _has_default(field)) for field in dataclasses.fields(kind)]
    return lambda said: kind(
        **{name: make(said[name]) for name, make, may_lack in fields if name in said or not may_lack}
    )


def _has_default(field: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return field.default is not missing or field.default_factory is not missing
