"""The whole way of one day: Ada says it, a worker works it out, Cleo sees it, Ben prints it."""

import io

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pypdf import PdfReader

from symptoms.models import CheckIn, Report
from symptoms.record.columns import values_of

SEEN_WITHIN = 10_000  # milliseconds from Ada's press to Cleo's screen

pytestmark = pytest.mark.usefixtures("celery_worker_running")


def test_what_ada_says_today_is_on_cleos_screen_within_ten_seconds_and_on_bens_paper(
    open_page, sign_in, record, ada, ben, cleo
):
    adas, bens, cleos = open_page("phone"), open_page("desktop"), open_page("desktop")
    for page, user in ((adas, ada), (bens, ben), (cleos, cleo)):
        sign_in(page, user)

    cleos.goto(reverse("dashboard", args=[record.pk]))
    expect(cleos.locator("#report")).to_contain_text("worked out for the first time")

    adas.goto("/")
    for name in ("Begin", "Left arm", "Left hand and fingers"):
        adas.locator("main").get_by_role("link", name=name).click()
    adas.get_by_role("button", name="You need help or an aid with some tasks").click()
    adas.get_by_role("button", name="Done").click()
    expect(adas.locator(".receipt")).to_contain_text("by Ada for")
    assert values_of(CheckIn.objects.get()) == {"weakness.hand.left": 2}

    where = "Possible, not yet counted as affected: left hand and fingers."
    expect(cleos.locator("#report")).to_contain_text(where, timeout=SEEN_WITHIN)
    expect(cleos.locator("#band-spread svg").first).to_be_visible()
    expect(cleos.get_by_role("button", name="Print this page")).to_be_visible()
    expect(cleos.locator("#freshness")).not_to_contain_text("Updating", timeout=SEEN_WITHIN)

    bens.goto("/")
    expect(bens.locator(".receipt")).to_contain_text("by Ada for")
    bens.get_by_role("link", name="Summary to print").click()
    expect(bens.get_by_role("button", name="Print")).to_be_visible()
    pages = PdfReader(io.BytesIO(bens.pdf(format="A4"))).pages
    paper = [" ".join(page.extract_text().split()) for page in pages]

    assert len(paper) == 2
    assert where in paper[1]
    assert Report.objects.get().data_version == 1
