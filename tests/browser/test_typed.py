"""What was typed, in a browser: a decimal comma is kept, a day is asked about, and a form that waited comes back."""

from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from symptoms.models import Measurement
from tests.browser.pages import violations
from tests.browser.targets import FEW, target_troubles
from tests.cast import PASSWORD
from tests.people.account.ways import verified


def test_a_measurement_that_waited_comes_back_after_the_sign_in_and_is_saved(phone, sign_in, record, ada):
    verified(ada)
    sign_in(phone, ada)
    phone.goto(reverse("measurement", args=[record.pk]))
    phone.get_by_label("Weight, kg").fill("70,5")
    Session.objects.all().delete()
    phone.get_by_role("button", name="Save", exact=True).click()
    expect(phone.get_by_text("What you had filled in is kept for an hour")).to_be_visible()
    phone.get_by_label("E-mail").fill(ada.email)
    phone.get_by_role("button", name="Next").click()
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Sign in", exact=True).click()
    expect(phone.get_by_text("Nothing was saved yet.")).to_be_visible()
    expect(phone.get_by_label("Weight, kg")).to_have_value("70,5")
    assert Measurement.objects.count() == 0
    phone.get_by_role("button", name="Save", exact=True).click()
    expect(phone).to_have_url(reverse("home"))

    assert Measurement.objects.get().weight == 70.5


def test_a_day_that_can_be_two_is_asked_about_with_two_buttons(phone, sign_in, record, ada):
    sign_in(phone, ada)
    phone.goto(reverse("measurement", args=[record.pk]))
    phone.get_by_label("Weight, kg").fill("70,5")
    phone.locator("#id_day").evaluate("field => { field.type = 'text'; field.value = '1/8/2024'; }")  # has no picker
    phone.get_by_role("button", name="Save", exact=True).click()
    expect(phone.get_by_role("button", name="1 August 2024")).to_be_visible()
    phone.get_by_role("button", name="8 January 2024").click()
    expect(phone).to_have_url(reverse("home"))

    assert [(str(row.day), row.weight) for row in Measurement.objects.all()] == [("2024-01-08", 70.5)]


def test_the_page_that_asks_which_day_has_few_targets_and_breaks_no_rule(page, sign_in, record, ada):
    sign_in(page, ada)
    page.goto(reverse("measurement", args=[record.pk]))
    page.locator("#id_day").evaluate("field => { field.type = 'text'; field.value = '1/8/2024'; }")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="8 January 2024")).to_be_visible()
    assert violations(page) + target_troubles(page, FEW) == []
