"""The pages on which people write, in a real browser: keyboard, targets, axe, light and dark."""

import datetime as dt
import re

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.consent import grant
from people.models import User
from symptoms.models import CheckIn, Event
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.browser.pages import (
    ANY_DAY,
    OF_A_RECORD,
    ON_A_PHONE,
    addresses,
    calendar,
    question,
    troubles,
    violations,
    walking,
    writing,
)
from tests.browser.targets import FEW, LARGE, STAFF, target_troubles
from tests.cast import PASSWORD
from tests.people.account.ways import verified

OPEN_TO_ALL = ("account_login", "account_signup", "account_reset_password", "help")


@ON_A_PHONE
def test_pages_before_sign_in_keep_the_rules_of_access(page, db):
    assert troubles(page, [reverse(name) for name in OPEN_TO_ALL], FEW) == {}


@ON_A_PHONE
def test_the_patients_pages_keep_the_rules_of_access(page, sign_in, record, ada, ben, logged, today):
    """Also where the lists are as long as a page allows, and every entry is one's own and can be changed."""
    for n in range(7):
        helper = User.objects.create_user(f"helper{n}@example.org", PASSWORD, name=f"Helper {n}")
        grant(record, helper, role="caregiver", access="read", by=ada)
    for day in range(4):
        start = today - dt.timedelta(day)
        verbs.record_event(record, by=ada, source="self", now=timezone.now(), kind="fall", start=start)
    sign_in(page, ada)
    paths = writing(record)
    paths += [f"{reverse(name, args=[record.pk])}?page=2" for name in ("sharing", "access_log")]
    paths += calendar(record, today)
    paths.append(reverse("retract_entry", args=[record.pk, Event.objects.standing().first().pk]))
    paths.append(reverse("retract_entry", args=[record.pk, CheckIn.objects.standing().first().pk]))
    paths.append(reverse("end_grant", args=[record.pk, ben.memberships.get().pk]))
    paths += [reverse("account_email"), reverse("account_logout"), "/nowhere/"]

    assert troubles(page, paths, FEW) == {}


@ON_A_PHONE
def test_large_makes_every_target_of_theirs_large(page, sign_in, record, ada, ben, logged):
    User.objects.filter(pk=ada.pk).update(large=True)
    sign_in(page, ada)
    small = {}
    for path in [
        *writing(record),
        reverse("account_email"),
        reverse("account_logout"),
        *map(reverse, OPEN_TO_ALL[-1:]),
    ]:
        page.goto(path)
        if told := target_troubles(page, LARGE):
            small[path] = told

    assert small == {}


@ON_A_PHONE
def test_the_second_step_of_the_facts_keeps_the_rules_of_access(page, sign_in, record, ben):
    sign_in(page, ben)
    page.goto(*addresses(record, "facts"))
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_label("Where did it begin?")).to_be_visible()

    assert target_troubles(page, FEW) + violations(page) == []


@ON_A_PHONE
def test_the_caregivers_pages_keep_the_rules_of_access(page, sign_in, record, ben, logged, today):
    verbs.record_event(record, by=ben, source="caregiver", now=timezone.now(), kind="fall", start=today)
    sign_in(page, ben)
    paths = addresses(record, *OF_A_RECORD)

    assert (
        troubles(
            page,
            [
                *paths,
                f"{paths[0]}?breathing",
                f"{paths[0]}?clinic",
                f"{paths[1]}?{ANY_DAY[0]}",
                *calendar(record, today),
            ],
            FEW,
        )
        == {}
    )
    assert troubles(page, walking(record, today)[::3], FEW) == {}  # they are Ada's, with her name above


@ON_A_PHONE
def test_the_clinicians_pages_keep_the_rules_of_access(page, sign_in, record, cleo, logged, today):
    sign_in(page, cleo)
    flag = f"{reverse('respond_to_flag', args=[record.pk])}?rule=R06&since=2026-01-05"
    paths = [
        *addresses(record, *OF_A_RECORD, "sharing", "share", "access_log"),
        *calendar(record, today),
        flag,
        "/import/",
        "/patients/new/",
    ]

    assert troubles(page, [*paths, *walking(record, today)[:-1:3]], STAFF) == {}


@ON_A_PHONE
def test_a_stranger_sees_a_page_that_keeps_the_rules_of_access(page, sign_in, record, dan):
    sign_in(page, dan)

    assert troubles(page, [*addresses(record, "check_in"), reverse("start"), reverse("settings")], FEW) == {}


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    wanted = page.locator(selector).first
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"The keyboard does not reach {selector}.")


@ON_A_PHONE
def test_ada_signs_in_and_checks_in_with_the_keyboard_alone(page, record, ada, cleo, today):
    page.goto(reverse("check_in_mine"))
    tab_to(page, "[name=login]")
    page.keyboard.type(verified(ada).email)
    page.keyboard.press("Enter")
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{record.pk}/check-in/$"))

    for target in ("a:has-text('Begin')", ".left_arm a", "a:has-text('Left hand and fingers')", "[value='2']"):
        tab_to(page, f"main {target}")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    tab_to(page, "main button:has-text('Done')")
    page.keyboard.press("Space")

    expect(page.locator(".receipt")).to_contain_text("by Ada for")
    expect(page.locator(".receipt")).to_contain_text("Your team at North Clinic can see it.")
    entry = CheckIn.objects.get()
    assert (entry.author, entry.source, values_of(entry)) == (ada, "self", {"weakness.hand.left": 2})


def test_the_skip_link_is_large_and_leads_to_the_page(page, sign_in, record, ada):
    sign_in(page, ada)
    page.goto(addresses(record, "entries")[0])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


def test_the_focus_begins_at_the_question_and_the_next_is_its_first_answer(page, sign_in, record, ada, today):
    sign_in(page, ada)
    page.goto(question(record, today, "weakness.neck"))
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")

    expect(page.get_by_role("button", name="As before (answer 1)")).to_be_focused()


def test_bad_input_keeps_what_was_typed_and_puts_the_focus_on_it(page, sign_in, record, ada, today):
    sign_in(page, ada)
    page.goto(question(record, today, "weight"))
    page.get_by_label("Weight, kg").fill("heavy")
    page.get_by_role("button", name="Keep").click()

    expect(page.get_by_role("alert")).to_have_text("“heavy” was found, a number from 20 to 300 kg is allowed.")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Weight, kg")).to_have_value("heavy")
    assert violations(page) == []
    assert CheckIn.objects.count() == 0


@ON_A_PHONE
def test_pages_work_without_javascript(page, browser, live_server, record, ada):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    plain.goto(reverse("check_in_mine"))
    plain.fill("[name=login]", verified(ada).email)
    plain.click("main button:has-text('Next')")
    plain.fill("[name=password]", PASSWORD)
    plain.click("main button:has-text('Sign in')")
    for name in ("Begin", "Head and neck", "Speech"):
        plain.locator("main").get_by_role("link", name=name).click()
    plain.get_by_role("button", name="You often repeat words").click()
    plain.get_by_role("button", name="Done").click()
    expect(plain.locator(".receipt")).to_contain_text("by Ada for")
    context.close()

    assert values_of(CheckIn.objects.get()) == {"weakness.speech": 2}
