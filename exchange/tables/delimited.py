"""Letters to cells, whatever divides them."""

import csv
import re
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from exchange.tables.table import MOST_LETTERS, Line, Sheet, check_size, refused

# In the order in which they are believed where two divide the file equally well: a comma may be one of decimals.
DELIMITERS = ("\t", ";", "|", ",")
_LOOKED_AT = 200  # records
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")  # one at a time: a stream of text is four times as large


def cells_of(text: str) -> Sheet:
    """Every record that is not blank, stripped. Raises ``CsvRefused`` for an unclosed quotation mark."""
    said, body, first = _said_delimiter(text)
    delimiter = said or _found_delimiter(body)
    known: dict[str, str] = {}  # the same word is kept once
    lines = []
    try:
        for number, record in _records(body, delimiter, first):
            cells = tuple(known.setdefault(cell, cell) for cell in map(str.strip, record))
            check_size(number, len(cells), max(map(len, cells), default=0))
            lines.append(Line(number, cells if any(cells) else ()))
    except _Broken as broken:
        sentence = _("A quotation mark is opened here and not closed, or the line is far too long.")
        raise refused(sentence, broken.line) from broken
    return Sheet("", tuple(lines), cut=not text.endswith(("\n", "\r")))


class _Broken(Exception):
    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


def _said_delimiter(text: str) -> tuple[str, str, int]:
    """What a first line ``sep=;`` says, the rest, and the line on which the rest begins."""
    head, _newline, rest = text.partition("\n")
    said = head.strip().strip('"')
    if (said.lower().startswith("sep=") and len(said) == 5) or head.strip("\r").lower() == "sep=\t":
        return head.strip("\r").strip('"')[4], rest, 2
    return "", text, 1


def _found_delimiter(text: str) -> str:
    """The delimiter by which most records are as wide as one beside them; a comma where there is one column."""
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        try:
            widths = [len(record) for _line, record in islice(_records(text, delimiter, 1), _LOOKED_AT) if any(record)]
        except _Broken:
            continue
        if not widths or (widths[0] < 2 and delimiter == ","):
            continue
        beside = [None, *widths, None]
        alike = sum(
            width > 1 and (width in (beside[place], beside[place + 2]) or len(widths) == 1)
            for place, width in enumerate(widths)
        )
        if alike / len(widths) > most:
            best, most = delimiter, alike / len(widths)
    return best


def _records(text: str, delimiter: str, first: int) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(MOST_LETTERS * 4)
    reader = csv.reader((each[0] for each in _LINE.finditer(text)), delimiter=delimiter, strict=True)
    line = first
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + first
    except csv.Error as error:
        raise _Broken(line) from error
