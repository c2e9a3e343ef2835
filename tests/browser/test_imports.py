"""What came in: the list and one file of it, for a clinic and for a person with weak hands."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from exchange.models import Import
from symptoms.models import Measurement
from symptoms.write import verbs
from tests.browser.pages import ON_A_PHONE, troubles
from tests.browser.targets import FEW, STAFF
from tests.cast import NOW
from tests.symptoms.write.bringing import DAY, bring_in


def bring(record, by, files=4):
    for number in range(files):
        moment = NOW + dt.timedelta(hours=number)
        bring_in(record.clinic, f"A-1,{DAY},self,{70 + number},,", by=by, now=moment)
    verbs.record_measurement(record, DAY, {"weight": 69}, by=by, source="self", now=moment + dt.timedelta(hours=1))
    return Import.objects.first()


@pytest.mark.parametrize("page", ["phone", "desktop"], indirect=True)
def test_a_clinic_reads_what_came_in(page, sign_in, record, cleo):
    newest = bring(record, cleo)
    sign_in(page, cleo)

    assert troubles(page, [reverse("imports"), reverse("import_of", args=[newest.pk])], STAFF) == {}


@ON_A_PHONE
def test_a_person_takes_a_file_back_with_two_presses(page, sign_in, record, ada):
    newest = bring(record, ada)
    sign_in(page, ada)
    assert troubles(page, [reverse("imports"), reverse("import_of", args=[newest.pk])], FEW) == {}

    page.goto(reverse("imports"))
    page.locator("a.card").first.click()
    page.get_by_role("button", name="Take this file back").click()

    expect(page.get_by_role("status")).to_contain_text("1 entry was taken back.")
    assert troubles(page, [reverse("import_of", args=[newest.pk])], FEW) == {}
    assert Measurement.objects.standing().count() == 4
