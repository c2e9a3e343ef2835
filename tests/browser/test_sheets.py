"""Blank sheets on paper, and the page on which they are entered, in a real browser."""

import io

from django.urls import reverse
from pypdf import PdfReader

from people.models import User
from symptoms.models import CheckIn
from symptoms.record.columns import values_of
from tests.browser.pages import ON_A_DESKTOP, ON_A_PHONE, addresses, troubles
from tests.browser.targets import FEW

PAGES = {"tick_sheet": 4, "tick_sheet_first": 5}
# For who helps: as many boxes as the paper has, each as large as on a page of the clinic (docs/accessibility.md).
OF_WHO_HELPS = FEW | {"size": 44, "gap": 0, "edge": 0, "most": 2000, "answers": 2000}


@ON_A_DESKTOP
def test_each_sheet_has_its_pages_on_both_papers_in_each_language(page, sign_in, record, ben):
    sign_in(page, ben)
    found, cut = {}, []
    for language in ("en", "de", "es"):
        User.objects.filter(pk=ben.pk).update(language=language)
        for name in PAGES:
            page.goto(*addresses(record, name))
            assert page.locator("html").get_attribute("lang") == language
            for paper in ("A4", "Letter"):
                printed = PdfReader(io.BytesIO(page.pdf(format=paper)))
                found[language, name, paper] = len(printed.pages)
                of = PAGES[name]
                for number, sheet in enumerate(printed.pages, 1):
                    words = sheet.extract_text().split()
                    if not all(str(n) in [word.strip(".") for word in words] for n in (number, of)):
                        cut.append((language, name, paper, number))

    assert found == {key: PAGES[key[1]] for key in found}
    assert cut == []


@ON_A_PHONE
def test_the_page_that_looks_like_the_sheet_fits_a_phone_and_can_be_read_aloud(page, sign_in, record, ben):
    sign_in(page, ben)

    assert troubles(page, addresses(record, "sheet", "sheet_first"), OF_WHO_HELPS) == {}


@ON_A_PHONE
def test_a_sheet_is_entered_a_day_at_a_time_without_a_script(page, without_script, sign_in, record, ben, today):
    sign_in(page, ben)
    page.goto("/")
    plain = without_script(page)
    plain.set_viewport_size({"width": 390, "height": 844})
    plain.goto(reverse("sheet", args=[record.pk]))
    plain.get_by_label("First day of the sheet").fill(str(today))
    plain.get_by_label("I ticked what I saw").check()
    assert plain.locator("td:visible input").count() == plain.locator("[data-n='1'] input").count()
    plain.get_by_label("B6, day 1,").fill("c")
    plain.locator("#shown-2").check()
    assert not plain.get_by_label("B6, day 1,").is_visible()
    assert plain.get_by_label("B6, day 2,").is_visible()
    plain.get_by_role("button", name="Save the sheet").click()
    plain.wait_for_url(f"**{reverse('entries', args=[record.pk])}?month=*")

    assert values_of(CheckIn.objects.get()) == {"weakness.hand.left": 2}
