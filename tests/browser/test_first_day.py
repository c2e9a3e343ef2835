"""A first day in a real browser: by finger, by gaze, by a single switch, with and without script; the rules of access
on every page of it. The presses are printed (``-s`` or ``-rP``)."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from clinical.vocabulary import CELL_NAMES
from people.models import Membership, Patient, User
from people.records import start_own_record
from symptoms.day import reminders
from symptoms.models import CheckIn, FirstDay, RememberedOnset
from symptoms.read.plans import plan_of
from symptoms.record.columns import values_of
from symptoms.record.days import local_day
from tests.browser.pages import ON_A_PHONE, troubles
from tests.browser.targets import LARGE, SENDS, WALKED, target_troubles
from tests.browser.users import Dwells, Person, Scans
from tests.cast import PASSWORD
from tests.symptoms.views.first import at

EACH = pytest.mark.parametrize("who", [Person, Dwells, Scans])
TOO_MANY = 30  # presses from the link to the saved day


@pytest.fixture
def eve(db):
    """Someone who has just got an account."""
    return User.objects.create_user("eve@example.org", PASSWORD)


@pytest.fixture
def own(eve):
    eve.name = "Eve"
    eve.save()
    return start_own_record(eve, name="Eve", time_zone="Europe/Berlin")


@pytest.fixture(params=["with script", "without script"])
def scripted(request) -> bool:
    return request.param == "with script"


@pytest.fixture
def eves(browser: Browser, new_context: Callable[..., object], live_server, sign_in, eve, scripted) -> Page:
    context = new_context(
        viewport={"width": 1280, "height": 900},
        base_url=live_server.url,
        java_script_enabled=scripted,
        locale="en-GB",
        timezone_id="Europe/Berlin",
    )
    page = context.new_page()
    sign_in(page, eve)
    page.goto("/")
    return page


def pages(record, day):
    """A page of every kind on the way, and of each state."""
    year = at(record, "began", "hand.left", "year")
    return [
        *(at(record, *parts.split("/")) for parts in ("name", "place", "began", "began/left_arm", "began/head")),
        f"{at(record, 'place')}?all",
        year,
        f"{year}?from=3",
        at(record, "now", day),
        f"{at(record, 'now', day)}?body",
        at(record, "now", day, "left_arm"),
        at(record, "now", day, "hand.left"),
        f"{at(record, 'now', day, 'hand.left')}?why",
        *(at(record, *parts.split("/")) for parts in ("topics", "topics/cramps", "often", "reminder")),
        f"{at(record, 'reminder')}?from=1",
        *(at(record, name) for name in ("helpers", "clinic", "leave")),
        "/",
    ]


def answered(record, user, page: Page, day: dt.date) -> list[str]:
    """The pages that there are once something was answered."""
    page.goto(at(record, "began", "left_arm"))
    page.get_by_role("link", name="Left hand and fingers").click()
    page.get_by_role("button", name="last year").click()
    page.get_by_role("button", name="January to March").click()
    page.goto(at(record, "now", day, "foot.right"))
    page.get_by_role("button", name="It drops or trips you when tired").click()
    page.get_by_role("button", name="All others are as before ALS").click()
    quarter, month = (at(record, "began", "hand.left", step) for step in ("quarter", "month"))
    return [quarter, month, at(record, "since", "foot.right", "year"), *pages(record, day)]


@ON_A_PHONE
def test_every_page_of_it_keeps_the_rules_of_access(page, sign_in, own, eve):
    sign_in(page, eve)
    day = local_day(own, timezone.now())
    assert troubles(page, pages(own, day), WALKED) == {}
    assert troubles(page, answered(own, eve, page, day), WALKED) == {}
    page.goto(at(own, "clinic"))
    page.get_by_role("button", name="Ask a clinic later").click()

    assert troubles(page, [at(own, "end"), "/"], WALKED) == {}


@ON_A_PHONE
def test_so_does_the_first_question_of_who_has_no_record(page, sign_in, eve):
    sign_in(page, eve)
    assert troubles(page, [reverse("start")], WALKED) == {}
    page.goto(reverse("start"))
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("alert")).to_have_text("Write your name, or skip the question.")
    assert target_troubles(page, WALKED) == []

    User.objects.filter(pk=eve.pk).update(name="Eve")  # then where they live is the first
    assert troubles(page, [reverse("start")], WALKED) == {}


@ON_A_PHONE
def test_so_does_the_short_list_by_country_without_a_script(page, new_context, live_server, sign_in, own, eve):
    context = new_context(viewport={"width": 390, "height": 844}, base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    sign_in(plain, eve)
    for path in (at(own, "place"), f"{at(own, 'place')}?from=16"):
        plain.goto(path)
        assert target_troubles(plain, WALKED) == []


@ON_A_PHONE
def test_large_makes_every_target_of_it_large(page, sign_in, own, eve):
    User.objects.filter(pk=eve.pk).update(large=True)
    sign_in(page, eve)
    day, small = local_day(own, timezone.now()), {}
    for path in [*pages(own, day), *answered(own, eve, page, day)]:
        page.goto(path)
        if told := target_troubles(page, LARGE):
            small[path] = told

    assert small == {}


def typical(user: Person, scripted: bool) -> None:
    """A hand is weak since February, all else as before: from the first page to the saved day."""
    year = timezone.now().year
    user.button("Start my own record")
    user.page.locator("[name=answer]").first.fill("Eve")  # a name is all that is typed
    user.button("Next")
    for name in () if scripted else ("Other countries",) * 2:
        user.button(name)
    for name in (
        "Berlin (Europe)" if scripted else "Germany: Berlin",
        "Left arm",
        "Left hand and fingers",
        f"{year - 1}, last year",
        "January to March",
        f"February {year - 1}",
        "You need help or an aid with some tasks",
        "All others are as before ALS",
    ):
        user.button(name)


def rest(user: Person) -> None:
    for name in ("Everything", "Every day", "At 18:00", "Nobody, or later", "Ask a clinic later"):
        user.button(name)


@EACH
def test_a_typical_first_day_takes_few_presses_and_no_typing_beyond_a_name(eves, who, scripted, capsys):
    user = who(eves)
    typical(user, scripted)
    saved, seconds = user.activations, user.seconds
    patient = Patient.objects.get(name="Eve")
    today = local_day(patient, timezone.now())
    entry = CheckIn.objects.get()
    rest(user)

    expect(eves.get_by_role("heading", level=1)).to_have_text("That is all for today")
    with capsys.disabled():
        how = "with script" if scripted else "without script"
        print(
            f"\nFirst day, {who.__name__}, {how}: {saved} presses and {seconds:.0f} s to the saved day, "
            f"{user.activations} and {user.seconds:.0f} s in all"
        )
    assert user.activations <= TOO_MANY
    values = dict.fromkeys((f"weakness.{cell}" for cell in CELL_NAMES), 4) | {"weakness.hand.left": 2}
    assert (entry.day, entry.source, values_of(entry)) == (today, "self", values)
    memory = RememberedOnset.objects.get(status="standing")
    assert (memory.cell, memory.precision, memory.month) == ("hand.left", "month", dt.date(today.year - 1, 2, 1))
    reminder = reminders.reminder_of(patient, User.objects.get(email="eve@example.org"))
    assert (patient.time_zone, plan_of(patient, today).cadence, reminder.hour) == ("Europe/Berlin", "daily", 18)
    assert [(grant.role, grant.access) for grant in Membership.objects.filter(patient=patient)] == [
        ("patient", "write")
    ]


@ON_A_PHONE
def test_it_is_left_with_one_press_and_resumed_at_the_same_page(page, sign_in, own, eve):
    sign_in(page, eve)
    page.goto(at(own, "often"))
    page.get_by_role("link", name="Stop here").click()
    page.get_by_role("link", name="Another time").click()
    page.get_by_role("link", name="Go on with the start").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("How often do you want to log?")


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_where_the_presses_that_end_it_stood_the_next_page_holds_nothing_that_sends(
    open_page, sign_in, own, eve, screen
):
    page = open_page(screen)
    sign_in(page, eve)
    for path, name in ((at(own, "leave"), "Don't ask me"), (at(own, "clinic"), "Ask a clinic later")):
        page.goto(path)
        box = page.get_by_role("button", name=name).bounding_box()
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("That is all for today")
        for across in (0.1, 0.5, 0.9):
            middle = [box["x"] + box["width"] * across, box["y"] + box["height"] / 2]
            assert page.evaluate(SENDS, middle) is False
        FirstDay.objects.all().delete()
