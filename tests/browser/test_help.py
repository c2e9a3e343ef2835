"""The pages of help: found from Help, and read, printed and used within the rules of access."""

import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from care.help.topics import TOPICS
from symptoms.derive import maker
from symptoms.write import verbs
from tests.browser.pages import ON_A_PHONE, troubles
from tests.browser.targets import FEW, LARGE, target_troubles
from tests.care.before.asking import said, visit_coming


@pytest.fixture
def written(record, ada, cleo, today):
    """A sign of the next days, a weak hand and a visit that is coming."""
    now = timezone.now()
    values = {"weakness.hand.left": 2, "signs.coughing_with_food": 5}
    verbs.record_check_in(record, today, values, by=ada, source="self", now=now)
    visit_coming(record, cleo)
    maker.refresh(record.pk, now=now)
    return record


def pages(record):
    listed = reverse("help_topics", args=[record.pk])
    return [listed, f"{listed}?from=7", *(reverse("help_topic", args=[record.pk, topic.key]) for topic in TOPICS)]


@ON_A_PHONE
def test_the_pages_of_help_keep_the_rules_of_access(page, sign_in, written, ada, ben):
    said(written, ada, "matter_1", "arms")
    sign_in(page, ada)
    assert troubles(page, [*pages(written)[::3], reverse("help")], FEW) == {}
    page.context.clear_cookies()
    sign_in(page, ben)
    assert troubles(page, pages(written)[:2], FEW) == {}


@ON_A_PHONE
def test_large_makes_their_targets_large(page, sign_in, written, ada):
    ada.large = True
    ada.save()
    sign_in(page, ada)
    small = {}
    for path in pages(written)[:5]:
        page.goto(path)
        if found := target_troubles(page, LARGE):
            small[path] = found

    assert small == {}


@ON_A_PHONE
def test_from_help_to_the_list_of_the_visit_is_four_presses(page, sign_in, written, ada):
    sign_in(page, ada)
    page.goto("/")
    page.get_by_role("link", name="Help", exact=True).click()
    page.get_by_role("link", name="Pages on signs and parts of the body").click()
    page.get_by_role("link", name="Weak arms and hands").click()
    page.get_by_role("button", name="I want to talk about this").click()

    expect(page.get_by_role("status")).to_have_text("It is on the list for the visit.")


@ON_A_PHONE
def test_a_page_prints_on_one_sheet_without_what_is_pressed(page, sign_in, written, ada):
    sign_in(page, ada)
    page.goto(reverse("help_topic", args=[written.pk, "legs"]))
    (sheet,) = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    told = " ".join(sheet.extract_text().split())

    assert re.findall("I want to talk about this|All pages of help|Menu", told) == []
    assert "A brace for a foot that drops." in told
