"""What a file is asked back: values that can hardly be, each with its line (CLINICAL 9.3)."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from clinical.doubts import Doubt, Reading, doubts_among
from clinical.vocabulary import FUNCTION_ITEMS
from exchange.rows import Problem, Row, Rows
from people.models import Patient
from symptoms.models.base import Source
from symptoms.read.readings import MEASURED, TOTAL, facts_of, readings_of, total_of
from symptoms.wording.doubts import asked_back


@dataclass(frozen=True)
class Question:
    row: Row
    doubt: Doubt

    @property
    def told(self) -> Problem:
        return Problem(asked_back(self.doubt, self.row.day).sentence, self.row.line, self.doubt.measure)


def questions_of(
    rows: Rows, patients: Mapping[str, Patient], by_reference: Mapping[str, list[Row]], new: Collection[str]
) -> list[Question]:
    """In the order of the file. A value that stands already is not asked about again, nor one that the file says was
    confirmed. ``new``: references of those who have nothing on record."""
    found: list[Question] = []
    if {*MEASURED, *(f"function.{item}" for item in FUNCTION_ITEMS)}.isdisjoint(rows.measures):
        return found
    for reference, own in by_reference.items():
        said: dict[str, list[tuple[Row, Reading]]] = {}
        for row in own:
            for name, value in _asked_of(rows, row):
                said.setdefault(name, []).append((row, Reading(value, row.day, name in row.confirmed)))
        patient = patients[reference]
        stored = {} if reference in new else readings_of(patient, said)
        for name, sent in said.items():
            found += _questions(name, sent, stored.get(name, []), patient)
    return sorted(found, key=lambda question: question.row.line)


def _questions(
    name: str, sent: list[tuple[Row, Reading]], stored: list[Reading], patient: Patient
) -> Iterator[Question]:
    standing = {(reading.day, reading.value) for reading in stored}
    fresh = [(row, reading) for row, reading in sent if (reading.day, reading.value) not in standing]
    series: list[tuple[Row | None, Reading]] = [*((None, reading) for reading in stored), *fresh]
    series.sort(key=lambda each: each[1].day or dt.date.min)
    readings = [reading for _, reading in series]
    for place, doubt in doubts_among(name, readings, facts_of(patient, sent[0][0].day), told=True).items():
        row = series[place][0]
        if row is not None:
            yield Question(row, doubt)


def _asked_of(rows: Rows, row: Row) -> Iterator[tuple[str, float]]:
    said = rows.said(row)
    for name in MEASURED:
        if name in said:
            yield name, said[name]
    if row.source == Source.CLINICIAN:
        total = total_of(said.get(f"function.{item}") for item in FUNCTION_ITEMS)
        if total is not None:
            yield TOTAL, total
