"""Rows to arrays: one patient's record as ``clinical`` reads it. Each table is read once."""

import datetime as dt
import uuid
from typing import Any

import numpy as np
from django.db.models import QuerySet

from clinical.history import Daily, FunctionChecks, History, Mark, Memory, Readings, Span, Told
from clinical.memory import days_meant, one_a_cell, other_causes
from clinical.period import answers_that_count, gravest
from clinical.vocabulary import (
    CELL_BY_NAME,
    CHECK_IN_SECTIONS,
    FUNCTION_ITEMS,
    PHONE,
    TOTAL_GIVEN,
    Precision,
    Side,
    Source,
    labels_of,
    measures_of,
)
from people.models import Patient
from people.prepared import prepared
from symptoms.models import CellMark, CheckIn, Event, FunctionCheck, Measurement, RememberedOnset, Treatment
from symptoms.models.base import DayEntry
from symptoms.read.arrays import RANKED, Standing, standing_rows
from symptoms.record.columns import measure_names
from symptoms.record.validation import EARLIEST

LAST = dt.date(9999, 12, 30)
CAREGIVER = RANKED.index(Source.CAREGIVER)
Modes = dict[tuple[uuid.UUID, dt.date, str], str]  # by patient, day and source


def read_history(patient: Patient, at: dt.date) -> History:
    """Everything that stands for days up to ``at``: eight queries, whatever the number of days.

    What is remembered of a cell is the person's own word, else a caregiver's, else a clinician's from the notes; the
    fact where everything began makes that cell's memory the first. "Since birth or an old injury" has the effect of a
    mark "another cause" (``clinical.memory``): the row of the memory is all there is of it, so that to take it back is
    to undo both.
    """
    pk = patient.pk
    checks, totals = _function(pk, at)
    memories = one_a_cell((_memory(*row) for row in _memories(pk, at)), first_memory(patient))
    marks = tuple(Mark(CELL_BY_NAME[cell], kind, on) for cell, kind, on in _marks(pk, at))
    measured = _measurements(pk, at)
    return History(
        at=at,
        **_daily(pk, at),
        function=checks,
        totals_given=totals,
        phone={name: measured.pop(name) for name in PHONE if name in measured},
        measurements=measured,
        treatments=tuple(_treatment(*row) for row in _treatments(pk, at)),
        events=tuple(Span(*row) for row in _events(pk, at)),
        marks=marks + other_causes(memories, marks),
        memories=memories,
        usual_weight=float(patient.usual_weight) if patient.usual_weight else None,
        height=float(patient.height) if patient.height else None,
        writing_hand=Side(patient.writing_hand) if patient.writing_hand else None,
    )


def read_period(patient: Patient, since: dt.date, at: dt.date, *, measured: bool = True) -> History:
    """What ``clinical.period`` reads of the days from ``since`` to ``at``: three queries, two without what was
    ``measured``."""
    pk = patient.pk
    measurements = _measurements(pk, at, since) if measured else {}
    return History(
        at=at,
        signs=_daily(pk, at, since)["signs"],
        measurements={name: found for name, found in measurements.items() if name not in PHONE},
        events=tuple(Span(*row) for row in _events(pk, at)),
    )


@prepared
def _treatments(pk: uuid.UUID, at: dt.date) -> QuerySet[Treatment, tuple[Any, ...]]:
    rows = Treatment.objects.standing().filter(patient=pk, start__lte=at)
    rows = rows.order_by("start", "kind", "label", "stop", "detail", "side")
    return rows.values_list("kind", "label", "start", "stop", "detail", "side", "dose", "stop_reason")


def _treatment(kind: str, label: str, start: dt.date, stop: dt.date | None, *more: str) -> Span:
    detail, side, dose, reason = more
    return Span(kind, label, start, stop, detail=detail, side=side, dose=dose, stop_reason=reason)


@prepared
def _events(pk: uuid.UUID, at: dt.date) -> QuerySet[Event, tuple[Any, ...]]:
    rows = (
        Event.objects.standing().filter(patient=pk, start__lte=at).order_by("start", "kind", "label", "end", "serious")
    )
    return rows.values_list("kind", "label", "start", "end", "serious")


@prepared
def _marks(pk: uuid.UUID, at: dt.date) -> QuerySet[CellMark, tuple[Any, ...]]:
    rows = CellMark.objects.standing().filter(patient=pk).exclude(on__gt=at)
    return rows.order_by("cell").values_list("cell", "kind", "on")


@prepared
def _memories(pk: uuid.UUID, at: dt.date) -> QuerySet[RememberedOnset, tuple[Any, ...]]:
    rows = RememberedOnset.objects.standing().filter(patient=pk).exclude(month__gt=at)
    return rows.order_by("cell", "source").values_list("cell", "month", "precision", "source")


def _memory(cell: str, month: dt.date | None, precision: str, source: str) -> Memory:
    kind = Precision(precision)
    low, high = days_meant(month, kind) if month else (None, None)
    return Memory(CELL_BY_NAME[cell], low, high, kind, Source(source))


def first_memory(patient: Patient) -> Memory | None:
    """Where and when everything began, as far as it is remembered: one of the facts. Where the person said so in their
    first days the month stands in the memory of that cell alone, and the fact names the cell."""
    cell = CELL_BY_NAME.get(patient.onset_cell)
    if patient.onset_month is None:
        return Memory(cell, None, None, Precision.NOT_SURE, first=True) if cell else None
    kind = Precision(patient.onset_precision)
    return Memory(cell, *days_meant(patient.onset_month, kind), precision=kind, first=True)


