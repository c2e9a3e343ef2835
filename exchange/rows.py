"""What a file says, row by row, and why one is refused."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from types import MappingProxyType

from django.utils.translation import gettext as _

IDENTITY = ("patient", "date", "source")  # the columns that say which row it is
MODE = "mode"  # how a function check was answered
SAME = "confirmed_same"  # the sections of a check-in that the person confirmed as the same as last time
CONFIRMED = "confirmed"  # the measures of a row that were asked back and confirmed
RETRACT = "retract"  # whether what a file said of this patient, day and source is taken back
HOW = (MODE, SAME, CONFIRMED)  # columns on how it was said; they may be left out, as may any of their cells
SHOWN = 100  # problems told in full; of the rest, the lines


NOTHING: Mapping[str, str] = MappingProxyType({})  # one for all of many rows


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what one source says about one day of a patient. ``values`` (k,) in the order of the file's measures,
    None where nothing was recorded. ``mode``: how its function check was answered, None for the usual way.
    ``same``: the sections of its check-in that were confirmed as the same as last time. ``confirmed``: the
    measures that were asked back and confirmed. ``not_known``: why cells have no grade, which no single CSV says.
    ``retract``: it says nothing, and takes back what a file said."""

    line: int
    patient: str
    day: dt.date
    source: str
    values: tuple[float | None, ...]
    mode: str | None = None
    same: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()
    not_known: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    retract: bool = False


@dataclass(frozen=True)
class Rows:
    """A file that was read whole: each patient, day and source once, in the order of the file. ``notes`` are sentences
    for whoever sent it."""

    measures: tuple[str, ...]
    rows: tuple[Row, ...]
    repeated: int = 0
    notes: tuple[str, ...] = ()

    def said(self, row: Row) -> dict[str, float]:
        """What a row records, by measure name, without the gaps."""
        return {name: value for name, value in zip(self.measures, row.values, strict=True) if value is not None}


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: ``line`` counts from 1, ``column`` is its name in the header, ``file`` that of a table
    of an archive."""

    sentence: str
    line: int | None = None
    column: str = ""
    file: str = ""

    def __str__(self) -> str:
        if self.line is None:
            return f"{self.file}: {self.sentence}" if self.file else self.sentence
        where = _("Line %(line)d, column %(column)s") if self.column else _("Line %(line)d")
        told = where % {"line": self.line, "column": self.column}
        return f"{self.file}, {told}: {self.sentence}" if self.file else f"{told}: {self.sentence}"


class CsvRefused(Exception):
    """The whole file was refused and nothing was written. ``problems``: the first hundred; ``more``: a sentence on the
    rest, or empty."""

    def __init__(self, problems: list[Problem], more: str = "") -> None:
        self.problems, self.more = problems, more
        super().__init__("\n".join(filter(None, [*map(str, problems), more])))


class FileInDoubt(Exception):
    """Nothing was written, for it is asked whether some values are right. ``questions``: each with its place; ``days``:
    the days of their rows."""

    def __init__(self, questions: tuple[Problem, ...], days: tuple[dt.date, ...] = ()) -> None:
        self.questions, self.days = questions, days
        super().__init__("\n".join(map(str, questions)))


class Problems:
    """Collects what is wrong with a file, however much that is. ``file``: its name, of a table of an archive."""

    def __init__(self, file: str = "") -> None:
        self.file = file
        self.shown: list[Problem] = []
        self.further = 0
        self.further_lines: set[int] = set()

    def add(self, sentence: str, line: int, column: str = "") -> None:
        if len(self.shown) < SHOWN:
            self.shown.append(Problem(sentence, line, column, self.file))
        else:
            self.further += 1
            self.further_lines.add(line)

    @property
    def more(self) -> str:
        """A sentence on what is not shown, or nothing."""
        more = _("And %(count)d more, in line %(lines)s.") if self.further else ""
        told = more % {"count": self.further, "lines": spans(self.further_lines)}
        return f"{self.file}: {told}" if told and self.file else told

    def refuse_if_any(self) -> None:
        """Raises ``CsvRefused`` with all that was collected."""
        if self.shown:
            raise CsvRefused(self.shown, self.more)


def spans(numbers: Iterable[int]) -> str:
    """Numbers in few words: ``4, 7-9``."""
    runs = groupby(enumerate(sorted(numbers)), lambda place: place[1] - place[0])
    ends = [(numbers[0], numbers[-1]) for numbers in ([number for _, number in run] for _, run in runs)]
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ends)
