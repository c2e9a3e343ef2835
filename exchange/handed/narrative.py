"""Printed pages as the narrative of FHIR: XHTML of text, lists and tables alone."""

import re
from html import escape
from html.parser import HTMLParser

KEPT = frozenset(
    (
        *("h1", "h2", "h3", "p", "ol", "ul", "li", "dl", "dt", "dd", "strong", "em"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    )
)
DROPPED = frozenset(("svg", "style", "script"))  # with all that is in it
BY_HAND = frozenset(("write", "by-hand", "by-hand-line"))  # classes of what is there for a pen
VOID = frozenset(("br", "img", "input", "hr"))


class _Narrative(HTMLParser):
    """``inside``: how deep in what is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.made: list[str] = []
        self.inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        if self.inside or tag in DROPPED or BY_HAND.intersection((dict(attrs).get("class") or "").split()):
            self.inside += 1
        elif tag in KEPT:
            self.made.append(f"<{tag}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Of drawings alone, and so of nothing that is kept."""

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.inside:
            self.inside -= 1
        elif tag in KEPT:
            self.made.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.made.append(escape(re.sub(r"\s+", " ", data), quote=False))


def narrative(html: str) -> str:
    """The ``div`` of a narrative; ``html`` is well-formed, as templates of ours are."""
    parser = _Narrative()
    parser.feed(html)
    parser.close()
    return f'<div xmlns="http://www.w3.org/1999/xhtml">{"".join(parser.made).strip()}</div>'
