"""The pages on which people write, in a real browser: keyboard, targets, axe, light and dark."""

import datetime as dt
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from symptoms import services
from symptoms.days import local_day
from symptoms.models import CheckIn
from symptoms.storage import values_of
from tests.browser.targets import PATIENT, STAFF, target_troubles
from tests.cast import PASSWORD

CONTRAST = {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]}
STANDARDS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"type": "tag", "values": STANDARDS}
OF_A_RECORD = ("check_in", "function_check", "measurement", "treatment", "event", "mark_cell", "facts", "entries")
OPEN_TO_ALL = ("account_login", "account_signup", "account_reset_password", "help")


@pytest.fixture
def today(record):
    return local_day(record, timezone.now())


@pytest.fixture
def logged(record, ada, cleo, today):
    """Something of every kind, so that no list is empty."""
    now = timezone.now()
    for days in (40, 3, 0):
        services.record_check_in(
            record, today - dt.timedelta(days), {"weakness.hand.left": 2}, by=ada, source="self", now=now
        )
    services.record_treatment(record, by=ada, source="self", now=now, kind="riluzole", start=today, label="50 mg")
    services.mark_cell(record, "foot.left", "other_cause", by=cleo, source="clinician", now=now)


def addresses(record, *names):
    return [reverse(name, args=[record.pk]) for name in names]


def troubles(page: Page, paths: list[str], rule: dict[str, int]) -> dict[str, list[str]]:
    """By page, whatever breaks a target rule, or a rule of axe in light or dark."""
    found = {}
    for path in paths:
        page.goto(path)
        told = target_troubles(page, rule) + violations(page)
        page.emulate_media(color_scheme="dark")
        told += violations(page, CONTRAST)
        page.emulate_media(color_scheme="light")
        if told:
            found[path] = told
    return found


def violations(page: Page, rules: dict[str, object] = ALL_RULES) -> list[str]:
    result = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response
    return [f"{broken['id']}: {node['html'][:120]}" for broken in result["violations"] for node in broken["nodes"]]


def test_pages_before_sign_in_keep_the_rules_of_access(page, db):
    assert troubles(page, [reverse(name) for name in OPEN_TO_ALL], PATIENT) == {}


def test_the_patients_pages_keep_the_rules_of_access(page, sign_in, record, ada, ben, logged):
    sign_in(page, ada)
    paths = addresses(record, *OF_A_RECORD, "sharing", "access_log")
    paths.append(reverse("retract_entry", args=[record.pk, CheckIn.objects.standing().first().pk]))
    paths.append(reverse("end_grant", args=[record.pk, ben.memberships.get().pk]))
    paths += [reverse("account_change_password"), reverse("account_email"), reverse("account_logout"), "/nowhere/"]

    assert troubles(page, paths, PATIENT) == {}


def test_the_caregivers_pages_keep_the_rules_of_access(page, sign_in, record, ben, logged):
    sign_in(page, ben)

    assert troubles(page, addresses(record, "measurement", "entries"), PATIENT) == {}


def test_the_clinicians_pages_keep_the_rules_of_access(page, sign_in, record, cleo, logged):
    sign_in(page, cleo)
    flag = f"{reverse('respond_to_flag', args=[record.pk])}?rule=R06&since=2026-01-05"
    paths = [*addresses(record, *OF_A_RECORD, "sharing", "access_log"), flag, "/import/", "/patients/new/"]

    assert troubles(page, paths, STAFF) == {}


def test_a_stranger_sees_a_page_that_keeps_the_rules_of_access(page, sign_in, record, dan):
    sign_in(page, dan)

    assert troubles(page, [*addresses(record, "check_in"), reverse("start")], PATIENT) == {}


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    wanted = page.locator(selector).first
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"The keyboard does not reach {selector}.")


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_ada_signs_in_and_checks_in_with_the_keyboard_alone(page, record, ada, cleo):
    page.goto(reverse("check_in_mine"))
    tab_to(page, "[name=login]")
    page.keyboard.type(ada.email)
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{record.pk}/check-in/$"))

    tab_to(page, "summary:has-text('Left hand and fingers')")
    page.keyboard.press("Enter")
    tab_to(page, "[name='weakness.hand.left'][value='']")
    for _ in range(5):  # back from "leave out": not tried, can't tell, no finger moves, fingers move, need help
        page.keyboard.press("ArrowUp")
    tab_to(page, "main button:has-text('Save')")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("by Ada for")
    expect(page.get_by_role("status")).to_contain_text("Your team at North Clinic can see it.")
    entry = CheckIn.objects.get()
    assert (entry.author, entry.source, values_of(entry)) == (ada, "self", {"weakness.hand.left": 2})


def test_the_first_press_of_tab_offers_to_skip_to_the_page(page, sign_in, record, ada):
    sign_in(page, ada)
    page.goto(addresses(record, "check_in")[0])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.locator("main summary").first).to_be_focused()


def test_bad_input_keeps_what_was_typed_and_puts_the_focus_on_it(page, sign_in, record, ada):
    sign_in(page, ada)
    page.goto(addresses(record, "check_in")[0])
    page.locator("summary", has_text="Cramps").click()
    page.locator("[name='cramps.count']").fill("many")
    page.locator("summary", has_text="Neck").click()
    page.get_by_role("radio", name="Tires by evening (Neck)").check()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("alert")).to_contain_text("“many” was found here; a whole number from 0 to 200 is allowed.")
    expect(page.locator("[name='cramps.count']")).to_be_focused()
    expect(page.locator("[name='cramps.count']")).to_have_value("many")
    expect(page.locator("[name='weakness.neck'][value='3']")).to_be_checked()
    assert violations(page) == []
    assert CheckIn.objects.count() == 0


def test_nothing_asked_has_a_name_that_another_answer_bears_too(page, sign_in, record, ada):
    sign_in(page, ada)
    page.goto(addresses(record, "check_in")[0])
    names = page.locator("input[type=radio]").evaluate_all(
        "all => all.map((radio) => radio.labels[0].textContent.trim())"
    )

    weakness = names[: 13 * 8]
    assert len(set(weakness)) == len(weakness)


def test_the_feeding_tube_decides_which_question_on_cutting_food_is_shown(page, sign_in, record, ada):
    sign_in(page, ada)
    page.goto(addresses(record, "function_check")[0])
    without, with_tube = (page.locator(f".{name}") for name in ("without-tube", "with-tube"))
    expect(without).to_be_visible()
    expect(with_tube).to_be_hidden()
    page.get_by_role("radio", name="Yes (Do you have a feeding tube").check()

    expect(without).to_be_hidden()
    expect(with_tube).to_be_visible()


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_pages_work_without_javascript(page, browser, live_server, record, ada):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    plain.goto(reverse("check_in_mine"))
    plain.fill("[name=login]", ada.email)
    plain.fill("[name=password]", PASSWORD)
    plain.click("main button:has-text('Sign in')")
    plain.click("summary:has-text('Speech')")
    plain.get_by_role("radio", name="You often repeat words (Speech)").check()
    plain.click("main button:has-text('Save')")
    expect(plain.get_by_role("status")).to_contain_text("by Ada for")
    context.close()

    assert values_of(CheckIn.objects.get()) == {"weakness.speech": 2}
