"""A number as people type it: with a decimal comma or a point, whatever the language of the page."""

import re
import unicodedata

# Of other keyboards and of copied text: minus signs, wide and Arabic marks, a curly apostrophe, spaces that hold.
_MARKS = str.maketrans("\u2212\uff0d\uff0c\uff0e\u066b\u066c\u2019\u00a0\u202f", "--,..''  ")
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_GROUPS = re.compile(r"[+-]?\d{1,3}(([.,' ])\d{3}(\2\d{3})*)?")


def plain(text: str) -> str:
    """The same number as Python writes it: ``1234.5`` for ``1.234,5``. Raises ``ValueError`` for what is no number.

    A lone comma or point is the decimal mark, whatever follows it. Beside the other, or more than once, it divides
    thousands, and so do a space and an apostrophe; then three digits follow each of them.
    """
    digits = "".join(str(unicodedata.decimal(each, each)) for each in text)
    typed = digits.translate(_MARKS).strip()
    mark = _decimal_mark(typed)
    whole, _mark, part = typed.rpartition(mark) if mark else (typed, "", "")
    if _GROUPS.fullmatch(whole):
        whole = re.sub(r"[.,' ]", "", whole)
    found = f"{whole}.{part}" if mark else whole
    if not _PLAIN.fullmatch(found):
        raise ValueError(text)
    return found


def whole(text: str) -> int:
    """The number of a row or a page, as an address or a form names it; 0 for what is none. ``int`` alone refuses what
    is thousands of digits long, and ``str.isdigit`` lets pass what ``int`` refuses."""
    return int(text) if text.isdecimal() and len(text) < 18 else 0


def _decimal_mark(typed: str) -> str:
    """The mark in front of the decimals, or none: of two kinds the last one, of one kind one that stands alone."""
    marks = re.findall(r"[.,]", typed)
    last = marks[-1] if marks else ""
    return last if marks.count(last) == 1 else ""
