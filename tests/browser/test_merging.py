"""The pages on which a clinic puts two records of one person together, large and small."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from exchange.models import Merge
from people.models import Membership
from symptoms.write import verbs
from tests.browser.pages import troubles
from tests.browser.targets import STAFF
from tests.cast import NOW, TODAY, new_patient, person


@pytest.mark.parametrize("page", ["phone", "desktop"], indirect=True)
def test_a_clinic_compares_two_records_puts_them_together_and_takes_them_apart(page, sign_in, record, ben, cleo):
    second = new_patient(record.clinic, "A-01", name="Ada", birth_date=dt.date(1960, 5, 1), height=164)
    eve = person("Eve")
    Membership.objects.create(user=eve, patient=second, role="caregiver", access="read", granted_by=cleo)
    for patient, weight in ((record, 70), (second, 71)):
        verbs.record_measurement(patient, TODAY, {"weight": weight}, by=cleo, source="clinician", now=NOW)
    verbs.record_event(second, kind="fall", start=TODAY, by=cleo, source="clinician", now=NOW)
    sign_in(page, cleo)
    at = reverse("merge", args=[record.pk])
    assert troubles(page, [at, f"{at}?other={second.pk}"], STAFF) == {}

    page.goto(at)
    page.locator("a.card").first.click()
    page.get_by_label("I have compared both records").check()
    page.get_by_role("button", name="These are one person").click()
    expect(page.get_by_role("status")).to_contain_text("The two records are one now.")
    assert troubles(page, [reverse("merge_of", args=[record.pk, Merge.objects.get().pk]), at], STAFF) == {}

    page.goto(reverse("merge_of", args=[record.pk, Merge.objects.get().pk]))
    page.get_by_role("button", name="Take them apart").click()
    expect(page.get_by_role("status")).to_contain_text("These are two records again.")
