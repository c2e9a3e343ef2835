"""Lines of a CSV file that people open in a table program."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(given: Iterable[Sequence[object]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([guarded(cell) for cell in line] for line in given)
    return buffer.getvalue()


def guarded(cell: object) -> object:
    """A text that a table program would take for a formula, as a text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
