"""The pages of a record that ends, and of an emergency, keep the rules of access."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from people.models import User
from symptoms.write.ending import close_record
from tests.browser.pages import ON_A_PHONE, addresses, troubles
from tests.browser.targets import FEW, LARGE, STAFF, target_troubles

pytestmark = ON_A_PHONE


@pytest.fixture
def closed(record, cleo, logged, today):
    def closed(why="died"):
        close_record(record, why=why, on=today, by=cleo, now=timezone.now() + dt.timedelta(hours=14))

    return closed


def test_ada_stops_for_good_with_three_presses_and_goes_on_again_with_two(page, sign_in, record, ada, logged):
    sign_in(page, ada)
    ending = reverse("end_record", args=[record.pk])
    erasing = reverse("erase_record", args=[record.pk])
    paths = [ending, f"{ending}?why=withdrew", f"{ending}?why=moved", erasing, f"{erasing}?sure"]
    assert troubles(page, paths, FEW) == {}

    page.goto(reverse("plan", args=[record.pk]))
    page.get_by_role("link", name="Stop for good").click()
    page.get_by_role("link", name="Does not want to go on").click()
    page.get_by_role("button", name="Close the record").click()
    expect(page.get_by_text("The record is closed. It can be opened again.")).to_be_visible()
    assert troubles(page, ["/", reverse("reopen_record", args=[record.pk])], FEW) == {}

    page.get_by_role("button", name="Open it again").click()
    expect(page.get_by_role("heading", level=1, name="Hello Ada")).to_be_visible()


def test_large_makes_its_targets_large(page, sign_in, record, ada, closed):
    User.objects.filter(pk=ada.pk).update(large=True)
    sign_in(page, ada)
    small = {}
    for path in ("/", reverse("reopen_record", args=[record.pk])):
        page.goto(path)
        small[path] = target_troubles(page, LARGE)
    closed("withdrew")
    for path in ("/", reverse("reopen_record", args=[record.pk])):
        page.goto(path)
        small[path] += target_troubles(page, LARGE)

    assert {path: told for path, told in small.items() if told} == {}


def test_family_reads_what_was_closed(page, sign_in, record, ben, closed):
    closed()
    sign_in(page, ben)

    assert troubles(page, ["/", *addresses(record, "dashboard", "summary", "entries", "more")], FEW) == {}


def test_the_clinic_closes_and_finds_closed_records_and_emergencies(page, sign_in, record, cleo, closed):
    sign_in(page, cleo)
    ending = reverse("end_record", args=[record.pk])
    assert troubles(page, [ending, f"{ending}?why=died", "/patients/emergency/", "/patients/?closed"], STAFF) == {}

    closed()
    paths = ["/patients/?closed", *addresses(record, "dashboard"), reverse("reopen_record", args=[record.pk])]
    assert troubles(page, paths, STAFF) == {}
