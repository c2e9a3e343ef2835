"""A spreadsheet (.xlsx) to cells with their types. Formulas come in as what they last came to."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from exchange.packed import START, names_in
from exchange.rows import CsvRefused
from exchange.tables.table import MOST_UNPACKED, Cell, Line, Sheet, check_size, refused

BOOK = "xl/workbook.xml"


def is_workbook(data: bytes) -> bool:
    """Raises ``CsvRefused`` for one that is broken."""
    if not data.startswith(START):
        return False
    names = names_in(io.BytesIO(data))
    if names is None:
        raise refused(_("The spreadsheet is broken. The file may have been cut off."))
    return BOOK in names


def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    """Every sheet that says something. Raises ``CsvRefused`` for one that is too large, locked or broken."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = sum(part.file_size for part in packed.infolist())  # no more than that is ever unpacked
    if size > MOST_UNPACKED:
        sentence = _("Unpacked, the spreadsheet is larger than %(mb)g MB. Send it in parts.")
        raise refused(sentence % {"mb": MOST_UNPACKED / 1e6})
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        with_lines = [Sheet(sheet.title, tuple(_lines(sheet))) for sheet in book.worksheets]
    except CsvRefused:
        raise
    except Exception as error:  # whatever openpyxl meets in a broken file: it has no word of its own for it
        if any(isinstance(each, DefusedXmlException) for each in (error, error.__cause__)):
            sentence = _("The spreadsheet holds definitions that a table does not need. It is not opened.")
        else:
            sentence = _("The spreadsheet is broken. The file may have been cut off.")
        raise refused(sentence) from error
    found = tuple(sheet for sheet in with_lines if any(line.cells for line in sheet.lines))
    if not found:
        raise refused(_("The file is empty."))
    return found


def _lines(sheet: Any) -> Iterator[Line]:
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    known: dict[Cell, Cell] = {}
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [_cell(cell) for cell in row]
        while cells and cells[-1] == "":
            cells.pop()
        longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
        check_size(number, len(cells), longest)
        yield Line(number, tuple(known.setdefault(cell, cell) if isinstance(cell, str) else cell for cell in cells))


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, float)):
        if "%" in (cell.number_format or ""):
            return round(value * 100, 10)  # it is shown as so many per cent
        return int(value) if isinstance(value, float) and value.is_integer() else value
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value
    if isinstance(value, dt.date):
        return value
    return str(value).strip()
