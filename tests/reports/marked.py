"""A language in which every word of the catalogue is written in brackets, and what is left outside them.

A message is bracketed around its placeholders, not as a whole: what goes into a translated sentence has to be
translated itself, or it is found.
"""

import dataclasses
import re
from collections.abc import Iterator
from gettext import NullTranslations
from html.parser import HTMLParser
from typing import Any

from reports.figures.marks import Figure

OPEN, CLOSE = "⟦", "⟧"
PLACEHOLDER = re.compile(r"(%\(\w+\)[sd]|\{\w*\}|%[sd](?!\w))")
LETTER = re.compile(r"[^\W\d_]")
READ_ALOUD = ("alt", "aria-label", "placeholder", "title")
CODES = {"cell", "kind", "shape", "symbol"}  # fields of marks that nobody reads
PLOTLY_SHOWS = {"hovertext", "name", "text", "ticktext"}


class Marked(NullTranslations):
    """Stands for Django's catalogue of a language."""

    def gettext(self, message: str) -> str:
        return bracketed(message.rpartition("\x04")[2])  # the context is no part of what is shown

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def to_language(self) -> str:
        return "en"


def bracketed(message: str) -> str:
    """``%(part)s⟦ since ⟧%(day)s``."""
    pieces = PLACEHOLDER.split(message)
    return "".join(
        f"{OPEN}{piece}{CLOSE}" if n % 2 == 0 and LETTER.search(piece) else piece for n, piece in enumerate(pieces)
    )


@dataclasses.dataclass
class Outside:
    """Gathers what stands outside the brackets of one text after the other. A drawing breaks its texts into lines, so
    that a bracket may close in a later one; a label that was cut short ends in "…" and never closes."""

    depth: int = 0
    found: list[str] = dataclasses.field(default_factory=list)

    def read(self, words: str) -> None:
        kept = ""
        for letter in words:
            self.depth += (letter == OPEN) - (letter == CLOSE)
            kept += letter if self.depth == 0 and letter != CLOSE else " "
        if words.endswith("…"):
            self.depth = 0
        if LETTER.search(kept):
            self.found.append(" ".join(kept.split()))

    def end(self) -> None:
        """A bracket that stays open would hide all that follows it."""
        if self.depth:
            self.found.append(f"{self.depth} never closed")
        self.depth = 0


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.outside, self.within = Outside(), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within = tag
        for name, value in attrs:
            if name in READ_ALOUD and value:
                aloud = Outside()
                aloud.read(value)
                aloud.end()
                self.outside.found += aloud.found

    def handle_endtag(self, tag: str) -> None:
        self.within = ""
        if tag in ("svg", "body", "desc"):
            self.outside.end()

    def handle_data(self, data: str) -> None:
        if self.within not in ("script", "style"):
            self.outside.read(data.strip())


def outside_of_page(markup: str) -> list[str]:
    """Of a page or an SVG: its texts, and the attributes that are read aloud."""
    page = _Page()
    page.feed(markup)
    page.outside.end()
    return page.outside.found


def outside_of(shown: Any) -> list[str]:
    """Of whatever holds texts: marks, lines, tuples of them."""
    found = []
    for words in _texts(shown):
        outside = Outside()
        outside.read(words)
        outside.end()
        found += outside.found
    return found


def _texts(shown: Any) -> Iterator[str]:
    if isinstance(shown, str):
        yield shown
    elif dataclasses.is_dataclass(shown):
        skipped = CODES | ({"name"} if isinstance(shown, Figure) else set())
        for field in dataclasses.fields(shown):
            if field.name not in skipped:
                yield from _texts(getattr(shown, field.name))
    elif isinstance(shown, (tuple, list)):
        for item in shown:
            yield from _texts(item)


def plotly_texts(drawn: Any, shown: bool = False) -> list[str]:
    """What Plotly writes on the screen of a drawn figure."""
    if isinstance(drawn, dict):
        return [words for key, value in drawn.items() for words in plotly_texts(value, key in PLOTLY_SHOWS)]
    if isinstance(drawn, (tuple, list)):
        return [words for value in drawn for words in plotly_texts(value, shown)]
    return [drawn] if shown and isinstance(drawn, str) else []
