"""One line of a table to what it says: of one visit, or of several where it is wide."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from clinical.vocabulary import FUNCTION_ITEMS, MEASURES, TOTAL_GIVEN
from exchange.rows import CONFIRMED, MODE, SAME, Problems
from exchange.tables import mapping as meant
from exchange.tables.cells import HalfPoint, NotAllowed, is_missing, reader
from exchange.tables.corrected import EVERY_UNIT, KEEP, Corrections
from exchange.tables.mapping import Column, Mapping
from exchange.tables.names import meaning_of
from exchange.tables.questions import Asker
from exchange.tables.said import Said, Total, visits_of
from exchange.tables.starts import Starts
from exchange.tables.table import Cell, Line, Table
from symptoms.models.base import Source
from symptoms.read.readings import TOTAL, total_of

ITEMS = [f"function.{item}" for item in FUNCTION_ITEMS]
GASTROSTOMY = "function.gastrostomy"


class Lines:
    """Reads the lines of one table. ``problems`` takes what can't be read; ``halves``: the cells with half points, each
    as line, column and cell, read as the mapping says; ``totals``: those that were given; ``silent``: the lines that
    record nothing."""

    def __init__(self, table: Table, mapping: Mapping, asker: Asker, problems: Problems) -> None:
        self.mapping, self.problems = mapping, problems
        self.columns = {
            name: mapping.columns[name]
            for name in table.names
            if name in mapping.columns and mapping.columns[name].means != meant.OUT
        }
        self.places = {name: table.names.index(name) for name in self.columns}
        self._readers: dict[tuple[str, str], Callable[[Cell], Any]] = {}
        self.corrections = Corrections(table, asker)
        self.starts = Starts(asker, problems)
        self.halves: list[tuple[int, str, Cell]] = []
        self.totals: list[Total] = []
        self.silent: list[int] = []
        self.visits = visits_of(self.columns)

    def read(self, line: Line) -> Iterator[Said]:
        told, problems = False, self._problems
        for label, columns in self.visits:
            said = self._said(line, columns)
            self._take_total(said)
            told = told or bool(said.values or said.facts)
            if (said.values or said.facts) and self._identified(said, label):
                yield said
        if not told and problems == self._problems:
            self.silent.append(line.number)

    @property
    def _problems(self) -> int:
        return len(self.problems.shown) + self.problems.further

    def _take_total(self, said: Said) -> None:
        """A total is the clinic's, or it is not kept; whose it is may not have been answered yet."""
        given = said.other.get(meant.TOTAL)
        source = said.other.get(meant.SOURCE) or self.mapping.source
        kept = source == Source.CLINICIAN
        if given is None or not kept:
            said.kept.discard(TOTAL_GIVEN)
        if given is None or not source:
            return
        self.totals.append(Total(said.line, given, total_of(said.values.get(name) for name in ITEMS), kept))
        if kept:
            said.values[TOTAL_GIVEN] = given

    def _said(self, line: Line, columns: dict[str, Column]) -> Said:
        said = Said(line.number)
        if self.corrections.of(line.number, TOTAL) == KEEP:
            said.kept.add(TOTAL)
        for name, column in columns.items():
            if column.means == meant.MEASURE:
                continue
            cell = line.cells[self.places[name]]
            answer = self.corrections.of(line.number, name)
            if answer == meant.OUT or (answer is None and self._is_blank(cell, column)):
                continue
            try:
                value = self._value(name, column, cell, answer, line)
            except HalfPoint as half:
                self.halves.append((line.number, name, cell))
                rounded = self.mapping.half_points == meant.DOWN
                self._put(said, line, name, column, half.below if rounded else None, kept=rounded)
                continue
            except NotAllowed as refused:
                self.problems.add(str(refused), line.number, name)
                continue
            self._put(said, line, name, column, value, kept=answer == KEEP)
        return said

    def _is_blank(self, cell: Cell, column: Column) -> bool:
        return cell == "" or (column.means != meant.PATIENT and is_missing(cell, self.mapping))

    def _value(self, name: str, column: Column, cell: Cell, answer: str | None, line: Line) -> Any:
        if column.means == meant.VALUE:
            column = replace(column, means=self._named(line))
        if answer in (None, KEEP):
            return self._reader(name, column)(cell)
        if answer in EVERY_UNIT:
            return reader(replace(column, unit=str(answer)))(cell)
        return reader(column)(str(answer))

    def _reader(self, name: str, column: Column) -> Callable[[Cell], Any]:
        """What reads the cells of a column that mean this, made once."""
        key = (name, column.means)
        if key not in self._readers:
            self._readers[key] = cache(reader(column))
        return self._readers[key]

    def _named(self, line: Line) -> str:
        """The measure that the line names. Raises ``NotAllowed`` where it names none."""
        names = [name for name, column in self.columns.items() if column.means == meant.MEASURE]
        cell = line.cells[self.places[names[0]]] if names else ""
        means = meaning_of(str(cell))
        if means not in MEASURES and means != meant.TOTAL:
            raise NotAllowed(_("“%(name)s” is not something that is recorded here.") % {"name": str(cell)[:40]})
        return means

    def _put(self, said: Said, line: Line, name: str, column: Column, value: Any, *, kept: bool) -> None:
        means = column.means
        if means == meant.VALUE:
            means = self._named(line)
        if means in (meant.CUTTING_WITHOUT, meant.CUTTING_WITH):
            if meant.CUTTING_WITHOUT in said.other or meant.CUTTING_WITH in said.other:
                sentence = _("Item 5 is answered with and without a feeding tube; only one of them can be.")
                self.problems.add(sentence, line.number, name)
            said.other[means] = value
            said.values.setdefault(GASTROSTOMY, int(means == meant.CUTTING_WITH))
            means = "function.cutting_food"
        if means in (meant.TOTAL, TOTAL_GIVEN):
            said.other[meant.TOTAL], means = value, TOTAL_GIVEN
        elif means not in MEASURES:
            said.other[means] = value
        elif value is not None:
            said.values[means] = value
        if value is not None and means in MEASURES and (column.means != means or column.visit):
            said.places[means] = (line.number, name)
        if kept and means in MEASURES:
            said.kept.add(means)

    def _identified(self, said: Said, label: str) -> bool:
        """Whose it is, of which day, and who said it; what is missing is told."""
        other, problems = said.other, self._problems
        said.patient = other.get(meant.PATIENT) or self.mapping.patient
        said.source = other.get(meant.SOURCE) or self.mapping.source
        day = dt.date.fromisoformat(label) if "-" in label else other.get(meant.DAY)
        if isinstance(day, float):
            (name,) = self.mapping.named(meant.DAY)
            start = other.get(meant.START)
            day = self.starts.day(said.patient, start, day, self.columns[name].order, said.line, name)
            if day is None:
                return False
        if day is not None:
            said.day = day
        for means, found in ((meant.PATIENT, said.patient), (meant.DAY, day), (meant.SOURCE, said.source)):
            names = self.mapping.named(means)
            if not found and names and not self._told(said.line, names):
                self.problems.add(
                    _("Nothing was found, but it is needed to know what the row is about."), said.line, names[0]
                )
        return problems == self._problems and day is not None

    def _told(self, line: int, names: list[str]) -> bool:
        return any(problem.line == line and problem.column in names for problem in self.problems.shown)

    def how(self, said: Said) -> tuple[str | None, frozenset[str], frozenset[str]]:
        """Mode, sections that were confirmed as the same, and measures that were confirmed."""
        confirmed = said.other.get(CONFIRMED, frozenset()) | said.kept
        return said.other.get(MODE), said.other.get(SAME, frozenset()), frozenset(confirmed)
