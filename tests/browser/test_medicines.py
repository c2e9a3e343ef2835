"""Medicines of a day said with one switch, by gaze and by finger, and how their pages look. Times are printed."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from care.models import TreatmentDay
from care.treatments.write import say_of_day
from symptoms.write import verbs
from tests.browser.pages import ON_A_PHONE, troubles
from tests.browser.targets import FEW, LARGE, STAFF, target_troubles
from tests.browser.test_day import BEFORE, DAY, told
from tests.browser.users import Dwells, Person, Rests, Scans
from tests.care.before.asking import visit_coming
from tests.care.programme.setting import programme
from tests.care.treatments.taking import medicine, page_of

QUICK = 10  # seconds


@pytest.fixture
def before(record, ada, today):
    """A day before this one, and three medicines that go on."""
    verbs.record_check_in(record, today - DAY, BEFORE, by=ada, source="self", now=timezone.now())
    return [
        medicine(record, ada, dose="50 mg"),
        medicine(record, ada, "symptom_medicine", detail="spasm", label="Baclofen", dose="10 mg"),
        medicine(record, ada, "edaravone", detail="oral"),
    ]


@pytest.mark.parametrize("who", [Person, Dwells, Scans, Rests])
@pytest.mark.parametrize("script", [True, False])
def test_all_medicines_are_said_in_ten_seconds_from_home_also_where_all_else_waits(
    browser, new_context, live_server, sign_in, record, ada, cleo, before, who, script, capsys
):
    visit_coming(record, cleo)
    programme(record, cleo)
    context = new_context(
        viewport={"width": 1280, "height": 900},
        base_url=live_server.url,
        java_script_enabled=script,
        locale="en-GB",
        timezone_id="Europe/Berlin",
    )
    page = context.new_page()
    sign_in(page, ada)
    page.goto("/")
    user = who(page)
    user.button("For today: 4")
    user.button("Medicines of today")
    from_home = user.seconds
    user.button("All taken")

    expect(page.locator(".kept")).to_contain_text("Kept. All taken")
    told(capsys, f"All medicines, {user.seconds - from_home:.1f} s of it on their own page", who, user)
    taken = TreatmentDay.objects.standing().values_list("treatment__kind", "taken")
    assert sorted(taken) == [("edaravone", True), ("riluzole", True), ("symptom_medicine", True)]
    assert user.activations == 3
    assert user.seconds <= QUICK
    assert getattr(user, "unmeant", []) == []


def many(record, ada, ben, today):
    """As many as fill pages, each with what both said."""
    for number in range(6):
        long = medicine(record, ada, "symptom_medicine", label=f"Medicine {number} with a long name", dose="1-0-1")
        say_of_day(
            long, today, {"taken": False, "why_not": "swallowing"}, by=ben, source="caregiver", now=timezone.now()
        )
        if number:
            say_of_day(long, today - DAY, {"taken": True}, by=ada, source="self", now=timezone.now())
    return long


def paths_of(record, one, today):
    one_of_day = page_of(record, today, one.pk)
    days = [
        page_of(record),
        f"{page_of(record, today)}?from=4",
        f"{page_of(record)}days/",
        page_of(record, today - DAY),
    ]
    return [*days, one_of_day, f"{one_of_day}?why", f"{page_of(record)}?month={today:%Y-%m}"]


@ON_A_PHONE
def test_their_pages_keep_the_rules_of_access(page, sign_in, record, ada, ben, cleo, before, today):
    one = many(record, ada, ben, today)
    say_of_day(one, today, {"taken": False}, by=ada, source="self", now=timezone.now())
    paths = paths_of(record, one, today)
    sign_in(page, ada)
    assert troubles(page, [*paths, "/", f"/patients/{record.pk}/entries/elsewhere/"], FEW) == {}
    page.context.clear_cookies()
    sign_in(page, ben)
    assert troubles(page, [*paths, f"/patients/{record.pk}/entries/elsewhere/"], FEW) == {}
    page.context.clear_cookies()
    sign_in(page, cleo)
    assert troubles(page, paths[-1:], STAFF) == {}


@ON_A_PHONE
def test_large_makes_their_targets_large(page, sign_in, record, ada, ben, before, today):
    ada.large = True
    ada.save()
    one = many(record, ada, ben, today)
    sign_in(page, ada)
    small = {}
    for path in paths_of(record, one, today):
        page.goto(path)
        if found := target_troubles(page, LARGE):
            small[path] = found

    assert small == {}
