"""The tables of a sheet: where each begins, which line holds its names, and what of it says nothing."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from django.utils.translation import gettext as _

from exchange.rows import Problems
from exchange.tables.kinds import Kind, column_kind, kind
from exchange.tables.table import Cell, Line, Sheet, Table

_LOOKED_AT = 200  # lines below a head
_ROW_NUMBERS = ("", "#", "unnamed: 0", "row", "no", "no.", "nr", "nr.", "index")


def tables_of(sheet: Sheet) -> Iterator[Table]:
    """Every table that has a row below its names. Raises ``CsvRefused`` for lines that are wider or narrower."""
    for block in _blocks(sheet.lines):
        titles = 0
        while titles < len(block) - 1 and _said(block[titles]) == 1 < _said(block[titles + 1]):
            titles += 1  # a title above the names
        table = _table(sheet, block[titles:])
        if table is not None:
            yield table


def _said(line: Line) -> int:
    return sum(cell != "" for cell in line.cells)


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines. A new one begins with a head that follows a blank line or is of another width, or of other names
    than those that stand."""
    block: list[Line] = []
    apart = False
    for line in lines:
        if not line.cells:
            apart = True
            continue
        if block and (apart or _width(line) != _width(block[-1])) and _begins(line, block):
            yield block
            block = []
        block.append(line)
        apart = False
    if block:
        yield block


def _width(line: Line) -> int:
    return len(line.cells)


def _begins(line: Line, block: list[Line]) -> bool:
    """Whether a line can be the names of another table: words in at least two cells, none of them twice, unlike those
    above, and nothing that looks like a value."""
    said = [cell for cell in line.cells if cell != ""]
    if len(said) < 2 or any(kind(cell) is not Kind.WORDS for cell in said) or len(set(said)) < len(said):
        return len(block) == 1 and _said(block[0]) == 1 and len(said) > 1
    if _width(line) == _width(block[0]) and not _is_head(block[0], block[1:]):
        return False
    above = {cell for known in block[1:] for cell in known.cells if cell != ""}
    return not above.intersection(said)


def _is_head(first: Line, below: Sequence[Line]) -> bool:
    """Whether the first line holds names: words alone, or what differs from the kind of all that stands below it."""
    said = [cell for cell in first.cells if cell != ""]
    if len(said) != len(set(said)) and not below:
        return False
    if all(kind(cell) is Kind.WORDS for cell in said):
        return True
    columns = list(zip_longest(*(line.cells for line in below[:_LOOKED_AT]), fillvalue=""))
    under = [column_kind(list(cells)) for cells in columns]
    return any(
        kind(cell) in (Kind.WORDS, Kind.DAY) and low not in (kind(cell), Kind.BLANK, Kind.WORDS)
        for cell, low in zip(first.cells, under, strict=False)
    )


def _table(sheet: Sheet, block: list[Line]) -> Table | None:
    named = _is_head(block[0], block[1:])
    head, lines = (block[0], block[1:]) if named else (None, block)
    if not lines:
        return None
    width = max(map(_width, lines)) if head is None else _width(head)
    if head and lines and all(_width(line) == width + 1 for line in lines):  # R leaves out the name of its row names
        head, width = Line(head.number, ("", *head.cells)), width + 1
    ragged = bool(sheet.name)  # a spreadsheet leaves out what is blank at the end
    cells = _even(lines, width, ragged)
    names: list[Cell] = list(head.cells) if head else [""] * width
    names += [""] * (width - len(names))
    return _without_what_says_nothing(sheet, names, cells, head)


def _even(lines: list[Line], width: int, ragged: bool) -> list[Line]:
    problems = Problems()
    even = []
    for line in lines:
        cells = line.cells
        while len(cells) > width and cells[-1] == "":
            cells = cells[:-1]
        if len(cells) > width or (len(cells) < width and not ragged):
            problems.add(
                _("%(found)d cells were found, %(needed)d are needed. The file may have been cut off.")
                % {"found": len(cells), "needed": width},
                line.number,
            )
        # Of many lines that are right there is no second copy.
        right = cells is line.cells and len(cells) == width
        even.append(line if right else Line(line.number, (*cells, *[""] * (width - len(cells)))))
    problems.refuse_if_any()
    return even


def _without_what_says_nothing(sheet: Sheet, names: list[Cell], lines: list[Line], head: Line | None) -> Table | None:
    """Without nameless columns that are blank or number the rows; every name once."""
    notes, kept = [], []
    for place, name in enumerate(names):
        column = [line.cells[place] for line in lines]
        if name == "" and all(cell == "" for cell in column):
            continue
        if head and place == 0 and len(names) > 1 and _numbers_rows(str(name), column):
            notes.append(_("The first column numbers the rows: left out."))
            continue
        kept.append(place)
    if not kept:
        return None
    used: list[str] = []
    for place in kept:
        name = str(names[place]) or _("Column %(number)d") % {"number": place + 1}
        again = sum(other == name or other.startswith(f"{name} (") for other in used)
        used.append(f"{name} ({again + 1})" if again else name)
    if sheet.cut:
        notes.append(_("The last line does not end with a line break. If the file was cut off there, send it again."))
    if kept == list(range(len(names))):
        rows = tuple(lines)
    else:
        rows = tuple(Line(line.number, tuple(line.cells[place] for place in kept)) for line in lines)
    return Table(tuple(used), rows, head.number if head else None, sheet.name, tuple(notes))


def _numbers_rows(name: str, column: list[Cell]) -> bool:
    said = [str(cell) for cell in column]
    return name.lower() in _ROW_NUMBERS and any(
        said == [str(number) for number in range(first, first + len(said))] for first in (0, 1)
    )
