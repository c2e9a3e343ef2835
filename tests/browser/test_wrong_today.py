"""Something is wrong today, in a real browser: from home to what to do in two presses, with large targets."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from people.models import Clinic, User
from symptoms.models import CheckIn
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.browser.pages import ON_A_PHONE, troubles
from tests.browser.targets import FEW, LARGE, WALKED, target_troubles

NUMBERS = {
    "emergency_number": "112",
    "telephone": "+44 20 7946 0100",
    "out_of_hours": "020 7946 0101",
    "crisis_line": "5550188",
}
PAGES = ("wrong_today", "wrong_said", "check_in")


@pytest.fixture
def reached(clinic):
    Clinic.objects.filter(pk=clinic.pk).update(**NUMBERS)


def pages_of(record):
    return [*(reverse(name, args=[record.pk]) for name in PAGES), "/"]


def say(record, by, source, today, *names):
    verbs.record_check_in(
        record, today, {f"signs.{name}": 1 for name in names}, by=by, source=source, now=timezone.now()
    )


@ON_A_PHONE
@pytest.mark.parametrize("who", ["ada", "ben"])
def test_the_pages_keep_the_rules_of_access(page, sign_in, begun, ada, ben, today, reached, who):
    user, source = {"ada": (ada, "self"), "ben": (ben, "caregiver")}[who]
    say(begun, user, source, today, "self_harm", "machine_or_tube_fault", "swollen_leg")
    sign_in(page, user)

    assert troubles(page, pages_of(begun), WALKED) == {}


@ON_A_PHONE
def test_large_makes_every_target_large(page, sign_in, begun, ada, today, reached):
    User.objects.filter(pk=ada.pk).update(large=True)
    say(begun, ada, "self", today, "chest_pain", "machine_or_tube_fault")
    sign_in(page, ada)
    small = {}
    for path in pages_of(begun):
        page.goto(path)
        if told := target_troubles(page, LARGE):
            small[path] = told

    assert small == {}


@ON_A_PHONE
def test_before_anything_was_said_the_list_and_home_have_room(page, sign_in, begun, ada, reached):
    sign_in(page, ada)

    assert troubles(page, [reverse("wrong_today", args=[begun.pk]), "/"], FEW) == {}


def test_what_to_do_is_two_presses_from_home_and_stands_on_the_first_screen(page, sign_in, begun, ada, reached):
    sign_in(page, ada)
    page.goto("/")
    page.get_by_role("link", name="Something is wrong today").click()
    page.get_by_role("button", name="Chest pain, or sudden breathlessness").click()

    expect(page.get_by_role("heading", name="Call your emergency number now.")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Emergency: call 112")).to_be_in_viewport()
    assert values_of(CheckIn.objects.standing().latest("day")) == {"signs.chest_pain": 1}
