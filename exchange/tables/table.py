"""A table as it was found in a file, before anybody says what it means."""

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from exchange.rows import CsvRefused, Problem

Cell = str | int | float | dt.date | dt.datetime  # a text file has str alone; blank is ""

MOST_BYTES = 100_000_000
MOST_UNPACKED = 300_000_000  # bytes of a spreadsheet, which is a zip
MOST_ROWS = 500_000
MOST_COLUMNS = 1_000
MOST_LETTERS = 32_767  # of one cell, as in a spreadsheet


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one row, and the line of the file (or row of the sheet) on which it begins, from 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """All that stands on one sheet or in one text file. ``name`` is that of the sheet; ``cut``: whether the last line
    may have been cut off."""

    name: str
    lines: tuple[Line, ...]
    cut: bool = False


@dataclass(frozen=True)
class Table:
    """``names`` (k,) of the columns, each once; every line has k cells. ``head``: the line with the names, None where
    there is none and they are numbered. ``notes``: sentences on what was left out. ``has_lines``: somebody sees them
    numbered as they are here, in the file that was sent."""

    names: tuple[str, ...]
    lines: Sequence[Line]
    head: int | None
    sheet: str = ""
    notes: tuple[str, ...] = ()
    has_lines: bool = True

    def given_away(self) -> "Table":
        """The same, of which each line is let go once it is taken."""
        return replace(self, lines=deque(self.lines))

    def taken(self) -> Iterator[Line]:
        """Every line, once where they are given away."""
        if not isinstance(self.lines, deque):
            yield from self.lines
            return
        while self.lines:
            yield self.lines.popleft()

    def column(self, name: str) -> list[Cell]:
        place = self.names.index(name)
        return [line.cells[place] for line in self.lines]


def refused(sentence: str, line: int | None = None, column: str = "") -> CsvRefused:
    return CsvRefused([Problem(sentence, line, column)])


def check_size(line: int, cells: int, longest: int) -> None:
    """Raises ``CsvRefused`` where a line is more than is read. ``longest``: letters of its longest cell."""
    if line > MOST_ROWS:
        raise refused(_("There are more than %(most)d rows. Send the file in parts.") % {"most": MOST_ROWS})
    if cells > MOST_COLUMNS:
        raise refused(_("There are more than %(most)d columns.") % {"most": MOST_COLUMNS}, line)
    if longest > MOST_LETTERS:
        raise refused(_("A cell has more than %(most)d letters.") % {"most": MOST_LETTERS}, line)
