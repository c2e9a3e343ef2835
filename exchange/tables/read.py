"""Any file with a table in it, read whole or refused with a sentence that says what is wrong and where."""

from django.utils.translation import gettext as _

from exchange.tables.delimited import cells_of
from exchange.tables.found import tables_of
from exchange.tables.table import MOST_BYTES, Table, refused
from exchange.tables.text import decode
from exchange.tables.workbook import is_workbook, sheets_of


def read_tables(data: bytes, *, max_bytes: int = MOST_BYTES) -> tuple[Table, ...]:
    """The tables of a .csv, .tsv, .txt or .xlsx file, in its order; at least one. Raises ``CsvRefused``."""
    if len(data) > max_bytes:
        raise refused(_("The file is larger than %(mb)g MB. Send it in parts.") % {"mb": max_bytes / 1e6})
    sheets = sheets_of(data) if is_workbook(data) else (cells_of(decode(data)),)
    found = tuple(table for sheet in sheets for table in tables_of(sheet))
    if not found:
        raise refused(_("There is no row below the header. The file may have been cut off."))
    return found
