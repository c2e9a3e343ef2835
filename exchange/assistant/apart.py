"""Files told apart by what is in them, whatever they are called."""

import csv
import io
import zipfile
from typing import IO

from clinical.vocabulary import MEASURES
from exchange.archive.write import MANIFEST
from exchange.csv_read import NAMES
from exchange.models import Import
from exchange.rows import IDENTITY
from exchange.tables.workbook import BOOK

_LOOKED_AT = 100_000  # bytes of a head line
_ZIP = b"PK\x03\x04"


def kind_of(file: IO[bytes]) -> Import.Kind:
    """A complete record, a table as ours are written, or one of another program, which is also what nothing is said
    of: its reader says what is wrong with it."""
    head = file.read(_LOOKED_AT)
    if head.startswith(_ZIP):
        return Import.Kind.TABLE if BOOK in _names(file) else Import.Kind.ARCHIVE
    names = set(head_of(head))
    return Import.Kind.CSV if set(IDENTITY) <= names <= {*NAMES, *MEASURES} else Import.Kind.TABLE


def _names(file: IO[bytes]) -> list[str]:
    try:
        with zipfile.ZipFile(file) as packed:
            return packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):  # cut off: both kinds of it are refused in words
        return [MANIFEST]


def head_of(data: bytes) -> list[str]:
    """The names of a table as ours are written; none where it is written otherwise."""
    head = data[:_LOOKED_AT].partition(b"\n")[0]
    try:
        return [name.strip() for name in next(csv.reader(io.StringIO(head.decode("utf-8-sig"))), [])]
    except (UnicodeDecodeError, csv.Error):
        return []