def answers(
    model: type[DayEntry], pk: uuid.UUID, at: dt.date | None = None, since: dt.date = EARLIEST
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What stands of one kind of entry, up to a day: one row per day and source, in that order.

    Days (n,), ranks (n,) of the sources, values (n, k) in the order of ``measure_names``. Where several people of one
    source answered, it is the answer made last, value by value: the identity of a row in a file too (DESIGN 3).
    """
    days, ranks, values, _ = standing_rows(model, pk, at or LAST, since)
    return _by_source(days, ranks, values)


def _by_source(days: np.ndarray, ranks: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    row = days.astype(np.int64) * len(RANKED) + ranks
    keys, counts = answers_that_count(row, np.zeros_like(ranks), values)
    return (keys // len(RANKED)).astype("datetime64[D]"), keys % len(RANKED), counts


def _daily(pk: uuid.UUID, at: dt.date, since: dt.date = EARLIEST) -> dict[str, Any]:
    """The sections by name, and how the weakness was ``told``."""
    columns = measure_names(CheckIn)
    rows = standing_rows(CheckIn, pk, at, since)
    weakness = [columns.index(measure.name) for measure in measures_of("weakness")]
    asked_how = rows.same.any() or (rows.ranks == CAREGIVER).any()
    how = _how(rows, weakness) if asked_how else np.empty((len(rows.days), 0))
    said = _by_source(rows.days, rows.ranks, np.hstack([rows.values, how]))
    days, counts = answers_that_count(*said)
    values, how = counts[:, : len(columns)], counts[:, len(columns) :]
    signs = [columns.index(measure.name) for measure in measures_of("signs")]
    values[:, signs] = gravest(said[0], said[2][:, signs])
    found: dict[str, Any] = {}
    for section in CHECK_IN_SECTIONS:
        wanted = [columns.index(measure.name) for measure in measures_of(section)]
        part = values[:, wanted]
        answered = ~np.isnan(part).all(axis=1)
        found[section] = Daily(days[answered], part[answered], labels_of(section))
        if asked_how and section == "weakness":
            found["told"] = _told(how[answered], *said, weakness)
    return found


def _how(rows: Standing, columns: list[int]) -> np.ndarray:
    """Who gave each answer, and as "no change" or not: one number, which counts as the answer does."""
    how = (2 * rows.ranks + rows.same)[:, None]
    return np.where(np.isnan(rows.values[:, columns]), np.nan, how)


def _told(how: np.ndarray, days: np.ndarray, ranks: np.ndarray, values: np.ndarray, columns: list[int]) -> Told:
    theirs = ranks == CAREGIVER
    fresh = values[theirs, -len(columns) :] % 2 == 0
    beside = np.where(fresh, values[theirs][:, columns], np.nan)
    return Told(
        same=how % 2 == 1, caregiver=how // 2 == CAREGIVER, beside=Daily(days[theirs], beside, labels_of("weakness"))
    )


def _function(pk: uuid.UUID, at: dt.date) -> tuple[FunctionChecks, Readings]:
    """The checks with at least one answer, and the totals as a clinic gave them."""
    days, ranks, values = answers(FunctionCheck, pk, at)
    names = measure_names(FunctionCheck)
    given = values[:, names.index(TOTAL_GIVEN)]
    said = [place for place, name in enumerate(names) if name != TOTAL_GIVEN]
    known, answered = ~np.isnan(given), ~np.isnan(values[:, said]).all(axis=1)
    totals = Readings(days[known], given[known], tuple(RANKED[rank] for rank in ranks[known]))
    sources, modes = tuple(RANKED[rank] for rank in ranks[answered]), modes_of(pk, at)
    checks = FunctionChecks(
        days=days[answered],
        items=values[answered][:, [names.index(f"function.{item}") for item in FUNCTION_ITEMS]],
        gastrostomy=values[answered, names.index("function.gastrostomy")],
        sources=sources,
        modes=tuple(modes[day, source] for day, source in zip(days[answered].tolist(), sources, strict=True)),
    )
    return checks, totals


def modes_of(pk: uuid.UUID, at: dt.date = LAST) -> dict[tuple[dt.date, str], str]:
    """How the function checks up to a day were answered, by day and source: as the one made last says."""
    return {(day, source): mode for day, source, mode in _modes(pk, at)}


@prepared
def _modes(pk: uuid.UUID, at: dt.date) -> QuerySet[FunctionCheck, tuple[Any, ...]]:
    rows = FunctionCheck.objects.standing().filter(patient=pk, day__lte=at)
    return rows.order_by("made_at", "pk").values_list("day", "source", "mode")


def unusual_modes(patients: QuerySet[Patient]) -> Modes:
    """How function checks were answered, where that is not the usual way of the source."""
    rows = FunctionCheck.objects.standing().filter(patient__in=patients).order_by("made_at", "pk")
    modes = {(pk, day, source): mode for pk, day, source, mode in rows.values_list("patient", "day", "source", "mode")}
    return {key: mode for key, mode in modes.items() if mode != FunctionCheck.usual_mode(key[2])}


def _measurements(pk: uuid.UUID, at: dt.date, since: dt.date = EARLIEST) -> dict[str, Readings]:
    days, ranks, values = answers(Measurement, pk, at, since)
    found = {}
    for index, name in enumerate(measure_names(Measurement)):
        known = ~np.isnan(values[:, index])
        if known.any():
            found[name] = Readings(days[known], values[known, index], tuple(RANKED[rank] for rank in ranks[known]))
    return found
