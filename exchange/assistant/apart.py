"""Files told apart by what is in them, whatever they are called."""

import csv
import io
import re
from typing import IO

from clinical.vocabulary import MEASURES
from exchange.csv_read import NAMES
from exchange.models import Import
from exchange.packed import START, names_in
from exchange.phone.export import is_export
from exchange.rows import IDENTITY, RETRACT
from exchange.tables.workbook import BOOK

_LOOKED_AT = 100_000  # bytes of a head line
_OBJECT = re.compile(rb"(\xef\xbb\xbf)?\s*\{")  # how JSON of one thing begins, and no table


def kind_of(file: IO[bytes]) -> Import.Kind:
    """A complete record, a bundle of FHIR, what a phone exports, a table as ours are written, or one of another
    program, which is also what nothing is said of: its reader says what is wrong with it."""
    if is_export(file):
        return Import.Kind.PHONE
    head = file.read(_LOOKED_AT)
    if head.startswith(START):  # one that is cut off is refused in words, as either kind of it
        return Import.Kind.TABLE if BOOK in (names_in(file) or ()) else Import.Kind.ARCHIVE
    if _OBJECT.match(head):
        return Import.Kind.FHIR
    names = set(head_of(head))
    return Import.Kind.CSV if set(IDENTITY) <= names <= {*NAMES, *MEASURES} else Import.Kind.TABLE


def is_clear(kind: Import.Kind, data: bytes) -> bool:
    """Whether nothing has to be asked to read it: all but other people's tables, and those of ours that are read as
    these; one of ours that takes back what a file said is not, for no other table does."""
    return kind in (Import.Kind.ARCHIVE, Import.Kind.FHIR) or (kind is Import.Kind.CSV and RETRACT in head_of(data))


def head_of(data: bytes) -> list[str]:
    """The names of a table as ours are written; none where it is written otherwise."""
    head = data[:_LOOKED_AT].partition(b"\n")[0]
    try:
        return [name.strip() for name in next(csv.reader(io.StringIO(head.decode("utf-8-sig"))), [])]
    except (UnicodeDecodeError, csv.Error):
        return []
