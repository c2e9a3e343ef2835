"""The PDF of whoever is hard to print: two pages with their head, tagged, the same each time."""

import datetime as dt
import io

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from clinical.vocabulary import CELL_NAMES
from people.access import Verb, open_record
from reports.figures.words import NAMES, capital
from reports.pdf import make
from reports.sheet import Asked, Printed, printed
from symptoms.record.days import local_day
from tests.cast import NOW, TODAY
from tests.reports.crowded import crowded
from tests.reports.people import followed

pytestmark = pytest.mark.django_db


def of(patient, user, now=NOW, **asked) -> Printed:
    made = printed(open_record(user, patient.pk, Verb.PRINT), user, Asked(**asked), local_day(patient, now))
    assert made is not None
    return made


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture
def made(record, ada, ben, cleo) -> Printed:
    followed(record, ada, cleo, 120)
    return of(record, ben)


@pytest.mark.timeout(300)
def test_whoever_is_hard_to_print_has_two_pages_with_their_head_and_nothing_is_cut(clinic, ada, cleo):
    for patient in crowded(clinic, ada, cleo):
        made = of(patient, cleo, timezone.now(), start=dt.date(2025, 6, 1), slope=True, stage=True)
        for paper in ("a4", "letter"):
            first, second = pages(make.pdf_of(made, "en", paper))

            assert [f"Page {n} of 2." in page for n, page in enumerate((first, second), 1)] == [True, True]
            name = "".join(made.head.name.split())[:40]
            assert [name in "".join(page.split()) for page in (first, second)] == [True, True]
            assert "1 What matters to me at this visit" in first
            assert "Nobody reads an entry at once." in first
            assert [capital(NAMES[cell]) in second for cell in CELL_NAMES] == [True] * len(CELL_NAMES)
            assert "Not a diagnosis." in second


@pytest.mark.timeout(300)
def test_the_longer_words_of_german_and_spanish_stand_on_two_pages_too(clinic, ada, cleo):
    fullest = crowded(clinic, ada, cleo, "P-all")[0]
    for language in ("de", "es"):
        with translation.override(language):
            made = of(fullest, cleo, timezone.now(), start=dt.date(2025, 6, 1), slope=True, stage=True)
        for paper in ("a4", "letter"):
            assert len(pages(make.pdf_of(made, language, paper))) == 2, (language, paper)


def test_it_is_tagged_and_says_its_title_language_and_day(made):
    document = PdfReader(io.BytesIO(make.pdf_of(made, "en", "a4")))

    root = document.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en")
    assert document.metadata.title == "Summary of Ada"
    assert document.metadata.creation_date.date() == TODAY
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data() or b"<pdfuaid:part>1<" in root["/Metadata"].get_data()


def test_the_same_record_period_and_day_is_the_same_file(made):
    assert make.pdf_of(made, "en", "a4") == make.pdf_of(made, "en", "a4")


@pytest.mark.parametrize("url", ["https://example.org/a.css", "file:///etc/passwd", "static:/static/css/base.css"])
def test_nothing_is_fetched_but_the_two_style_sheets(url):
    with pytest.raises(ValueError, match="Nothing is fetched"):
        make._fetcher()().fetch(url)
