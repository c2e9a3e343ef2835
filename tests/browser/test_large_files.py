"""A large file in a real browser: how far it is, what it asks, and that the page looks by itself."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from exchange import large, running
from exchange.models import LargeFile
from tests.browser.pages import troubles
from tests.browser.targets import STAFF

TABLE = b"subject_id;visit_date;weight_kg\nA-1;2026-02-27;70,5\nA-1;2026-02-28;157,4\n"


@pytest.mark.parametrize("page", ["phone", "desktop"], indirect=True)
def test_each_state_keeps_the_rules_of_access(page, sign_in, clinic, record, cleo):
    file = large.keep(TABLE, clinic, by=cleo, now=timezone.now(), name="weights.csv")
    at = reverse("import_large", args=[file.pk])
    sign_in(page, cleo)
    states = {
        "waiting": {},
        "under way": {"seen_at": timezone.now(), "rows": 20_000, "rows_done": 5_000},
        "refused": {"told": {"problems": ["Line 2, column weight_kg: “heavy” was found."], "more": ""}},
        "failed": {"told": {"sentence": "Something went wrong here, and nothing was kept. Try it again."}},
    }
    for state, fields in states.items():
        LargeFile.objects.update(state=state, **fields)
        assert troubles(page, [at, reverse("import_csv")], STAFF) == {}, state
    LargeFile.objects.update(state="waiting", told={})
    running.run(str(file.pk), now=timezone.now())
    assert troubles(page, [at], STAFF) == {}


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_the_page_shows_by_itself_that_it_is_in(page, sign_in, clinic, record, cleo):
    asked = {"answers": {"source": "clinician"}, "confirm": True}
    file = large.keep(TABLE, clinic, by=cleo, now=timezone.now(), name="weights.csv", **asked)
    sign_in(page, cleo)
    page.goto(reverse("import_large", args=[file.pk]))
    expect(page.get_by_role("status")).to_contain_text("It waits for its turn.")

    running.run(str(file.pk), now=timezone.now())

    expect(page.get_by_role("status")).to_contain_text("2 new rows.")
    page.get_by_role("link", name="Look at this import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("weights.csv")
