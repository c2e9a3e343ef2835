"""The list of a clinic's people, by keyboard, in the light of access, and on a phone."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from care.asked import sealed
from care.models import SignAnswer
from care.owners import owner_of
from people.clinics import join_clinic
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.browser.keyboard import Keys
from tests.browser.pages import ON_A_DESKTOP, ON_A_PHONE, troubles, violations
from tests.browser.targets import STAFF, target_troubles
from tests.browser.test_patient_pages import tab_to
from tests.cast import new_patient, person

LIST = reverse("worklist")


@pytest.fixture
def three(record, clinic, ada, cleo):
    """Ada with a sign that waits, Bea and Cid with nothing."""
    thea = person("Thea")
    join_clinic(clinic, thea, by=None, role="therapist")
    now = timezone.now()
    for patient, values in (
        (record, {"signs.morning_headache": 4, "weakness.speech": 3}),
        (new_patient(clinic, "B-2", name="Bea"), {"fatigue.now": 3}),
        (new_patient(clinic, "C-3", name="Cid"), {"fatigue.now": 3}),
    ):
        verbs.record_check_in(patient, local_day(patient, now), values, by=cleo, source="caregiver", now=now)
        maker.refresh(patient.pk, now=timezone.now())
    return thea


def in_focus(page) -> str:
    return page.evaluate("document.activeElement.closest('a.who')?.querySelector('strong').textContent ?? ''")


@ON_A_DESKTOP
def test_j_and_k_go_through_the_list_and_enter_opens(page, sign_in, three, cleo):
    sign_in(page, cleo)
    page.goto(LIST)
    page.keyboard.press("j")
    assert in_focus(page) == ""  # the list has no focus

    tab_to(page, "a.who:has-text('Ada')")
    walked = [in_focus(page)]
    for key in "jjjk":
        page.keyboard.press(key)
        walked.append(in_focus(page))
    assert walked == ["Ada", "Bea", "Cid", "Cid", "Bea"]

    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bea")).to_be_visible()


@ON_A_DESKTOP
def test_letters_that_are_typed_into_a_field_go_nowhere(page, sign_in, three, cleo):
    sign_in(page, cleo)
    page.goto(LIST)
    page.get_by_label("Name or reference").click()
    page.keyboard.type("jk")

    expect(page.get_by_label("Name or reference")).to_have_value("jk")
    assert in_focus(page) == ""


@ON_A_DESKTOP
def test_who_looks_after_somebody_is_set_in_place_by_keyboard(page, sign_in, three, record, cleo):
    sign_in(page, cleo)
    page.goto(LIST)
    tab_to(page, f"#owner-{record.pk} a")
    page.keyboard.press("Enter")
    expect(page.locator(f"#owner-{record.pk} select")).to_be_focused()
    page.keyboard.type("Thea")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(f"#owner-{record.pk} a")).to_contain_text("Thea")
    expect(page.locator(f"#owner-{record.pk} a")).to_be_focused()
    assert (page.url.endswith(LIST), owner_of(record)) == (True, three)


@ON_A_DESKTOP
def test_a_sign_is_answered_in_the_list_by_keyboard(page, sign_in, three, record, cleo):
    sign_in(page, cleo)
    page.goto(LIST)
    keys, reason = Keys(page), page.locator("a.in-place")
    said = page.locator(f"#sign-{record.pk}-R07-said")
    keys.use(reason)
    expect(said).to_have_text("Nobody has answered it.")
    expect(said).to_be_focused()
    assert (reason.get_attribute("aria-expanded"), violations(page), target_troubles(page, STAFF)) == ("true", [], [])
    keys.press("Tab", "Enter")
    expect(said).to_contain_text("Seen by Cleo, ")
    expect(said).to_be_focused()
    keys.use(page.get_by_role("button", name="Undo"))
    expect(said).to_have_text("Nobody has answered it.")
    expect(page.get_by_role("link", name="What it is from")).to_be_visible()
    reason.press("Enter")
    expect(said).to_have_count(0)

    assert (page.url.endswith(LIST), reason.get_attribute("aria-expanded")) == (True, "false")
    assert list(SignAnswer.objects.values_list("rule", "action", "undo__by__name")) == [("R07", "acknowledged", "Cleo")]


@ON_A_DESKTOP
def test_all_signs_of_somebody_open_in_the_list_and_are_answered_there(page, sign_in, record, ada, cleo):
    now = timezone.now()
    values = {"signs.morning_headache": 4, "signs.cannot_clear_phlegm": 3}
    verbs.record_check_in(record, local_day(record, now), values, by=ada, source="self", now=now)
    maker.refresh(record.pk, now=now)
    sign_in(page, cleo)
    page.goto(LIST)
    page.locator("a.in-place").click()
    for rule in ("R09", "R07"):
        page.locator(f"#sign-{record.pk}-{rule}").get_by_role("button", name="Seen").click()
        expect(page.locator(f"#sign-{record.pk}-{rule}-said")).to_contain_text("Seen by Cleo, ")

    assert sorted(SignAnswer.objects.values_list("rule", flat=True)) == ["R07", "R09"]


@ON_A_DESKTOP
def test_without_a_script_a_sign_of_the_list_is_answered_on_its_page_and_leads_back(
    page, without_script, live_server, sign_in, three, record, cleo
):
    sign_in(page, cleo)
    plain = without_script(page)
    plain.goto(f"{LIST}?sort=name")
    plain.locator("a.in-place").click()
    plain.get_by_role("button", name="Seen").click()

    expect(plain).to_have_url(f"{live_server.url}{LIST}?sort=name#sign-{record.pk}-R07")
    expect(plain.locator("a.in-place")).to_have_count(0)


@ON_A_PHONE
def test_the_list_keeps_the_rules_of_access_in_every_state(page, sign_in, three, record, cleo):
    sign_in(page, cleo)
    searched = urlencode(sealed({"q": "nobody"}))
    states = [
        *(LIST, f"{LIST}?sort=name", f"{LIST}?group=today&sort=need", f"{LIST}?closed", f"{LIST}?{searched}"),
        *(f"{LIST}?level=emergency&owner=me", reverse("owner", args=[record.pk])),
    ]

    assert troubles(page, states, STAFF) == {}


@ON_A_PHONE
def test_on_a_phone_the_lines_are_stacked_and_nothing_is_wider_than_the_screen(page, sign_in, three, cleo):
    new_patient(cleo.memberships.get().clinic, "R" * 60, name="N" * 80)
    sign_in(page, cleo)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(LIST)
    places = (
        page.locator(".worklist-row")
        .first.locator("> *")
        .evaluate_all("all => all.filter(e => e.offsetParent).map(e => e.getBoundingClientRect().x)")
    )

    assert len(set(places)) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
