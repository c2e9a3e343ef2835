"""Cells that a spreadsheet would run as a formula: written so that it does not, and read back as they were."""

import re

RUN = re.compile(r"'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """With one apostrophe more in front of what a spreadsheet would run; any other text as it is."""
    return f"'{text}" if RUN.match(text) else text


def unguarded(cell: str) -> str:
    """What ``guarded`` was given."""
    return cell[1:] if cell.startswith("'") and RUN.match(cell) else cell
