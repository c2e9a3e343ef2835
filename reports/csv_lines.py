"""Lines of a CSV file that people open in a table program: what that would run as a formula is written so that it does
not, and can be read back as it was."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

RUN = re.compile(r"'*[=+\-@\t\r]")


def csv_lines(given: Iterable[Sequence[object]]) -> str:
    buffer = io.StringIO()
    lines = ([guarded(cell) if isinstance(cell, str) else cell for cell in line] for line in given)
    csv.writer(buffer, lineterminator="\n").writerows(lines)
    return buffer.getvalue()


def guarded(text: str) -> str:
    """With one apostrophe more in front of what a table program would run; any other text as it is."""
    return f"'{text}" if RUN.match(text) else text


def unguarded(cell: str) -> str:
    """What ``guarded`` was given."""
    return cell[1:] if cell.startswith("'") and RUN.match(cell) else cell
