"""Queries that are asked all day: said once with the ORM, and made into SQL once.

To make the SQL of a query costs the ORM several times what it costs to ask it, and a page asks the same ones with each
request. Here a function says the query of its arguments, and what it makes of them is kept::

    @prepared
    def plans(patient: uuid.UUID, day: dt.date) -> QuerySet[Plan]:
        return Plan.objects.filter(patient=patient, since__lte=day)

    plans(patient.pk, day)  # the list of plans, one query
"""

import datetime as dt
import uuid
from collections.abc import Callable
from copy import copy
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar, get_type_hints

from django.db import connections
from django.db.models import BigIntegerField, CharField, DateField, DateTimeField, Expression, QuerySet, UUIDField
from django.db.models.sql.compiler import SQLCompiler
from django.utils.dateparse import parse_datetime

Given = ParamSpec("Given")
Row = TypeVar("Row")

FIELDS = {
    uuid.UUID: UUIDField,
    dt.date: DateField,
    dt.datetime: DateTimeField,
    int: BigIntegerField,
    str: CharField,
}


class Place(Expression):
    """Where in a query a value will go."""

    def __init__(self, name: str, output_field: Any) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


def prepared(say: Callable[Given, QuerySet[Any, Row]]) -> Callable[Given, list[Row]]:
    """The rows of the query that ``say`` makes, for other values each time.

    ``say`` is called once, with places instead of values: what it reads beside them, such as the clock, would be kept
    for ever, so that a moment in it raises ``ValueError``. Its arguments are annotated with what they are (``FIELDS``)
    and are given in their order; none of them can be None.
    """
    ready = cache(lambda: _Query(say))

    @wraps(say)
    def rows(*given: Given.args, **named: Given.kwargs) -> list[Row]:
        return ready().rows(given)

    return rows


class _Query:
    """A query whose SQL is made."""

    def __init__(self, say: Callable[..., QuerySet[Any, Any]]) -> None:
        kinds = {name: kind for name, kind in get_type_hints(say).items() if name != "return"}
        self._places = {name: FIELDS[kind]() for name, kind in kinds.items()}
        self._queryset = say(*(Place(name, field) for name, field in self._places.items()))
        self._compiler = self._queryset.query.get_compiler(self._queryset.db)
        self._sql, self._params = self._compiler.as_sql()
        if any(map(_is_moment, self._params)):
            raise ValueError(f"{say.__qualname__} holds a moment; it has to be one of its arguments.")

    def rows(self, given: tuple[Any, ...]) -> list[Any]:
        """What Django's own iterator makes of the rows: it asks a compiler that has nothing left to do."""
        connection = connections[self._queryset.db]
        values = {
            name: field.get_db_prep_value(value, connection)
            for (name, field), value in zip(self._places.items(), given, strict=True)
        }
        params = tuple(values[param.name] if isinstance(param, Place) else param for param in self._params)
        compiler: Any = copy(self._compiler)  # another thread may be asking the same
        compiler.connection = connection
        compiler.as_sql = lambda *_: (self._sql, params)
        query = copy(self._queryset.query)
        query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        said: Any = self._queryset
        asked: Any = QuerySet(model=said.model, query=query, using=said.db)
        asked._fields = said._fields
        return list(said._iterable_class(asked))


def _is_moment(param: Any) -> bool:
    """SQLite writes it as a text."""
    return isinstance(param, dt.datetime) or (isinstance(param, str) and parse_datetime(param) is not None)
