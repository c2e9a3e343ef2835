"""Two days side by side in a real browser: reached and walked by keyboard, on a telephone, without script, on paper."""

import datetime as dt
import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from care.visits.said import Line
from clinical.strength import MUSCLES
from symptoms.derive import maker
from symptoms.write import verbs
from tests.browser.pages import ON_A_DESKTOP, ON_A_PHONE, troubles, violations
from tests.browser.targets import STAFF, target_troubles
from tests.care.said import SCORED, entered
from tests.reports.people import followed

STRENGTH = {(name, side or ""): "4-" for name, muscle in MUSCLES.items() for side in muscle.sides}


@pytest.fixture
def compared(record, ada, cleo, today):
    """200 days, and two visits with the strength of every muscle on both of which all of it is another one."""
    now = timezone.now()
    for days, code in ((120, "5"), (10, "4-")):
        strength = dict.fromkeys(STRENGTH, code)
        line = Line("O2d", "P1", 6, "M0")
        entered(record, cleo, today - dt.timedelta(days), strength=strength, function=SCORED, opm=line, now=now)
    followed(record, ada, cleo, 200, now)
    return record


@pytest.fixture
def paths(compared, today):
    """Without days, with two, with a visit on both sides, and refused."""
    base = reverse("compare", args=[compared.pk])
    then, now = today - dt.timedelta(120), today - dt.timedelta(10)
    return [base, f"{base}?from={then}&to={now}", f"{base}?from={now}&to={then}", f"{base}?from=soon"]


@ON_A_PHONE
def test_every_state_of_it_keeps_the_rules_of_access(page, sign_in, cleo, paths):
    sign_in(page, cleo)

    assert troubles(page, paths, STAFF) == {}


@ON_A_DESKTOP
def test_it_keeps_them_on_a_desktop_too(page, sign_in, cleo, paths):
    sign_in(page, cleo)
    page.goto(paths[1])

    assert target_troubles(page, STAFF) + violations(page) == []


@ON_A_DESKTOP
def test_two_visits_are_chosen_by_keyboard_from_the_page_of_a_person(page, sign_in, compared, cleo, paths):
    sign_in(page, cleo)
    page.goto(reverse("dashboard", args=[compared.pk]))
    page.get_by_role("link", name="Compare", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/compare/$"))
    page.get_by_label("Earlier day: a visit").focus()
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    chosen = page.get_by_label("Earlier day: a visit").input_value()
    page.get_by_role("button", name="Compare").focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(rf"/compare/\?from={chosen}&to=\d{{4}}-\d\d-\d\d$"))
    expect(page.get_by_label("or any earlier day")).to_have_value(chosen)
    expect(page.get_by_label("Earlier day: a visit")).to_have_value("")


@ON_A_DESKTOP
def test_days_the_wrong_way_round_are_told_and_swapped_by_a_press(page, sign_in, cleo, paths):
    sign_in(page, cleo)
    page.goto(paths[2])
    expect(page.get_by_label("or any later day")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".compared")).to_have_count(0)
    page.get_by_role("link", name="Compare them the other way round").click()

    expect(page.locator(".compared")).to_be_visible()
    assert page.url.endswith(paths[1])


def test_without_a_script_it_compares_all_the_same(browser, live_server, open_page, sign_in, cleo, paths, today):
    signed = open_page("desktop")
    sign_in(signed, cleo)
    state = signed.context.storage_state()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(paths[0])
    page.get_by_label("or any earlier day").fill(str(today - dt.timedelta(120)))
    page.get_by_role("button", name="Compare").click()

    expect(page.get_by_role("table", name="ALSFRS-R of the clinic")).to_be_visible()
    expect(page.get_by_role("button", name="Print this page")).to_have_count(0)
    context.close()


@ON_A_PHONE
def test_a_telephone_has_each_row_as_a_block_that_is_still_a_row_of_a_table(page, sign_in, cleo, paths):
    sign_in(page, cleo)
    page.goto(paths[1])
    table = page.get_by_role("table", name=re.compile("Strength"))
    row = table.get_by_role("row", name=re.compile("Wrist extension"))
    label, then, now, what = (row.get_by_role(kind).nth(n).bounding_box() for kind, n in CELLS)

    assert row.get_by_role("cell").all_inner_texts() == ["right 5, left 5", "right 4-, left 4-", WHAT]
    assert label["y"] < then["y"] == now["y"] < what["y"]
    assert then["x"] < now["x"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390


CELLS = (("rowheader", 0), ("cell", 0), ("cell", 1), ("cell", 2))
WHAT = "right 5 → 4-; left 5 → 4-"


@ON_A_DESKTOP
@pytest.mark.parametrize("language", ["de", "es"])
def test_other_languages_have_room_on_paper_and_on_a_telephone(page, sign_in, cleo, paths, language):
    cleo.language = language
    cleo.save()
    sign_in(page, cleo)
    page.goto(paths[1])
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.set_viewport_size({"width": 390, "height": 844})

    assert len(printed) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@ON_A_DESKTOP
def test_it_prints_on_one_landscape_sheet_that_says_whose_it_is(page, sign_in, compared, cleo, paths):
    sign_in(page, cleo)
    page.goto(paths[1])
    (sheet,) = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    told = " ".join(sheet.extract_text().split())

    assert [round(float(side)) for side in sheet.mediabox[2:]] == [842, 595]
    assert "Ada, A-1, born 1 May 1960" in told
    assert "Wrist extension" in told
    assert "Not a diagnosis." in told


@ON_A_DESKTOP
def test_signs_that_the_person_did_not_agree_to_print_stay_on_the_screen(
    page, sign_in, compared, ada, cleo, paths, today
):
    now, crying = timezone.now(), {"signs.uncontrolled_laughing_crying": 3}
    verbs.record_check_in(compared, today, crying, by=ada, source="self", now=now)
    maker.refresh(compared.pk, now=now)
    sign_in(page, cleo)
    page.goto(paths[0])
    private = page.get_by_role("row", name=re.compile("R20"))
    expect(private).to_be_visible()
    page.emulate_media(media="print")

    expect(private).to_be_hidden()
    expect(page.get_by_role("row", name=re.compile("R11"))).to_be_visible()
