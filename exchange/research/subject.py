"""One person's record as research reads it: without what is private, and up to today."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from care.models import Visit
from clinical.vocabulary import MEASURES, PRIVATE
from exchange.csv_write import said_of
from exchange.research.pseudonyms import Pseudonym
from people.models import Patient
from symptoms.models import CellMark, Event, FunctionCheck, RememberedOnset, Treatment
from symptoms.models.base import Source
from symptoms.read.history import modes_of
from symptoms.record.days import local_day


@dataclass(frozen=True)
class Day:
    """What one source said of one day. ``values``: of the measures that were recorded; ``alsfrs_r``: its function check
    is the form of the clinic, and not our own questions (CLINICAL 10.1, 13.5)."""

    day: dt.date
    source: str
    values: Mapping[str, float]
    alsfrs_r: bool


@dataclass(frozen=True)
class Subject:
    """``person_id``: the number in this export. All days are the true ones: whoever writes one moves it."""

    patient: Patient
    person_id: int
    pseudonym: Pseudonym
    now: dt.datetime

    @cached_property
    def today(self) -> dt.date:
        return local_day(self.patient, self.now)

    @cached_property
    def days(self) -> list[Day]:
        """In order of day and source."""
        return list(self._days())

    @property
    def first(self) -> dt.date | None:
        return self.days[0].day if self.days else None

    @property
    def last(self) -> dt.date | None:
        return self.days[-1].day if self.days else None

    @cached_property
    def year_of_birth(self) -> int | None:
        """Of the moved day; nobody is older than 90 at their last day (45 CFR 164.514(b)(2)(i)(C))."""
        born = self.patient.birth_date
        if born is None:
            return None
        last = self.pseudonym.moved(self.last or self.today)
        return max(self.pseudonym.moved(born).year, last.year - 90)

    @cached_property
    def treatments(self) -> list[tuple[str, str, dt.date, dt.date | None, str]]:
        rows = Treatment.objects.standing().filter(patient=self.patient, start__lte=self.today)
        return list(rows.order_by().values_list("kind", "detail", "start", "stop", "source"))

    @cached_property
    def events(self) -> list[tuple[str, dt.date, dt.date | None, bool, str]]:
        rows = Event.objects.standing().filter(patient=self.patient, start__lte=self.today)
        return list(rows.order_by().values_list("kind", "start", "end", "serious", "source"))

    @cached_property
    def marks(self) -> list[tuple[str, str, dt.date | None, str]]:
        rows = CellMark.objects.standing().filter(patient=self.patient).exclude(on__gt=self.today)
        return list(rows.order_by().values_list("cell", "kind", "on", "source"))

    @cached_property
    def remembered(self) -> list[tuple[str, dt.date | None, str, str]]:
        rows = RememberedOnset.objects.standing().filter(patient=self.patient)
        return list(rows.order_by().values_list("cell", "month", "precision", "source"))

    @cached_property
    def diagnoses(self) -> set[tuple[str, dt.date]]:
        """As clinicians entered them, each with its day."""
        rows: Any = Visit.objects.standing().filter(patient=self.patient, day__lte=self.today).exclude(diagnosis="")
        return {(name, on or day) for name, on, day in rows.values_list("diagnosis", "diagnosis_date", "day")}

    def _days(self) -> Iterator[Day]:
        modes = modes_of(self.patient.pk, self.today)
        for day, source, values in said_of(self.patient.pk):
            told = {name: value for name, value in values.items() if not math.isnan(value) and name not in PRIVATE}
            if told and day <= self.today:
                clinics = source == Source.CLINICIAN and modes.get((day, source)) == FunctionCheck.Mode.CLINIC
                yield Day(day, source, told, alsfrs_r=clinics)


def section_of(measure: str) -> str:
    return MEASURES[measure].section
