"""Today's exercises with one switch, by gaze and by finger, with a script and without. Times are printed."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from care.models import ExerciseAnswer
from symptoms.derive import maker
from symptoms.write import verbs
from tests.browser.pages import ON_A_PHONE, troubles
from tests.browser.targets import FEW, LARGE, STAFF, WALKED, target_troubles
from tests.browser.test_day import DAY, told
from tests.browser.users import Dwells, Person, Rests, Scans
from tests.care.before.asking import visit_coming
from tests.care.programme.setting import ARMS, STRETCH, WALK, kept, programme, said, sore, step
from tests.care.programme.setting import page as today_page
from tests.care.treatments.taking import medicine

MOST = 45  # seconds that three exercises may take
LINK = {"link": "https://example.org/walk", "stop_if": "You can't talk.", "position": "Upright", "how": "At ease."}


@pytest.fixture
def begun(record, ada, cleo, today):
    """A programme of three, of which all were done yesterday."""
    now = timezone.now()
    verbs.record_check_in(record, today - DAY, {"fatigue.now": 2}, by=ada, source="self", now=now)
    items = list(programme(record, cleo, STRETCH, WALK | LINK, ARMS).items.all())
    for item in items:
        said(record, ada, item, ago=1, done="done", effort=3, could_talk=True, tired=False)
    maker.refresh(record.pk, now=now)
    return items


@pytest.mark.parametrize("who", [Person, Dwells, Scans, Rests])
@pytest.mark.parametrize("script", [True, False])
def test_three_exercises_are_logged_in_time_from_home_also_where_all_else_waits(
    browser, new_context, live_server, sign_in, record, ada, cleo, begun, who, script, capsys
):
    visit_coming(record, cleo)
    medicine(record, ada)
    context = new_context(
        viewport={"width": 1280, "height": 900},
        base_url=live_server.url,
        java_script_enabled=script,
        locale="en-GB",
        timezone_id="Europe/Berlin",
    )
    shown = context.new_page()
    sign_in(shown, ada)
    shown.goto("/")
    user = who(shown)
    for name in ("For today: 4", "Exercises today", "Begin", "No", *("Done", "3 (answer 4)", "Yes", "No") * 3):
        user.button(name)

    expect(shown.get_by_role("heading", name="Exercises today")).to_be_visible()
    told(capsys, "Three exercises", who, user)
    rows = ExerciseAnswer.objects.standing().filter(patient=record).order_by("day", "item__place")
    names = ("done", "minutes", "effort", "could_talk", "tired", "sore")
    assert [tuple(getattr(row, name) for name in names) for row in rows] == [
        *[("done", None, 3, True, False, False)] * 3,
        *[("done", minutes, 3, True, False, None) for minutes in (None, 10, None)],
    ]
    assert user.activations == 16
    assert user.seconds <= MOST
    assert getattr(user, "unmeant", []) == []


def test_a_timer_ends_by_itself_and_says_so(page, sign_in, record, ada, begun):
    sign_in(page, ada)
    page.clock.install()
    page.goto(step(record, begun[1]))
    page.get_by_role("button", name="Start the timer: 10 minutes").click()
    expect(page.get_by_role("status").filter(has_text="minutes to go: 10")).to_be_visible()
    page.clock.run_for(4 * 60_000)
    expect(page.get_by_role("status").filter(has_text="minutes to go: 6")).to_be_visible()
    page.get_by_role("button", name="Start the timer: 10 minutes").click()  # goes on
    page.clock.run_for(6 * 60_000)

    expect(page.get_by_role("status").filter(has_text="The time is over.")).to_be_visible()


@ON_A_PHONE
def test_the_pages_of_the_person_and_of_who_helps_keep_the_rules_of_access(
    page, sign_in, record, ada, ben, cleo, begun
):
    visit_coming(record, cleo)
    medicine(record, ada)
    said(record, ada, begun[0], done="done", tired=True)
    said(record, ada, begun[1], done="part", breathless=True)
    said(record, ada, begun[0], ago=2, done="done", tired=True)
    steps = [step(record, begun[0], name) for name in ("card", "effort", "talk", "tired")]
    steps += [f"{step(record, begun[0], 'effort')}?from=5", step(record, begun[1], "minutes"), step(record, begun[1])]
    sign_in(page, ada)
    for_today = reverse("for_today", args=[record.pk])
    assert (
        troubles(page, ["/", for_today, today_page(record)], FEW) | troubles(page, [sore(record), *steps], WALKED) == {}
    )
    page.context.clear_cookies()
    sign_in(page, ben)
    assert troubles(page, ["/", for_today, today_page(record), step(record, begun[1])], FEW) == {}


@ON_A_PHONE
def test_large_makes_their_targets_large(page, sign_in, record, ada, begun):
    ada.large = True
    ada.save()
    sign_in(page, ada)
    small = {}
    for path in (reverse("for_today", args=[record.pk]), today_page(record), sore(record), step(record, begun[1])):
        page.goto(path)
        if found := target_troubles(page, LARGE):
            small[path] = found

    assert small == {}


@ON_A_PHONE
def test_the_pages_of_the_team_keep_the_rules_of_access(page, sign_in, record, clinic, ada, cleo, begun):
    kept(clinic, cleo)
    sign_in(page, cleo)
    of_record = [f"/patients/{record.pk}/programme/{name}" for name in ("", "set/", "end/")]
    of_clinic = [f"/clinics/{clinic.pk}/{name}/" for name in ("programmes", "exercises", "exercises/new")]

    assert troubles(page, [*of_record, *of_clinic], STAFF) == {}
