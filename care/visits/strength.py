"""Strength as examined, visit by visit, beside what the person said of the same part: never mixed (CLINICAL 5.2)."""

import datetime as dt
import uuid
from dataclasses import dataclass

import numpy as np

from care.models import Strength
from care.wording import muscle_words
from clinical.period import answers_that_count
from clinical.strength import BESIDE, MUSCLES, beside
from clinical.vocabulary import CELL_NAMES, CELLS, Region, Side, Source
from symptoms.models import CheckIn
from symptoms.models.base import Recorded
from symptoms.read.arrays import RANKED
from symptoms.read.history import answers
from symptoms.wording import REGION_LABELS, Text

VISITS = 4  # the newest with a grade: a table of more is too wide to be read at once
Pair = tuple[str, str]  # right and left; what has no side stands twice the same and is ``middle``


@dataclass(frozen=True)
class MuscleRow:
    """``grades``: of each visit right and left, blank where not graded; ``middle``: it has no side."""

    label: str
    grades: tuple[Pair, ...]
    middle: bool = False


@dataclass(frozen=True)
class PartOfTable:
    """The muscles of one region, with the person's own grades (0-4) of it in the four weeks up to each visit."""

    label: Text
    muscles: tuple[MuscleRow, ...]
    own: MuscleRow | None = None


@dataclass(frozen=True)
class StrengthTable:
    days: tuple[dt.date, ...]
    parts: tuple[PartOfTable, ...]
    left_out: int = 0  # earlier visits with grades


Graded = list[tuple[dt.date, str, str, str]]  # day, muscle, side, grade


def strength_of(patient: uuid.UUID) -> StrengthTable | None:
    """None where nothing was graded at any visit that stands. Two queries."""
    graded = _graded(patient)
    days = sorted({day for day, *_ in graded})
    return _table(patient, graded, tuple(days[-VISITS:]), len(days[:-VISITS])) if days else None


def strength_at(patient: uuid.UUID, *asked: dt.date) -> StrengthTable | None:
    """The same at the last visit with grades up to each of these days, one column where it is the same visit; None
    where there is no such visit."""
    graded = _graded(patient)
    days = {max((day for day, *_ in graded if day <= limit), default=None) for limit in asked} - {None}
    return _table(patient, graded, tuple(sorted(day for day in days if day))) if days else None


def _graded(patient: uuid.UUID) -> Graded:
    rows = Strength.objects.filter(visit__patient=patient, visit__status=Recorded.Status.STANDING)
    ordered = rows.order_by("visit__day", "visit__made_at", "pk")
    return list(ordered.values_list("visit__day", "muscle", "side", "grade"))


def _table(patient: uuid.UUID, graded: Graded, shown: tuple[dt.date, ...], left_out: int = 0) -> StrengthTable:
    found = {(day, muscle, side): grade for day, muscle, side, grade in graded}
    own = _own(patient, shown)
    parts = []
    for region in Region:
        muscles = tuple(
            _row(name, name, found, shown, middle=None in muscle.sides)
            for name, muscle in MUSCLES.items()
            if muscle.region is region
            and any((day, name, side or "") in found for day in shown for side in muscle.sides)
        )
        if muscles:
            parts.append(PartOfTable(REGION_LABELS[region], muscles, _own_row(region, own)))
    others = sorted({muscle for day, muscle, _side in found if day in shown and muscle not in MUSCLES})
    if others:
        parts.append(PartOfTable("", tuple(_row(name, name, found, shown) for name in others)))
    return StrengthTable(shown, tuple(parts), left_out)


def _row(
    muscle: str, name: str, found: dict[tuple[dt.date, str, str], str], days: tuple[dt.date, ...], middle: bool = False
) -> MuscleRow:
    sides = ("", "") if middle else (Side.RIGHT, Side.LEFT)
    grades = tuple((found.get((day, muscle, sides[0]), ""), found.get((day, muscle, sides[1]), "")) for day in days)
    return MuscleRow(muscle_words(name, ""), grades, middle)


def _own(patient: uuid.UUID, visits: tuple[dt.date, ...]) -> dict[str, list[str]]:
    """By cell the person's or their caregiver's grade beside each visit, as text; blank where there was none."""
    since = visits[0] - dt.timedelta(days=BESIDE - 1)
    days, ranks, values = answers(CheckIn, patient, visits[-1], since)
    theirs = ranks != RANKED.index(str(Source.CLINICIAN))
    days, grades = answers_that_count(days[theirs], ranks[theirs], values[theirs][:, : len(CELLS)])
    return {
        cell: ["" if np.isnan(grade) else f"{grade:.0f}" for grade in column]
        for cell, column in zip(CELL_NAMES, beside(days, grades, visits).T, strict=True)
    }


def _own_row(region: Region, own: dict[str, list[str]]) -> MuscleRow | None:
    middle = str(region) in own
    right, left = (own[str(region)],) * 2 if middle else (own[f"{region}.right"], own[f"{region}.left"])
    if not any((*right, *left)):
        return None
    return MuscleRow("", tuple(zip(right, left, strict=True)), middle)
