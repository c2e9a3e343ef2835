"""A table as lines that are the same whichever database it was read from, and back into one."""

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connections
from django.db.models import BinaryField, Field, JSONField, Model
from django.db.models.sql import InsertQuery
from django.utils.duration import duration_string

AT_ONCE = 2000  # rows
AT_ONCE_LARGE = 10  # of reports and of files, each of which may take megabytes
MODULUS = 2**256


@dataclass
class Sum:
    """How many rows there were, and a checksum of them that no order has a part in."""

    rows: int = 0
    total: int = 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self.total = (self.total + int.from_bytes(hashlib.sha256(line).digest())) % MODULUS

    def to_json(self) -> dict[str, Any]:
        return {"rows": self.rows, "checksum": f"{self.total:064x}"}


def columns(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def read(model: type[Model], using: str, summed: Sum) -> Iterator[bytes]:
    """The rows of a table, a line of JSON each, while ``summed`` counts them. Of a table that is larger than memory, a
    few at a time."""
    fields = columns(model)
    loose = [place for place, field in enumerate(fields) if isinstance(field, JSONField)]
    rows = model._base_manager.using(using).order_by().values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=AT_ONCE_LARGE if _large(fields) else AT_ONCE):
        line = _line(row)
        summed.add(_line([_evened(it) if place in loose else it for place, it in enumerate(row)]) if loose else line)
        yield line + b"\n"


def checked(model: type[Model], using: str) -> Sum:
    summed = Sum()
    for _ in read(model, using, summed):
        pass
    return summed


def write(model: type[Model], named: list[str], lines: Iterable[bytes], using: str) -> None:
    """Insert rows as they are: no default, no ``auto_now``, keys included. Within the transaction of the caller."""
    connection = connections[using]
    if model._base_manager.using(using).exists():  # a migration wrote them
        model._base_manager.using(using).all()._raw_delete(using)
    by_name = {field.attname: field for field in columns(model)}
    fields = [by_name[name] for name in named]
    most = AT_ONCE_LARGE if _large(fields) else AT_ONCE
    most = min(most, connection.ops.bulk_batch_size(fields, [None] * most))
    waiting: list[Model] = []
    for line in lines:
        said = zip(fields, json.loads(line), strict=True)
        waiting.append(model(**{field.attname: field.to_python(value) for field, value in said}))
        if len(waiting) >= most:
            _insert(model, fields, waiting, using)
            waiting = []
    _insert(model, fields, waiting, using)


def number_on(models: list[type[Model]], using: str) -> None:
    """Let the numbers of new rows go on after those that are there."""
    with connections[using].cursor() as cursor:
        for statement in connections[using].ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _insert(model: type[Model], fields: list[Field], rows: list[Model], using: str) -> None:
    if rows:
        query = InsertQuery(model)
        query.insert_values(fields, rows, raw=True)
        query.get_compiler(using=using).execute_sql()


def _large(fields: list[Field]) -> bool:
    return any(isinstance(field, BinaryField | JSONField) for field in fields)


def _line(row: Iterable[Any]) -> bytes:
    return json.dumps(
        list(row), default=_plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
    ).encode()


def _plain(value: Any) -> Any:
    """As the ``to_python`` of its field takes it back."""
    match value:
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case dt.timedelta():
            return duration_string(value)
        case UUID() | Decimal():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} has no place in a backup.")


def _evened(value: Any) -> Any:
    """With one way to write a number: PostgreSQL gives 1e16 back as a whole one."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, list):
        return [_evened(it) for it in value]
    if isinstance(value, dict):
        return {name: _evened(it) for name, it in value.items()}
    return value
