"""Pages that few people see, and rarely: they keep the rules of access too."""

import datetime as dt

from django.core import mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clinical.vocabulary import FUNCTION_ITEMS
from people.models import Membership, User
from symptoms.models import FunctionCheck
from symptoms.write import verbs
from tests.browser.pages import ON_A_PHONE, troubles, violations
from tests.browser.targets import FEW, target_troubles
from tests.cast import PASSWORD, new_patient
from tests.people.account.ways import verified

MANY_FIELDS = """document.querySelector("main form").append(...Array.from({ length: 1100 }, (_, n) => {
  return Object.assign(document.createElement("input"), { type: "hidden", name: `n${n}` });
}))"""
pytestmark = ON_A_PHONE


def looked_at(page, heading: str) -> list[str]:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    return target_troubles(page, FEW) + violations(page)


def test_who_has_no_record_yet(page, sign_in, db):
    sign_in(page, User.objects.create_user("eve@example.org", PASSWORD, name="Eve"))
    assert troubles(page, ["/", reverse("check_in_mine"), reverse("start")], FEW) == {}


def test_who_cares_for_two_people(page, sign_in, clinic, ben):
    other = new_patient(clinic, "A-2", name="Fay")
    Membership.objects.create(user=ben, patient=other, role="caregiver", access="write")
    sign_in(page, ben)

    assert troubles(page, ["/", reverse("check_in_mine")], FEW) == {}


def test_what_a_function_check_asks_after_it_was_saved(page, sign_in, record, ada, today):
    for ago, level in ((30, 4), (0, 1)):
        verbs.record_function_check(
            record,
            today - dt.timedelta(ago),
            {f"function.{item}": level for item in FUNCTION_ITEMS},
            by=ada,
            source="self",
            now=timezone.now(),
        )
    check = FunctionCheck.objects.get(day=today)
    sign_in(page, ada)

    assert troubles(page, [reverse("function_check_saved", args=[record.pk, check.pk])], FEW) == {}


def test_a_new_password_is_chosen(page, ada, live_server, settings):
    settings.ALSWEAK_URL = live_server.url
    verified(ada)
    page.goto(reverse("account_reset_password"))
    page.locator("[name=email]").fill(ada.email)
    page.locator("main form button").click()
    page.wait_for_load_state()
    (letter,) = mail.outbox
    page.goto(next(word for word in letter.body.split() if "/reset/key/" in word))
    assert looked_at(page, "Choose a new password") == []

    page.goto(page.url.replace("set-password", "too-old"))
    assert looked_at(page, "Choose a new password") == []


def test_a_form_that_was_open_for_too_long(page, db):
    page.goto(reverse("account_login"))
    page.context.clear_cookies()
    page.locator("main form button").first.click()

    assert looked_at(page, "This page was open for too long") == []


def test_what_cannot_be_read(page, db):
    page.goto(reverse("account_login"))
    page.evaluate(MANY_FIELDS)
    page.locator("main form button").first.click()

    assert looked_at(page, "That could not be read") == []


def test_a_mistake_of_ours(page, db):
    page.route("**/broken/", lambda route: route.fulfill(body=render_to_string("500.html"), content_type="text/html"))
    page.goto("/broken/")

    assert looked_at(page, "Something went wrong here") == []


def test_the_page_of_the_api(page, sign_in, cleo):
    sign_in(page, cleo)

    page.goto(reverse("api_docs"))

    assert violations(page) == []
