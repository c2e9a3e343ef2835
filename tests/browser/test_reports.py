"""The pages that show, in a real browser: access, keyboard, exploring, and a picture that catches up."""

import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from care.asked import sealed
from people.models import Patient, User
from reports.figures import FIGURES
from symptoms.derive import maker, tasks
from symptoms.models import Report
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.browser.pages import ON_A_DESKTOP, ON_A_PHONE, all_opened, troubles
from tests.browser.targets import FEW, LARGE, STAFF
from tests.browser.test_patient_pages import tab_to

SEEN_WITHIN = 10_000  # milliseconds from an entry to the picture


@pytest.fixture
def pictures(record):
    return [reverse("picture", args=[record.pk, name]) for name in FIGURES]


def choked(record: Patient, by) -> None:
    now = timezone.now()
    verbs.record_event(record, by=by, source="self", now=now, kind="choking", start=local_day(record, now))


# --- Access ---


@ON_A_PHONE
def test_the_pages_of_the_person_keep_the_rules_of_access(page, sign_in, shown, ada, address):
    sign_in(page, ada)

    assert troubles(page, ["/", address("dashboard"), address("summary")], FEW) == {}


@ON_A_PHONE
def test_every_picture_keeps_the_rules_of_access(page, sign_in, shown, ada, ben, pictures, address):
    """Ben's are Ada's, with her name above."""
    numbers = [f"{path}{page}/" for path in pictures for page in ("numbers", "files")]
    sign_in(page, ben)
    bens = troubles(page, [address("dashboard"), *pictures, *numbers], FEW)
    sign_in(page, ada)

    assert (bens, troubles(page, [address("dashboard"), pictures[0], *numbers[:2]], FEW)) == ({}, {})


@ON_A_PHONE
@pytest.mark.parametrize("looks", [{"large": True}, {"hide_charts": True}])
def test_in_every_look_the_pictures_do_so_too(page, sign_in, shown, ada, pictures, address, looks):
    User.objects.filter(pk=ada.pk).update(**looks)
    sign_in(page, ada)
    rule = LARGE if "large" in looks else FEW

    assert troubles(page, [address("dashboard"), pictures[0], f"{pictures[0]}?stage=1"], rule) == {}


@ON_A_PHONE
def test_the_pages_of_the_clinic_keep_the_rules_of_access(page, sign_in, shown, cleo, address):
    sign_in(page, cleo)

    searched = f"/patients/?{urlencode(sealed({'q': 'nobody'}))}"
    assert troubles(page, ["/patients/", searched, address("dashboard"), address("summary")], STAFF) == {}


@ON_A_PHONE
def test_pages_without_any_answer_keep_the_rules_of_access(page, sign_in, record, ada, address):
    sign_in(page, ada)
    maker.refresh(record.pk, now=timezone.now())
    empty = troubles(page, ["/", address("dashboard"), address("summary")], FEW)
    Report.objects.all().delete()

    assert (empty, troubles(page, ["/", address("dashboard"), address("summary")], FEW)) == ({}, {})


@ON_A_DESKTOP
def test_from_the_worklist_to_the_printed_page_with_the_keyboard_alone(page, sign_in, shown, cleo):
    sign_in(page, cleo)
    page.goto("/")
    tab_to(page, "main a:has-text('Ada')")
    page.keyboard.press("Enter")
    tab_to(page, "#spread-summary")
    page.keyboard.press("Enter")
    expect(page.locator("#spread-table-summary")).to_be_visible()
    tab_to(page, "#spread-table-summary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Table: Where weakness began")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    page.goto(page.url)
    tab_to(page, "main a:has-text('Summary to print')")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Warning signs, by the latest answers")).to_be_visible()


def test_nothing_is_wider_than_the_screen_with_every_figure_open(page, sign_in, shown, cleo, address):
    sign_in(page, cleo)
    page.goto(address("dashboard"))
    all_opened(page)
    expect(page.locator("main table")).to_have_count(len(FIGURES))

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@ON_A_PHONE
def test_the_page_shows_all_without_a_script(page, browser, live_server, sign_in, shown, ada, address):
    sign_in(page, ada)
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(address("dashboard"))
    for name in FIGURES:
        plain.locator(f"#to-{name}" if name == next(iter(FIGURES)) else "main a:has-text('Next picture')").click()
        expect(plain.locator("svg.fig-wide")).to_have_count(1)
    plain.locator("#phone-table-summary").click()
    plain.get_by_role("link", name="The numbers on a page of their own").click()
    expect(
        plain.get_by_role("region", name="Table: Steps and walking asymmetry, measured by the phone")
    ).to_be_visible()
    plain.get_by_role("link", name="Back to the picture").click()
    expect(plain.get_by_role("button", name="Explore")).to_have_count(0)
    expect(plain.get_by_role("link", name="Next picture")).to_have_count(0)
    context.close()


@ON_A_PHONE
def test_numbers_come_with_the_press_and_leave_a_link_where_they_do_not(page, sign_in, shown, cleo, address):
    sign_in(page, cleo)
    page.goto(address("dashboard"))
    expect(page.locator("main table")).to_have_count(0)
    page.route("**/pictures/weight/numbers/", lambda route: route.abort())
    for name in ("spread", "weight"):
        page.locator(f"#{name}-summary").click()
    page.locator("#spread-table-summary").click()
    page.locator("#weight-table-summary").click()

    expect(page.get_by_role("region", name="Table: Where weakness began")).to_be_visible()
    expect(page.locator("#weight-table a")).to_have_text(re.compile("The numbers on a page of their own"))


# --- The picture catches up ---


@ON_A_DESKTOP
def test_without_a_worker_the_page_says_updating_and_catches_up_when_it_returns(
    page, sign_in, shown, ada, cleo, address, request
):
    sign_in(page, cleo)
    page.goto(address("dashboard"))
    expect(page.locator("#freshness")).not_to_contain_text("Updating")
    page.locator("#spread-summary").click()
    page.locator("#function-summary").click()
    page.locator("#spread-table-summary").click()
    page.locator("#function-table-summary").focus()

    choked(shown, ada)
    expect(page.locator("#freshness")).to_contain_text("Updating", timeout=SEEN_WITHIN)
    page.evaluate("document.querySelector('#report').dataset.before = 'redraw'")
    request.getfixturevalue("celery_worker_running")  # what was asked for while it was away is lost
    tasks.sweep_stale.delay()

    expect(page.locator("#freshness")).not_to_contain_text("Updating", timeout=SEEN_WITHIN)
    expect(page.locator("#report")).not_to_have_attribute("data-before", "redraw", timeout=SEEN_WITHIN)
    expect(page.locator("#report")).to_contain_text("Choking, ")
    expect(page.locator("#spread-table")).to_have_attribute("open", "")
    expect(page.locator("#spread-numbers")).to_be_visible()
    expect(page.locator("#function-table-summary")).to_be_focused()


@ON_A_PHONE
def test_the_page_of_the_person_asks_only_while_it_lags_behind(page, sign_in, shown, ada):
    sign_in(page, ada)
    page.goto("/")
    expect(page.locator("#freshness[hx-get]")).to_have_count(0)

    choked(shown, ada)
    page.reload()
    expect(page.locator("#freshness[hx-get]")).to_contain_text("Updating")
    maker.refresh(shown.pk, now=timezone.now())

    expect(page.locator("#freshness")).not_to_contain_text("Updating", timeout=SEEN_WITHIN)
    expect(page.locator("#freshness[hx-get]")).to_have_count(0)
