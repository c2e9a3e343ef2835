"""When each weak part began, in a real browser: the rules of access, the keyboard alone, and without a script."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clinical.vocabulary import CELL_NAMES
from people.models import User
from symptoms.models import RememberedOnset
from symptoms.write import verbs
from tests.browser.pages import ON_A_DESKTOP, ON_A_PHONE, remembering, troubles
from tests.browser.targets import FEW, LARGE, STAFF, target_troubles
from tests.browser.test_patient_pages import tab_to
from tests.cast import PASSWORD
from tests.people.account.ways import verified

LINE = "Some parts were weak from the start: when did that begin?"


def said():
    rows = RememberedOnset.objects.standing().order_by("cell")
    return [(row.cell, row.source, row.precision, row.month) for row in rows]


@pytest.fixture
def weak(record, ada, today):
    values = {"weakness.speech": 3, "weakness.hand.left": 2, "weakness.neck": 4}
    verbs.record_check_in(record, today, values, by=ada, source="self", now=timezone.now())


@pytest.fixture
def full(record, ada, ben, cleo, today):
    """Every part weak, as long a list as there can be, and a sign beside the line of home."""
    values = {f"weakness.{cell}": 2 for cell in CELL_NAMES} | {"signs.choking_needed_help": 3}
    verbs.record_check_in(record, today, values, by=ada, source="self", now=timezone.now())
    for cell in CELL_NAMES[:-1]:
        for by, source in ((ada, "self"), (ben, "caregiver"), (cleo, "clinician")):
            verbs.remember_onset(record, cell, "not_sure", by=by, source=source, now=timezone.now())


def test_the_steps_keep_the_rules_of_access(page, sign_in, record, ada, logged):
    sign_in(page, ada)

    assert troubles(page, remembering(record), FEW) == {}


@ON_A_PHONE
def test_the_list_and_home_keep_the_rules_of_access_however_much_there_is(page, sign_in, record, ada, full):
    sign_in(page, ada)
    address = reverse("remembered", args=[record.pk])

    assert troubles(page, [address, f"{address}?page=2", f"{address}?page=3", "/"], FEW) == {}
    page.goto("/")
    expect(page.get_by_role("link", name=LINE)).to_be_visible()


@ON_A_PHONE
def test_large_makes_every_target_of_them_large(page, sign_in, record, ada, logged):
    User.objects.filter(pk=ada.pk).update(large=True)
    sign_in(page, ada)
    small = {}
    for path in remembering(record):
        page.goto(path)
        if told := target_troubles(page, LARGE):
            small[path] = told

    assert small == {}


@ON_A_DESKTOP
def test_the_pages_of_caregiver_and_clinician_keep_the_rules_of_access(
    open_page, page, sign_in, record, ben, cleo, full
):
    paths = [reverse("remembered", args=[record.pk]), reverse("began", args=[record.pk, "hand.left"])]
    sign_in(page, cleo)
    assert troubles(page, paths, STAFF) == {}
    bens = open_page("phone")
    sign_in(bens, ben)

    assert troubles(bens, paths, FEW) == {}


@ON_A_PHONE
def test_ada_says_when_it_began_with_the_keyboard_alone(page, sign_in, record, ada, today, weak):
    sign_in(page, ada)
    page.goto("/")
    year = today.year - 1
    for target in (
        f"a:has-text('{LINE}')",
        "a:has-text('Begin')",
        f"[value='{year}']",
        "[value='4']",
        f"[value='{year}-06']",
        "[value='not_sure']",
    ):
        tab_to(page, f"main {target}")
        page.keyboard.press("Enter")
        page.wait_for_load_state()

    expect(page.get_by_role("heading", level=1)).to_have_text("When did it begin?")
    expect(page.locator("main")).to_contain_text(f"June {year}, as remembered")
    assert said() == [("hand.left", "self", "not_sure", None), ("speech", "self", "month", dt.date(year, 6, 1))]


@ON_A_PHONE
def test_the_focus_is_on_the_question_and_what_was_pressed_is_said_back(page, sign_in, record, ada, today, weak):
    sign_in(page, ada)
    page.goto(reverse("began", args=[record.pk, "speech"]))
    page.get_by_role("button", name="last year").click()

    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text(f"Kept. Speech: {today.year - 1}")


@ON_A_PHONE
def test_it_is_said_changed_and_taken_back_without_javascript(page, browser, live_server, record, ada, today, weak):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    plain.goto(reverse("remembered", args=[record.pk]))
    plain.fill("[name=login]", verified(ada).email)
    plain.click("main button:has-text('Next')")
    plain.fill("[name=password]", PASSWORD)
    plain.click("main button:has-text('Sign in')")
    plain.get_by_role("link", name="Begin").click()
    plain.get_by_role("button", name="last year").click()
    plain.get_by_role("button", name="I only know the year").click()
    plain.get_by_role("button", name="Ask me later").click()
    assert said() == [("speech", "self", "year", dt.date(today.year - 1, 1, 1))]

    plain.get_by_role("link", name="Change it, or take it back").filter(has_text="Speech").click()
    plain.get_by_role("link", name="Earlier").click()
    plain.get_by_role("button", name=str(today.year - 5)).click()
    assert said() == [("speech", "self", "year", dt.date(today.year - 5, 1, 1))]
    plain.get_by_role("link", name="Back").click()
    plain.get_by_role("button", name="Take my answer back").click()
    expect(plain.get_by_text("Not answered yet: Speech, Left hand and fingers.")).to_be_visible()
    context.close()

    assert said() == []
