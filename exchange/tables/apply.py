"""A table and its mapping to rows as ours: the form that ``exchange.importing`` takes."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from clinical.vocabulary import MEASURES
from exchange.rows import Problems, Rows
from exchange.tables import mapping as meant
from exchange.tables.cells import NotAllowed, reader
from exchange.tables.lines import Lines
from exchange.tables.mapping import Mapping as Meaning
from exchange.tables.questions import Asker
from exchange.tables.said import Said
from exchange.tables.seen import Seen
from exchange.tables.table import Table
from exchange.tables.together import Together
from people.alike import same_name


@dataclass(frozen=True)
class Applied:
    """``facts``: by reference, what is said of the person, by meaning. The notes are those of ``rows``. ``columns``: by
    measure, its column; ``places``: by line, day and measure, the line and column of the values that are elsewhere."""

    rows: Rows
    facts: Mapping[str, Mapping[str, Any]]
    columns: Mapping[str, str]
    places: Mapping[tuple[int, dt.date, str], tuple[int, str]]

    def place(self, line: int, day: dt.date, measure: str) -> tuple[int, str]:
        """Where a value stands in the file."""
        at, column = self.places.get((line, day, measure), (line, ""))
        return at, column or self.columns.get(measure, measure)


def apply(table: Table, mapping: Meaning, asker: Asker, same: Mapping[str, str] | None = None) -> Applied:
    """Every line as rows, each with the line it is from. ``same``: by the reference in the file, the one that is meant.

    Raises ``CsvRefused`` with line and column of all that can't be read. What is not clear is asked; while a question
    is open, the rows are those of what is proposed.
    """
    problems = Problems()
    lines = Lines(table, mapping, asker, problems)
    together, seen = Together(asker, problems), Seen(asker, mapping, by_line=table.has_lines)
    facts: dict[str, dict[str, Any]] = {}
    for said in _said(table, lines):
        said.patient = (same or {}).get(said.patient, said.patient)
        seen.note_day(said)
        _add_facts(facts, said, problems)
        how = lines.how(said)
        said.other.clear()  # there may be many
        together.add(said, *how)
    seen.ask(lines.halves, lines.totals)
    measures = tuple(name for name in MEASURES if name in together.measures)
    problems.refuse_if_any()
    places = together.places
    rows = together.rows(
        measures, with_facts=facts.keys(), silent=lines.silent, notes=seen.notes(lines.halves, lines.totals)
    )
    columns = {column.means: name for name, column in reversed(list(mapping.columns.items()))}
    return Applied(rows, facts, columns, places)


def references(table: Table, mapping: Meaning) -> list[str]:
    """Those of the file, each once, in its order; without what can be none."""
    names = mapping.named(meant.PATIENT)
    if not names:
        return [mapping.patient] if mapping.patient else []
    read = reader(mapping.columns[names[0]])
    found: dict[str, None] = {}
    for cell in dict.fromkeys(table.column(names[0])):
        try:
            found[read(cell)] = None
        except NotAllowed:
            continue
    return list(found)


def _said(table: Table, lines: Lines) -> Iterator[Said]:
    for line in table.taken():
        yield from lines.read(line)


def _add_facts(facts: dict[str, dict[str, Any]], said: Said, problems: Problems) -> None:
    for name, value in said.facts.items():
        known = facts.setdefault(said.patient, {}).setdefault(name, value)
        if known != value and not (name == meant.NAME and same_name(known) == same_name(value)):
            problems.add(_("It says something else than a line above about the same person."), said.line, name)
