"""The tables of an archive beside its observations: compared and written while nobody is locked, but for what touches
rows that are there."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping

from care.models import DueAnswer, SignAnswer, VisitAnswer
from exchange.archive.care_tables import DUE, SIGNS, TALKED, VISIT_ANSWERS
from exchange.archive.load_before import load_talked
from exchange.archive.load_care import Tables, load_plans, load_signs, load_visits
from exchange.archive.load_due import load_due
from exchange.archive.load_people import People
from exchange.archive.load_programme import load_programmes
from exchange.archive.load_rows import Into, load_rows
from exchange.archive.load_treatments import load_treatment_days
from exchange.archive.loaded import Loaded
from exchange.archive.read import refuse_together
from exchange.archive.record_tables import EVENTS, MARKS, PLANS, REMEMBERED, TREATMENTS
from exchange.archive.treatment_tables import TREATMENT_DAYS
from exchange.models import Import
from exchange.rows import Problems
from people.models import Patient, User
from symptoms.models import CellMark, Event, RememberedOnset, Report, Treatment
from symptoms.models.remembered import voice
from symptoms.write.bulk import Fate

ENTRIES = (
    (Treatment, TREATMENTS, None),
    (Event, EVENTS, None),
    (CellMark, MARKS, lambda row: (row.patient_id, row.cell)),
    (RememberedOnset, REMEMBERED, lambda row: (row.patient_id, row.cell, voice(row.source))),
)

ANSWERS = (SignAnswer, DueAnswer)  # of the team: they count in the list at once


class Beside:
    """Within the transaction of an import, beside its ``exchange.writing.Writing``. ``people`` are followed as they
    change."""

    def __init__(
        self,
        tables: Tables,
        people: People,
        authors: Mapping[str, User],
        noted: Import,
        problems: Mapping[str, Problems],
        now: dt.datetime,
    ) -> None:
        self._tables, self._people, self._authors = tables, people, authors
        self._noted, self._problems, self._now = noted, problems, now
        self._late: set[uuid.UUID] = set()
        self.loaded: list[Loaded] = []

    @property
    def fates(self) -> Counter[Fate]:
        found: Counter[Fate] = Counter()
        for each in self.loaded:
            for (_patient, fate), rows in each.fates.items():
                found[fate] += rows
        return found

    @property
    def changed(self) -> Counter[Patient]:
        return sum((each.changed for each in self.loaded), Counter[Patient]())

    def load(self, references: Iterable[str]) -> None:
        """Compare, and write; what touches what others see waits for ``finish``. What is linked with the rows of the
        observations comes after these. Raises ``CsvRefused``."""
        those = {reference: self._people.patients[reference] for reference in references}
        tables = {
            file: [line for line in lines if line.said.get("patient") in those] for file, lines in self._tables.items()
        }
        into, problems = Into(those, self._authors, self._now), self._problems
        found = [
            load_rows(
                model, table, tables[table.file], into, problems[table.file], slot=slot, one_stands=slot is not None
            )
            for model, table, slot in ENTRIES
        ]
        said = load_rows(
            VisitAnswer,
            VISIT_ANSWERS,
            tables[VISIT_ANSWERS.file],
            into,
            problems[VISIT_ANSWERS.file],
            slot=lambda row: (row.patient_id, row.visit_day, row.author_id, row.question),
        )
        found.append(load_treatment_days(tables[TREATMENT_DAYS.file], found[0], into, problems[TREATMENT_DAYS.file]))
        found += [said, load_talked(tables[TALKED.file], said, into, problems[TALKED.file])]
        found.append(load_plans(tables[PLANS.file], into, problems[PLANS.file]))
        found += load_visits(tables, into, problems, author=self._noted.account)
        found += load_programmes(tables, into, problems)
        found.append(load_signs(tables[SIGNS.file], into, problems[SIGNS.file]))
        found.append(load_due(tables[DUE.file], into, problems[DUE.file]))
        refuse_together(list(problems.values()))
        seen = {patient.pk for reference, patient in those.items() if reference not in self._people.new}
        late = seen.intersection(set[uuid.UUID]().union(*(each.touched() for each in found)))
        self._write(found, {patient.pk for patient in those.values()} - late)
        self._late |= late
        self.loaded += found

    def forget(self, references: Iterable[str]) -> None:
        """Take out what was written of them: nobody saw it."""
        those = {self._people.patients[reference].pk for reference in references}
        for each in reversed(self.loaded):
            each.forget(those)
        self._late -= those

    def finish(self) -> None:
        """Write what waits, now that all records are locked."""
        self._write(self.loaded, self._late)
        self._late = set()
        answered = [patient for each in self.loaded if each.model in ANSWERS for patient in each.changed]
        Report.objects.to_place(*answered)

    def _write(self, loaded: Iterable[Loaded], patients: set[uuid.UUID]) -> None:
        if patients:
            for each in loaded:
                each.write(patients)
