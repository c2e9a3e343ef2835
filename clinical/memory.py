"""What is remembered of when parts began: the days that are meant, and whose memory of a cell counts (CLINICAL 4.4)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from clinical.history import Mark, Memory, as_date
from clinical.vocabulary import Cell, Precision, Source

MONTHS = {Precision.MONTH: 1, Precision.SEASON: 3, Precision.YEAR: 12}  # that each of them is long
_RANK = {source: rank for rank, source in enumerate(Source)}


def days_meant(month: dt.date, precision: Precision) -> tuple[dt.date, dt.date]:
    """The first and the last day that are meant by a month, by a season of three months from ``month`` on, or by the
    year that ``month`` is in. Raises ``KeyError`` for a precision that has no month."""
    length = MONTHS[precision]
    first = np.datetime64(month.replace(month=1) if precision is Precision.YEAR else month, "M")
    last = (first + length).astype("datetime64[D]") - 1
    return as_date(first), as_date(min(last, np.datetime64(dt.date.max)))  # some calendar days have no month after them


def one_a_cell(said: Iterable[Memory], fact: Memory | None = None) -> tuple[Memory, ...]:
    """The memory of each cell that counts: the person's own, else a caregiver's, else a clinician's from the notes. Who
    is not sure gives way to who knows.

    ``fact``: where everything began, and when, or not sure when. The cell's own memory counts before its month, and is
    then ``first``; it is not where somebody says that the cell has been weak since birth or an old injury.
    """
    found: dict[Cell | None, Memory] = {}
    for memory in sorted(said, key=_rank):
        found.setdefault(memory.cell, memory)
    if fact:
        own = found.get(fact.cell)
        if own is None or (own.precision is Precision.NOT_SURE and fact.low):
            found[fact.cell] = fact
        elif own.precision is not Precision.BEFORE:
            found[fact.cell] = replace(own, first=True)
    return tuple(found.values())


def other_causes(memories: Iterable[Memory], marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks that follow from "since birth or an old injury": the cell has another cause, unless it is marked, for
    a mark is a word on the cell itself and a clinician's may not be overridden."""
    marked = {mark.cell for mark in marks}
    before = [memory.cell for memory in memories if memory.precision is Precision.BEFORE and memory.cell]
    return tuple(Mark(cell, "other_cause") for cell in before if cell not in marked)


def _rank(memory: Memory) -> tuple[bool, int]:
    return memory.precision is Precision.NOT_SURE, _RANK[memory.by]


def months_before(month: dt.date, day: dt.date) -> int:
    """How many calendar months the month of ``month`` is before that of ``day``; negative where it is after it."""
    return (day.year - month.year) * 12 + day.month - month.month
