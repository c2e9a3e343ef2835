"""What was rough to the eye once: numbers to call, the head in Large, paper, states that broke, ways back."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from people.models import Clinic, Membership, User
from symptoms.write import verbs
from tests.browser.pages import ON_A_DESKTOP, ON_A_PHONE, troubles, violations
from tests.browser.targets import FEW, LARGE, target_troubles
from tests.browser.test_clinic import NUMBERS, warned  # noqa: F401 (a fixture)
from tests.cast import new_patient
from tests.people.account.ways import verified

TELEPHONES = "main a[href^='tel:']"


@pytest.fixture
def reached(clinic):
    Clinic.objects.filter(pk=clinic.pk).update(**NUMBERS)


@pytest.fixture
def of_four_clinics(record, ben, reached):
    """Ben helps people of four clinics, each with all its numbers."""
    for name in ("South Clinic of the Coast", "West Clinic", "East Clinic"):
        other = Clinic.objects.create(name=name, **NUMBERS)
        Membership.objects.create(user=ben, patient=new_patient(other, "B-1"), role="caregiver", access="write")
    return ben


@ON_A_PHONE
@pytest.mark.parametrize(("large", "rule"), [(False, FEW), (True, LARGE)])
def test_help_for_several_clinics_has_few_targets_and_each_number_a_press_away(
    page, sign_in, of_four_clinics, large, rule
):
    User.objects.update(large=large)
    sign_in(page, of_four_clinics)
    page.goto(reverse("help"))
    assert target_troubles(page, rule) + violations(page) == []
    assert page.locator(TELEPHONES).count() == 4

    page.get_by_role("link", name="To the numbers of West Clinic").click()
    expect(page.locator(TELEPHONES).nth(1)).to_contain_text("West Clinic: call")
    assert target_troubles(page, rule) + violations(page) == []


@ON_A_PHONE
def test_two_numbers_to_call_leave_the_fullest_first_page_within_its_targets(
    page,
    sign_in,
    record,
    ada,
    today,
    reached,
    warned,  # noqa: F811
):
    now = timezone.now()
    for ago in (40, 9, 0):
        verbs.record_check_in(
            record, today - dt.timedelta(ago), {"weakness.hand.left": 2}, by=ada, source="self", now=now
        )
    sign_in(page, ada)
    page.goto("/")
    page.get_by_role("button", name="A fall today").click()
    page.wait_for_load_state()
    assert troubles(page, ["/"], FEW) == {}
    assert page.locator(TELEPHONES).all_inner_texts() == [
        "Emergency: call 112",
        "North Clinic: call +44 20 7946 0100",
    ]


@ON_A_PHONE
def test_the_head_of_a_page_in_large_is_one_row_and_help_stays_in_its_place(page, sign_in, record, ada, today):
    User.objects.filter(pk=verified(ada).pk).update(large=True)
    sign_in(page, ada)
    places = set()
    for path in ("/", reverse("account"), reverse("settings"), reverse("plan", args=[record.pk])):
        page.goto(path)
        box = page.locator(".masthead a[href='/help/']").bounding_box()
        places.add((box["x"] + box["width"], box["y"]))
        rows = {it.bounding_box()["y"] for it in page.locator(".masthead a:visible").all()}
        assert len(rows) == 1, path

    assert len(places) == 1


@ON_A_PHONE
def test_the_head_before_sign_in_is_one_row_in_every_language(page, db, browser, live_server):
    for language in ("en", "de", "es"):
        context = browser.new_context(base_url=live_server.url, locale=language, viewport={"width": 390, "height": 844})
        other = context.new_page()
        other.goto(reverse("account_login"))
        rows = {round(it.bounding_box()["y"]) for it in other.locator(".masthead a:visible").all()}
        context.close()
        assert len(rows) == 1, language


@ON_A_PHONE
def test_how_the_pages_look_leads_to_the_account(page, sign_in, record, ada):
    sign_in(page, ada)
    page.goto(reverse("settings"))
    page.get_by_role("link", name="My account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My account")


@ON_A_DESKTOP
@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_a_word_of_a_state_is_whole(page, sign_in, record, ada, language):
    User.objects.filter(pk=ada.pk).update(language=language)
    sign_in(page, ada)
    page.goto(reverse("settings"))
    for state in page.locator(".state").all():
        line = state.evaluate("it => parseFloat(getComputedStyle(it).lineHeight)")
        assert state.bounding_box()["height"] < 1.5 * line


@ON_A_DESKTOP
def test_paper_has_the_numbers_to_call_and_no_other_control(page, sign_in, record, ada, ben, reached, warned):  # noqa: F811
    sign_in(page, ada)
    page.emulate_media(media="print")
    names = ("sharing", "asked", "past_grants", "access_log", "end_record", "plan")
    grant = reverse("grant", args=[record.pk, record.memberships.get(user=ben).pk])
    for path in (*(reverse(name, args=[record.pk]) for name in names), grant, reverse("help"), "/"):
        page.goto(path)
        seen = page.locator("a:not([href^='tel:']):not(.card), button, input").all()
        assert [it.inner_text() for it in seen if it.is_visible()] == [], path
    assert page.locator(TELEPHONES).first.is_visible()
    page.goto(reverse("help"))
    assert all(number.is_visible() for number in page.locator(TELEPHONES).all())


@ON_A_PHONE
def test_back_stands_at_the_end_of_the_staffs_passkeys(page, sign_in, cleo, record):
    sign_in(page, verified(cleo))
    page.goto(reverse("passkeys"))
    assert page.locator("main a").all_inner_texts() == ["Add a passkey", "Add an authenticator app", "Back"]
