"""Bytes to letters: UTF-8, UTF-16 and Windows-1252 told apart, and what is no text refused with its name."""

import codecs

from django.utils.translation import gettext as _

from exchange.tables.table import refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as that of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 4_096  # bytes


def decode(data: bytes) -> str:
    """The letters of a text file. Raises ``CsvRefused`` for one that is empty or no text, with the line where known."""
    if not data.strip(b"\0 \t\r\n,;|\xef\xbb\xbf\xff\xfe"):
        raise refused(_("The file is empty."))
    _refuse_other_kinds(data)
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise _no_text(data, error.start) from error
    else:
        return _checked(text)
    try:
        return _checked(data.decode("cp1252"))  # the letters of Latin-1, and the marks that Windows adds
    except UnicodeDecodeError as error:
        raise _no_text(data, error.start) from error


def _encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:_LOOKED_AT]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) / 4 and odd > 4 * even:
        return "utf-16-le"
    if even > len(head) / 4 and even > 4 * odd:
        return "utf-16-be"
    return "utf-8"


def _checked(text: str) -> str:
    place = text.find("\0")
    if place >= 0:
        line = text.count("\n", 0, place) + 1
        raise refused(_("This is not text: save the table as “CSV UTF-8” and send that file."), line)
    return text


def _no_text(data: bytes, place: int) -> Exception:
    line = data.count(b"\n", 0, place) + 1
    return refused(_("A letter here can't be read. Save the file as “CSV UTF-8” and send it again."), line)


def _refuse_other_kinds(data: bytes) -> None:
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused(_("This is a spreadsheet of an old kind (.xls). Save it as .xlsx or as “CSV UTF-8”."))
    if head.startswith(b"pk\x03\x04"):
        raise refused(_("This is a packed file without a table that can be read. Save the table as .xlsx or .csv."))
    if head.startswith(b"%pdf"):
        raise refused(_("This is a PDF. Its table can't be read: save the table as .xlsx or .csv."))
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"{")):
        raise refused(_("This is a page or a data file, not a table. Save the table as .xlsx or .csv."))
