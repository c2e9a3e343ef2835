"""The PDF of whoever is hard to print: two pages with their head, tagged, the same each time."""

import datetime as dt
import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from alsweak.synthetic.accounts import EMAILS
from alsweak.synthetic.demo import populate
from people.models import Patient, User
from reports.pdf import make
from reports.sheet import Printed
from symptoms.derive import maker
from tests.cast import NOW, TODAY
from tests.reports.crowded import crowded, hard_to_print
from tests.reports.pdf.pages import of, wrong_with
from tests.reports.people import followed

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(record, ada, ben, cleo) -> Printed:
    followed(record, ada, cleo, 120)
    return of(record, ben)


PAPERS = ("a4", "letter")
NAMES = {  # as long as a name can be
    "Hebrew": "שלום מרים " * 10,
    "Arabic": "فاطمة الزهراء بنت محمد " * 5,
    "both ways": "מרים Ada " * 11,
    "a word": "Ἀ" * 100,
    "families, skins, flags": "Ada 👩‍🦽 👩‍👩‍👧 👍🏽 🇩🇪 ❤️ " * 6,
}


def test_the_style_sheets_of_a_pdf_hold_nothing_that_its_maker_ignores(caplog):
    for name in make.STYLES:
        make.weasyprint().CSS(filename=Path("static", name))

    assert [entry.getMessage() for entry in caplog.records] == []


@pytest.mark.looks
@pytest.mark.parametrize("paper", PAPERS)
def test_whoever_is_hard_to_print_has_two_pages_with_their_head_and_nothing_is_cut(clinic, ada, cleo, paper):
    for patient in crowded(clinic, ada, cleo, NOW):
        made = of(patient, cleo, start=dt.date(2025, 6, 1), slope=True, stage=True)

        assert wrong_with(made, "en", paper) == []


@pytest.mark.looks
@pytest.mark.parametrize("name", NAMES)
def test_no_name_is_cut(record, cleo, name):
    Patient.objects.filter(pk=record.pk).update(name=NAMES[name][:100].strip())
    maker.refresh(record.pk, now=NOW)
    record.refresh_from_db()

    assert [wrong_with(of(record, cleo), "en", paper) for paper in PAPERS] == [[], []]


@pytest.mark.looks
def test_everybody_of_the_demo_has_two_pages_with_their_head_and_nothing_is_cut(db):
    populate(Path("no register"), now=NOW)
    cleo = User.objects.get(email=EMAILS["clinician"])
    for patient in Patient.objects.all():
        maker.refresh(patient.pk, now=NOW)
        made = of(patient, cleo, slope=True, stage=True)

        assert [wrong_with(made, "en", paper) for paper in PAPERS] == [[], []]


@pytest.mark.parametrize("language", ["de", "es"])
def test_the_longer_words_of_the_fullest_summary_stand_on_two_pages_too(clinic, ada, cleo, language):
    fullest = hard_to_print("P-all", clinic, ada, cleo, NOW)
    made = of(fullest, cleo, language=language, start=dt.date(2025, 6, 1), slope=True, stage=True)

    assert [wrong_with(made, language, paper) for paper in PAPERS] == [[], []]


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
