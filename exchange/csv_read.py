"""A CSV file is read whole or refused whole, with everything that is wrong in it."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clinical.vocabulary import CHECK_IN_SECTIONS, FUNCTION_ITEMS, MEASURES, TOTAL_GIVEN
from exchange.rows import CONFIRMED, HOW, IDENTITY, MODE, RETRACT, SAME, CsvRefused, Problem, Problems, Row, Rows, spans
from people.models import Patient
from reports.csv_lines import unguarded
from symptoms.models import FunctionCheck
from symptoms.models.base import Source
from symptoms.read.readings import MEASURED, TOTAL
from symptoms.record.validation import EARLIEST, allowed_words, clean_value, only_of_a_clinic

ITEMS = [f"function.{item}" for item in FUNCTION_ITEMS]
ASKED = (*MEASURED, TOTAL, *ITEMS, TOTAL_GIVEN)  # what is asked back; of the last, half points
NAMES = (*IDENTITY, *HOW, RETRACT)  # columns that hold no measure
NOTES = 20  # repeats told one by one
YES = {"": False, "yes": True}
_REFERENCE_LENGTH = Patient._meta.get_field("reference").max_length or 0


@dataclass(frozen=True)
class _Column:
    """``parse`` turns a cell into a value or raises ``ValueError`` or ``ValidationError``; ``allowed``: what fits."""

    name: str
    parse: Callable[[str], Any]
    allowed: str


def read_csv(file: bytes | BinaryIO, *, max_bytes: int | None = None) -> Rows:
    """Every row of a file in UTF-8, checked against the vocabulary. Raises ``CsvRefused``.

    What can only be said of a known patient (birth, today) is checked when the rows are written.
    """
    text = _text(file, max_bytes)
    problems = Problems()
    records = _records(text, problems)
    columns = _columns(next(records, (1, []))[1], problems)
    problems.refuse_if_any()
    rows = _rows(records, columns, problems)
    problems.refuse_if_any()
    if not rows:
        raise CsvRefused([Problem(_("There is no row below the header. The file may have been cut off."))])
    notes = []
    if not text.endswith(("\n", "\r")):
        notes.append(_("The last line does not end with a line break. If the file was cut off there, send it again."))
    measures = tuple(column.name for column in columns if column.name in MEASURES)
    return _each_once(measures, rows, problems, notes)


def _text(file: bytes | BinaryIO, max_bytes: int | None) -> str:
    """The characters of a file. Raises ``CsvRefused`` for one that is too large, empty, or not text in UTF-8."""
    data = file if isinstance(file, bytes) else file.read(-1 if max_bytes is None else max_bytes + 1)
    line = None
    if max_bytes is not None and len(data) > max_bytes:
        sentence = _("The file is larger than %(mb)g MB. Send it in parts.") % {"mb": max_bytes / 1e6}
    elif not data.strip():
        sentence = _("The file is empty.")
    elif data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        sentence = _("This is a spreadsheet. Save it as “CSV UTF-8” and send that file.")
    elif b"\0" in data:
        sentence = _("This is not text in UTF-8. Save the file as “CSV UTF-8” and send it again.")
    else:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            sentence = _("A letter here is not in UTF-8, perhaps in Latin-1. Save the file as “CSV UTF-8”.")
            line = data.count(b"\n", 0, error.start) + 1
    raise CsvRefused([Problem(sentence, line)])


def _records(text: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """The cells of each record that is not blank, and the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, stripped
            line = reader.line_num + 1
    except csv.Error:
        problems.add(_("A quotation mark is opened here and not closed, or the line is far too long."), line)


def _columns(header: list[str], problems: Problems) -> list[_Column]:
    """What each column holds; wrong ones are told."""
    if len(header) == 1 and ";" in header[0]:
        problems.add(_("The columns are divided by semicolons. Save the file with commas."), 1)
        return []
    for name in IDENTITY:
        if name not in header:
            problems.add(_("The column “%(name)s” is missing.") % {"name": name}, 1)
    seen: set[str] = set()
    for number, name in enumerate(header, 1):
        if not name:
            problems.add(_("Column %(number)d has no name.") % {"number": number}, 1)
        elif name in seen:
            problems.add(_("The column is there twice."), 1, name)
        elif name not in NAMES and name not in MEASURES:
            problems.add(_("This is not the name of something that is recorded here."), 1, name[:40])
        seen.add(name)
    if not seen - {*IDENTITY, *HOW}:  # one that does nothing but take back is complete
        problems.add(_("There is no column with something to record."), 1)
    return [column_of(name) for name in header if name in MEASURES or name in NAMES]


def column_of(name: str) -> _Column:
    """How the cells of a column of ours are read."""
    match name:
        case "patient":
            allowed = _("the clinic's reference, of at most %(length)d letters,") % {"length": _REFERENCE_LENGTH}
            return _Column(name, _reference, allowed)
        case "date":
            return _Column(name, cache(_day), _("a day such as 2025-03-31, not before 1900,"))
        case "source":
            return _Column(name, lambda cell: Source(cell).value, _("one of %(names)s") % {"names": ", ".join(Source)})
        case "mode":
            modes = FunctionCheck.Mode
            allowed = _("nothing or one of %(names)s") % {"names": ", ".join(modes)}
            return _Column(name, lambda cell: modes(cell).value if cell else None, allowed)
        case "confirmed_same":
            allowed = _("nothing or some of %(names)s") % {"names": ", ".join(CHECK_IN_SECTIONS)}
            return _Column(name, cache(_sections), allowed)
        case "confirmed":
            allowed = _("nothing or some of %(names)s") % {"names": ", ".join(ASKED)}
            return _Column(name, cache(_measures), allowed)
        case "retract":
            return _Column(name, YES.__getitem__, _("nothing or “yes”"))
    measure = MEASURES[name]
    return _Column(name, cache(partial(clean_value, measure)), allowed_words(measure))


