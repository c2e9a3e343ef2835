"""The rows of a file, compared with what stands in the records that they are of, and written."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from care.visits.write import Noted, forget_visits, note_visits
from clinical.vocabulary import MEASURES
from exchange.imports.retracting import retract_rows
from exchange.judging import Judged, Rules, judge
from exchange.models import Import
from exchange.rows import Row, Rows
from people.models import Patient
from symptoms.models.base import Source
from symptoms.write.bulk import DaySaid, Fate, forget_days, write_days


class Beside(Protocol):
    """What else a file holds of its people, written after their rows (``exchange.archive.beside``)."""

    def load(self, references: Iterable[str]) -> None: ...
    def forget(self, references: Iterable[str]) -> None: ...
    def finish(self) -> None: ...


class Writing:
    """Within the transaction of an import. ``patients``: by the file's references, followed as it changes; ``judged``:
    what was found of the rows. Where nothing is ``beside`` them, days of the clinic's own numbers are noted as
    visits."""

    def __init__(
        self,
        rows: Rows,
        noted: Import,
        patients: Mapping[str, Patient],
        rules: Rules,
        now: dt.datetime,
        *,
        beside: Beside | None,
    ) -> None:
        self.rows, self.noted, self.patients, self.rules, self.now = rows, noted, patients, rules, now
        self.beside = beside
        self.judged = Judged()
        self._by_reference: dict[str, list[Row]] = {}
        for row in rows.rows:
            self._by_reference.setdefault(row.patient, []).append(row)
        self._fates: dict[str, Counter[Fate]] = {}
        self._taken_back: Counter[str] = Counter()
        self._written_to: dict[str, Patient] = {}
        self._measured = [
            place for place, name in enumerate(rows.measures) if MEASURES[name].section in ("function", "measurement")
        ]

    @property
    def fates(self) -> Counter[Fate]:
        """What became of all rows."""
        return sum(self._fates.values(), Counter[Fate]())

    @property
    def changed(self) -> dict[Patient, int]:
        """Whose record it changes, with the number of rows."""
        written = {
            reference: found[Fate.NEW] + found[Fate.CORRECTED] + self._taken_back[reference]
            for reference, found in self._fates.items()
        }
        return {self.patients[reference]: rows for reference, rows in written.items() if rows}

    @property
    def taken_back(self) -> int:
        """How many entries of earlier files."""
        return self._taken_back.total()

    def size(self, references: Iterable[str]) -> int:
        """How many rows are theirs."""
        return sum(len(self._by_reference.get(reference, ())) for reference in references)

    def judge(self, references: Collection[str], *, new: Collection[str] = ()) -> None:
        """``new``: those of whom nothing is on record. Raises ``CsvRefused`` and ``FileInDoubt``."""
        own = {reference: rows for reference, rows in self._by_reference.items() if reference in references}
        found = judge(self.rows, self.patients, own, new, self.rules, self.now)
        self.judged = self.judged.in_place(found, references)

    def write(self, reference: str) -> int:
        """The number of rows that were looked at."""
        patient, own, confirmed = self.patients[reference], self._by_reference.get(reference, []), self.judged.confirmed
        said = [
            DaySaid(
                row.day,
                row.source,
                self.rows.said(row),
                row.mode,
                row.same,
                row.confirmed | confirmed.get(row.line, set()),
                row.not_known,
            )
            for row in own
            if not row.retract
        ]
        self._taken_back[reference] += retract_rows(self.noted, {reference: patient}, {reference: own}).total()
        self._written_to[reference] = patient
        self._fates[reference] = write_days(patient, said, self.noted.account, lambda day: self.now)
        if self.beside is None:
            note_visits({patient: self._visits(own)}, by=self.noted.account, made_at=lambda day: self.now)
        return len(own)

    def write_anew(self, references: Iterable[str]) -> None:
        """In place of what was written of them."""
        those = list(dict.fromkeys(references))
        if not those:
            return
        if self.beside:
            self.beside.forget(those)
        for reference in filter(self._written_to.__contains__, those):
            forget_visits(self._written_to[reference], self.noted.account)
            forget_days(self._written_to[reference], self.noted.account)
        self.judge(those)
        for reference in those:
            self.write(reference)
        self.write_beside(those)

    def write_beside(self, references: Iterable[str]) -> None:
        if self.beside:
            self.beside.load(references)

    def finish(self) -> None:
        """What touches rows of others, once all records are locked."""
        if self.beside:
            self.beside.finish()

    def _visits(self, own: Iterable[Row]) -> list[Noted]:
        """A day on which the clinic scored or measured something was a visit: how is not in a file."""
        return [
            Noted(row.day)
            for row in own
            if row.source == Source.CLINICIAN and any(row.values[place] is not None for place in self._measured)
        ]
