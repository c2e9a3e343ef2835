""" "Is that right?" in a browser: with script and without, with a keyboard, small and large."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from people.models import User
from symptoms.models import Measurement
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.browser.pages import violations
from tests.browser.targets import FEW, LARGE, STAFF, target_troubles


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2


def weighed(record, ada, today):
    day = today - dt.timedelta(days=7)
    verbs.record_measurement(record, day, {"weight": 71.5}, by=ada, source="self", now=timezone.now())


def test_ada_is_asked_once_changes_it_and_keeps_what_she_means(phone, sign_in, record, ada, today):
    weighed(record, ada, today)
    sign_in(phone, ada)
    phone.goto(reverse("measurement", args=[record.pk]))
    phone.get_by_label("Weight, kg").fill("157")
    save = phone.get_by_role("button", name="Save", exact=True)
    pressed_at = middle(save)
    save.click()
    keep, change = (phone.get_by_role("button", name=name) for name in ("Yes, keep it", "No, change it"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Is that right?")
    expect(phone.get_by_text("Pounds would be 71.2 kg.")).to_be_visible()
    for button in (keep, change):  # what was pressed holds nothing that sends
        assert (middle(button) - 195) * (pressed_at - 195) < 0
    change.click()
    expect(phone.get_by_label("Weight, kg")).to_have_value("157")
    assert Measurement.objects.filter(day=today).count() == 0
    phone.get_by_label("Weight, kg").fill("156")
    phone.get_by_role("button", name="Save", exact=True).click()
    keep.click()
    expect(phone.get_by_role("status")).to_be_visible()

    entry = Measurement.objects.standing().get(day=today)
    assert (values_of(entry), entry.confirmed) == ({"weight": 156}, ["weight"])


@pytest.mark.parametrize(("who", "rule"), [("ada", FEW), ("ada, large", LARGE), ("cleo", STAFF)])
def test_the_question_keeps_the_rules_of_access(open_page, sign_in, record, ada, cleo, today, who, rule):
    weighed(record, ada, today)
    User.objects.filter(pk=ada.pk).update(large=who == "ada, large")
    page = open_page("desktop" if who == "cleo" else "phone")
    sign_in(page, cleo if who == "cleo" else User.objects.get(pk=ada.pk))
    page.goto(reverse("measurement", args=[record.pk]))
    page.get_by_label("Weight, kg").fill("157")
    page.get_by_label("Weight, kg").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is that right?")
    told = target_troubles(page, rule) + violations(page)
    page.emulate_media(color_scheme="dark")

    assert told + violations(page) == []
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Yes, keep it")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="No, change it")).to_be_focused()
