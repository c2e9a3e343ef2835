"""The list of treatments, as long as a page allows, within the rules of access."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from symptoms.write import verbs
from tests.browser.pages import ON_A_PHONE, troubles
from tests.browser.targets import FEW


@ON_A_PHONE
def test_a_list_of_more_than_a_page_keeps_the_rules_of_access(page, sign_in, record, ada, ben, today):
    for kind in ("riluzole", "symptom_medicine", "niv", "orthosis", "aac", "mobility_aid"):
        for stop in (None, today - dt.timedelta(1)):
            start = today - dt.timedelta(40)
            verbs.record_treatment(record, by=ada, source="self", now=timezone.now(), kind=kind, start=start, stop=stop)
    listed = reverse("treatments", args=[record.pk])
    found = {}
    for who in (ada, ben):
        page.context.clear_cookies()
        sign_in(page, who)
        found |= troubles(page, [listed, f"{listed}?from=4", f"{listed}?ended"], FEW)

    assert found == {}
