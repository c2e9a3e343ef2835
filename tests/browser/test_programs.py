"""Letting a program in, with a real browser: the token is shown once and copied, the list is short, one press ends."""

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from people import tokens
from tests.browser.pages import ON_A_DESKTOP, ON_A_PHONE, troubles, violations
from tests.browser.targets import FEW, target_troubles
from tests.cast import new_patient
from tests.people.test_tokens import made

SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


def let_in(page):
    page.goto(reverse("programs"))
    page.get_by_role("link", name="Let a program in").click()
    page.get_by_label("What is the program called?").fill("Bathroom scale")
    page.get_by_role("radio", name="Look and write").check()
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The token of Bathroom scale")


@ON_A_PHONE
def test_a_token_is_made_copied_and_ended(page, sign_in, ada):
    sign_in(page, ada)
    let_in(page)
    assert (violations(page), target_troubles(page, FEW), page.evaluate(SIDEWAYS)) == ([], [], False)

    secret = page.locator("#secret").inner_text()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy it").click()
    expect(page.get_by_role("status").get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == secret
    assert tokens.use(secret, timezone.now()).token.name == "Bathroom scale"

    page.get_by_role("link", name="To the list").click()
    page.get_by_role("button", name="End program 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where I am signed in")
    assert tokens.use(secret, timezone.now()) is None


@ON_A_PHONE
def test_as_many_as_there_can_be_keep_the_rules_of_access(page, sign_in, ada):
    for number in range(6):
        token, _secret = made(ada, f"Program of the house number {number}", now=timezone.now())
        if number == 0:
            tokens.end(token, by=ada, now=timezone.now())
    sign_in(page, ada)

    assert troubles(page, [reverse("programs")], FEW) == {}


@ON_A_DESKTOP
def test_a_clinician_chooses_records_by_their_references(page, sign_in, cleo, record, clinic):
    for number in (2, 3, 4):
        new_patient(clinic, f"A-{number}")
    sign_in(page, cleo)
    page.goto(reverse("new_program"))
    page.get_by_label("What is the program called?").fill("Registry")
    page.get_by_label("In which records?").fill("A-9")
    page.get_by_role("button", name="Make the token").click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("In which records?").fill("A-1\nA-3")
    page.get_by_role("button", name="Make the token").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("The token of Registry")
    assert [each.reference for each in tokens.in_force(cleo, timezone.now()).get().patients.order_by("reference")] == [
        "A-1",
        "A-3",
    ]


@ON_A_PHONE
def test_the_page_of_the_api_is_read_by_strangers(page, db):
    page.goto(reverse("api_docs"))
    assert (violations(page), page.evaluate(SIDEWAYS)) == ([], False)

    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(reverse("api_docs"))
    assert (violations(page), page.evaluate(SIDEWAYS)) == ([], False)
