"""What the PDF of a summary is made of, and what stands on its pages."""

import datetime as dt
import unicodedata
from html.parser import HTMLParser

import pypdfium2
from django.template.loader import render_to_string
from django.utils import translation

from people.access import Verb, open_record
from people.models import Patient, User
from reports.pdf import make
from reports.sheet import Asked, Printed, printed
from symptoms.record.days import local_day
from tests.cast import NOW

SIDE, TOP = 13 / 25.4 * 72, 6.5 / 25.4 * 72  # the margins, in points
LONG = 40  # letters without a place to break, which may be parted


def of(patient: Patient, user: User, now: dt.datetime = NOW, language: str = "en", **asked) -> Printed:
    """As the job makes it."""
    with translation.override(language):
        made = printed(open_record(user, patient.pk, Verb.PRINT), user, Asked(**asked), local_day(patient, now))
    assert made is not None
    return made


def pages(pdf: bytes) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_plain(page.get_textpage().get_text_range()) for page in document]


def wrong_with(made: Printed, language: str, paper: str) -> list[str]:
    """What the PDF lacks: other than two pages, a page without its head, words that its source holds and the pages do
    not, or that are parted or stand in the margin."""
    pdf = make.pdf_of(made, language, paper)
    found = pages(pdf)
    with translation.override(language):
        html = render_to_string("reports/sheet/pdf.html", {"made": made, "language": language, "paper": paper})
    said = _texts(html)
    heads = [text for text in said if text == _plain(made.head.name)]
    lacking = [text for text in said if not _stands(text, " ".join(found))]
    headless = [page for page in found if not heads or not _stands(heads[0], page)]
    return [
        *([f"{len(found)} pages"] if len(found) != 2 else []),
        *([f"{len(headless)} without its head"] if headless or len(heads) != 2 else []),
        *lacking,
        *_in_the_margin(pdf),
    ]


def _stands(text: str, page: str) -> bool:
    if " " in text and any(map(_from_the_right, page)):
        return all(_stands(word, page) for word in text.split())  # on such a line the order is another
    if max(map(len, text.split())) > LONG:
        text, page = text.replace(" ", ""), page.replace(" ", "")
    return text in page


def _from_the_right(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in ("R", "AL")


def _in_the_margin(pdf: bytes) -> list[str]:
    """Letters."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            (width, height), text = page.get_size(), page.get_textpage()
            for n in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(n)
                inside = left > SIDE - 1 and right < width - SIDE + 1 and bottom > TOP - 1 and top < height - TOP + 1
                if not inside and (letter := text.get_text_range(n, 1)).strip():
                    found.append(f"{letter} at {left:.0f}, {bottom:.0f}")
    return found


def _plain(text: str) -> str:
    """As it is read: without what only joins or varies signs, with single spaces, and with no line that ends with a
    hyphen, which a PDF has as a sign of its own."""
    seen = "".join(sign for sign in text if not _unseen(sign))
    return " ".join(seen.split()).replace("\ufffe", "-").replace("- ", "-")


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf" or "\ufe00" <= sign <= "\ufe0f"


def _texts(html: str) -> list[str]:
    parser = _Texts()
    parser.feed(html)
    return [text for text in map(_plain, parser.found) if text]


class _Texts(HTMLParser):
    """Texts that stand on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside not in ("title", "desc", "style"):
            self.found.append(data)
