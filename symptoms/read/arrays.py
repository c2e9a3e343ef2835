"""The entries of one patient up to a day, as arrays. What to read is said with the ORM.

On PostgreSQL it is a binary COPY, made into SQL only once, whose bytes numpy reads as they are. No row becomes a Python
object and no number a text, which is most of what reading thousands of days costs.
"""

import datetime as dt
import io
import uuid
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from django.db import connections
from django.db.models import DateField, F, FilteredRelation, Q, QuerySet, UUIDField, Value

from clinical.vocabulary import CHECK_IN_SECTIONS, MEASURES, Source
from people import replica
from people.prepared import Place, prepared
from symptoms.models import CheckIn
from symptoms.models.base import DayEntry
from symptoms.record.columns import lookups, measure_names
from symptoms.record.validation import EARLIEST

RANKED = tuple(map(str, Source))  # in the order in which their answers count

EPOCH = np.datetime64("2000-01-01")  # of PostgreSQL's days
HEAD, TAIL = 19, 2  # bytes before the first row and after the last one
NOT_RECORDED = -32768  # among whole numbers, which have no nan
# Whoever has just sent ten years of days has hardly any in the statistics until the tables are analysed: then each
# section would be read through once for each day, which takes seconds. With this the plan is right whatever they say.
# It is one trip to the server, which is a transaction where there is none around it.
JOINS_HASHED = "SET LOCAL enable_nestloop = off; {}; SET LOCAL enable_nestloop TO DEFAULT"


class Standing(NamedTuple):
    """Days (n,), ranks (n,) of the sources, values (n, k) in the order of ``measure_names``, nan where not recorded,
    and whether the weakness (n,) was said to be the same as last time; of what is no check-in it never was."""

    days: np.ndarray
    ranks: np.ndarray
    values: np.ndarray
    same: np.ndarray


def standing_rows(model: type[DayEntry], pk: uuid.UUID, at: dt.date, since: dt.date = EARLIEST) -> Standing:
    """What stands of one kind of entry from a day up to a day, in order of day and then of when it was made.

    One query.
    """
    if connections[replica.alias()].vendor == "postgresql":
        return _copied(model, pk, at, since)
    rows = _rows_of(model)(pk, at, since)
    return Standing(
        np.array([row[0] for row in rows], "datetime64[D]"),
        np.array([RANKED.index(row[1]) for row in rows], np.int64),
        np.array([row[3:] for row in rows], float).reshape(len(rows), len(measure_names(model))),
        np.array([bool(row[2]) for row in rows], bool),
    )


@cache
def _rows_of(model: type[DayEntry]) -> Callable[[uuid.UUID, dt.date, dt.date], list[tuple[Any, ...]]]:
    @prepared
    def standing(pk: uuid.UUID, at: dt.date, since: dt.date) -> QuerySet[Any, tuple[Any, ...]]:
        return _selected(model, pk, at, since)

    return standing


def _selected(model: type[DayEntry], pk: Any, at: Any, since: Any) -> QuerySet[Any, tuple[Any, ...]]:
    rows = model._default_manager.standing().filter(patient=pk, day__range=(since, at))
    columns = lookups(model)
    same: Value | F = Value(False)
    if model is CheckIn:  # sections are looked up by whose they are too: see ``answers_side_by_side``
        own = {name: Q(**{f"{name}__patient": F("patient")}) for name in CHECK_IN_SECTIONS}
        rows = rows.alias(**{f"own_{name}": FilteredRelation(name, condition=own[name]) for name in own})
        columns, same = tuple(f"own_{column}" for column in columns), F("own_weakness__confirmed_same")
    return rows.order_by("day", "made_at", "pk").values_list("day", "source", same, *columns)


def _copied(model: type[DayEntry], pk: uuid.UUID, at: dt.date, since: dt.date) -> Standing:
    sql, params, layout = _copy_of(model)
    given = {"pk": pk, "at": at, "since": since}
    filled = [given[param.name] if isinstance(param, Place) else param for param in params]
    data, connection = io.BytesIO(), connections[replica.alias()]
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.copy_expert(cursor.mogrify(sql, filled).decode(), data)
    rows = np.frombuffer(data.getbuffer()[HEAD:-TAIL], layout)
    values = rows["values"]["value"].astype(float)
    values[values == NOT_RECORDED] = np.nan
    return Standing(EPOCH + rows["day"].astype(np.int64), rows["rank"].astype(np.int64), values, rows["same"] == 1)


@cache
def _copy_of(model: type[DayEntry]) -> tuple[str, Sequence[Any], np.dtype]:
    """The COPY of a kind of entry, its parameters with places among them, and how its rows lie in memory: each value
    after its size, and so each row as long as the others, for none of them is null."""
    places = Place("pk", UUIDField()), Place("at", DateField()), Place("since", DateField())
    sql, params = _selected(model, *places).query.sql_with_params()
    names = measure_names(model)
    whole = all(MEASURES[name].whole for name in names)
    kind, missing, value = ("int2", NOT_RECORDED, ">i2") if whole else ("float8", "NaN", ">f8")
    columns = [f"value_{place}" for place in range(len(names))]
    known = ", ".join(f"coalesce({column}::{kind}, '{missing}')" for column in columns)
    rank = f"(array_position('{{{','.join(RANKED)}}}'::varchar[], source) - 1)::int2"
    same = "coalesce(same, false)::int::int2"
    entries = f"({sql}) AS entry (day, source, same, {', '.join(columns)})"
    copy = f"COPY (SELECT day, {rank}, {same}, {known} FROM {entries}) TO STDOUT (FORMAT binary)"  # noqa: S608  our own names
    if model is CheckIn:
        copy = JOINS_HASHED.format(copy)
    size = ">i4"
    layout = [("columns", ">i2"), ("day_size", size), ("day", ">i4"), ("rank_size", size), ("rank", ">i2")]
    layout += [("same_size", size), ("same", ">i2")]
    return copy, params, np.dtype([*layout, ("values", [("size", size), ("value", value)], len(names))])
