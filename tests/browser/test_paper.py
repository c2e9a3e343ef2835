"""The summary on paper, as a browser prints it."""

import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from people.models import Clinic, Patient, User
from symptoms.derive import maker
from tests.browser.pages import ON_A_DESKTOP
from tests.reports.crowded import crowded, hard_to_print


def sheets(page: Page, paper: str) -> list[str]:
    """The text of each printed page."""
    printed = PdfReader(io.BytesIO(page.pdf(format=paper)))
    return [" ".join(sheet.extract_text().split()) for sheet in printed.pages]


@pytest.fixture
def people(clinic: Clinic, ada, cleo) -> list[Patient]:
    return crowded(clinic, ada, cleo, timezone.now())


@ON_A_DESKTOP
def test_the_summary_is_two_pages_of_paper_at_most_with_nothing_cut(page, sign_in, people, cleo):
    sign_in(page, cleo)
    for patient in people:
        page.goto(reverse("summary", args=[patient.pk]) + "?slope=1&stage=1&from=2025-06-01")
        for paper in ("A4", "Letter"):
            first, second = sheets(page, paper)

            assert re.search(r"Page 1 of 2\..*1 What matters to me at this visit.* 5 Function check", first), (
                patient,
                paper,
            )
            assert re.search(r"Page 2 of 2\. 6 Weakness and spread", second), (patient, paper)
            assert first.endswith("Mondays, Wednesdays and Fridays, 9 to 12. Nobody reads an entry at once."), (
                patient,
                paper,
            )
            assert second.endswith("Not a diagnosis."), (patient, paper)


@ON_A_DESKTOP
def test_the_longer_words_of_german_and_spanish_stand_on_two_pages_of_paper_too(page, sign_in, clinic, ada, cleo):
    fullest = hard_to_print("P-all", clinic, ada, cleo, timezone.now())
    sign_in(page, cleo)
    for language in ("de", "es"):
        User.objects.filter(pk=cleo.pk).update(language=language)
        page.goto(reverse("summary", args=[fullest.pk]) + "?slope=1&stage=1&from=2025-06-01")
        assert [len(sheets(page, paper)) for paper in ("A4", "Letter")] == [2, 2], language


@ON_A_DESKTOP
def test_no_letter_on_paper_is_smaller_than_eleven_points(page, sign_in, people, cleo):
    sign_in(page, cleo)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 695, "height": 1000})  # the width between the margins of A4
    page.goto(reverse("summary", args=[people[3].pk]))

    points = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter((element) => element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
            .map((element) => {
              const scale = element.closest("svg") ? element.getScreenCTM().a : 1;
              return parseFloat(getComputedStyle(element).fontSize) * scale * 0.75;
            })"""  # noqa: E501
    )

    assert min(points) >= 10.99


@ON_A_DESKTOP
def test_the_tools_of_the_screen_stay_off_the_paper(page, sign_in, shown, ada, address):
    sign_in(page, ada)
    page.goto(address("summary"))
    expect(page.get_by_role("button", name="Print")).to_be_visible()

    assert not any("With the estimated stage" in sheet for sheet in sheets(page, "A4"))


@ON_A_DESKTOP
def test_what_is_handed_over_for_a_visit_is_one_page_of_paper(page, sign_in, record, ada, address):
    maker.refresh(record.pk, now=timezone.now())
    sign_in(page, ada)
    page.goto(address("visit_links"))
    page.get_by_role("button", name="Make a link for 7 days").click()
    code = page.locator(".invitation-letters").inner_text()

    for paper in ("A4", "Letter"):
        (sheet,) = sheets(page, paper)
        assert sheet.startswith("A summary to read before a visit For you to read and print, until ")
        assert f"Either way it asks for this code {code} Whoever has this sheet can use it" in sheet
        assert sheet.endswith("keep it as you would keep a key.")