def _reference(cell: str) -> str:
    cell = unguarded(cell)
    if not cell or len(cell) > _REFERENCE_LENGTH or not cell.isprintable():
        raise ValueError(cell)
    return cell


def _sections(cell: str) -> frozenset[str]:
    found = frozenset(cell.split())
    if not found <= set(CHECK_IN_SECTIONS):
        raise ValueError(cell)
    return found


def _measures(cell: str) -> frozenset[str]:
    found = frozenset(cell.split())
    if not found <= set(ASKED):
        raise ValueError(cell)
    return found


def _day(cell: str) -> dt.date:
    day = dt.date.fromisoformat(cell)
    if cell != day.isoformat() or day < EARLIEST:
        raise ValueError(cell)
    return day


def _rows(records: Iterator[tuple[int, list[str]]], columns: list[_Column], problems: Problems) -> list[Row]:
    names = [column.name for column in columns]
    identity = [names.index(name) for name in IDENTITY]
    measures = [place for place, name in enumerate(names) if name in MEASURES]
    rows = []
    for line, cells in records:
        if len(cells) != len(columns):
            problems.add(
                _("%(found)d cells were found, %(needed)d are needed. The file may have been cut off.")
                % {"found": len(cells), "needed": len(columns)},
                line,
            )
            continue
        values = [_value(column, cell, line, problems) for column, cell in zip(columns, cells, strict=True)]
        patient, day, source = (values[place] for place in identity)
        row = Row(
            line,
            patient,
            day,
            source,
            tuple(values[place] for place in measures),
            values[names.index(MODE)] if MODE in names else None,
            (values[names.index(SAME)] if SAME in names else None) or frozenset(),
            (values[names.index(CONFIRMED)] if CONFIRMED in names else None) or frozenset(),
            retract=RETRACT in names and values[names.index(RETRACT)] is True,
        )
        if row.retract and any(cells[place] for place in measures):
            problems.add(_("A line that takes back what a file said says nothing else: leave its cells blank."), line)
        for name in sorted(row.confirmed - _asked_of(names, cells)):
            sentence = _("“%(name)s” was confirmed, but its value was not sent.") % {"name": name}
            problems.add(sentence, line, CONFIRMED)
        if TOTAL_GIVEN in names and cells[names.index(TOTAL_GIVEN)] and source not in (None, Source.CLINICIAN):
            problems.add(only_of_a_clinic(), line, TOTAL_GIVEN)
        answered = {MEASURES[names[place]].section for place in measures if cells[place]}
        for section in sorted(row.same - answered):
            sentence = _("“%(name)s” was confirmed, but none of its answers was sent.") % {"name": section}
            problems.add(sentence, line, SAME)
        rows.append(row)
    return rows


def _asked_of(names: list[str], cells: list[str]) -> set[str]:
    """What of a line can have been asked back."""
    sent = {name for name, cell in zip(names, cells, strict=True) if cell}
    return sent | ({TOTAL} if sent.issuperset(ITEMS) else set())


def _value(column: _Column, cell: str, line: int, problems: Problems) -> Any:
    try:
        return column.parse(cell)
    except (KeyError, ValueError, ValidationError):
        found = _("“%(cell)s” was found") % {"cell": cell[:40]} if cell else _("nothing was found")
        sentence = _("%(found)s, %(allowed)s is allowed.") % {"found": found, "allowed": column.allowed}
        problems.add(sentence, line, column.name)
    return None


def _each_once(measures: tuple[str, ...], rows: list[Row], problems: Problems, notes: list[str]) -> Rows:
    """The same row twice is one row; two that differ about one patient, day and source are refused."""
    kept: dict[tuple[str, dt.date, str], Row] = {}
    repeats: dict[int, list[int]] = {}
    for row in rows:
        first = kept.setdefault((row.patient, row.day, row.source), row)
        if first is row:
            continue
        if replace(first, line=row.line) == row:
            repeats.setdefault(first.line, [first.line]).append(row.line)
        else:
            problems.add(
                _("It says something else than line %(line)d about the same patient, date and source.")
                % {"line": first.line},
                row.line,
            )
    problems.refuse_if_any()
    silent = [row.line for row in kept.values() if not _says(row)]
    for same in list(repeats.values())[:NOTES]:
        notes.append(_("Lines %(lines)s are the same: kept once.") % {"lines": spans(same)})
    if len(repeats) > NOTES:
        notes.append(_("%(count)d more lines are there twice: kept once.") % {"count": len(repeats) - NOTES})
    if silent:
        notes.append(_("Nothing is recorded in line %(lines)s: left out.") % {"lines": spans(silent)})
    said = tuple(row for row in kept.values() if _says(row))
    return Rows(measures, said, sum(len(same) - 1 for same in repeats.values()), tuple(notes))


def _says(row: Row) -> bool:
    return row.retract or any(value is not None for value in row.values)
