"""A gaze that rests on the pages of a device without internet, whose buttons nothing but a script uses."""

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from symptoms.models import CheckIn, Plan
from symptoms.record.columns import values_of
from tests.browser.conftest import SCREENS
from tests.browser.devices import NOTHING, STORED, WAITING, arrived
from tests.browser.users import RestsOnScripts

LOOKS = [(screen, large) for screen in SCREENS for large in (False, True)]
ON, OFF = "Keep answers on this device", "Keep nothing on this device any more"


@pytest.fixture(params=LOOKS, ids=[f"{screen} {'large' if large else 'small'}" for screen, large in LOOKS])
def look(request, ada):
    screen, ada.large = request.param
    ada.save()
    return screen


@pytest.fixture
def user(look, open_page, sign_in, begun, ada):
    """Ada in each look, whose gaze rests."""
    page = open_page(look)
    sign_in(page, ada)
    return RestsOnScripts(page)


def kept(page: Page) -> int:
    """Devices that are ready, in this browser: none or one."""
    return page.evaluate(STORED)["workers"]


def to_the_device(user, record) -> None:
    """By the links that lead there."""
    user.page.goto(reverse("more", args=[record.pk]))
    user.button("Files to take with you or to bring in, and this device without internet")
    user.button("This device, without internet")


def without_internet(context: BrowserContext, page: Page) -> None:
    context.set_offline(True)
    page.goto("/")
    expect(page.get_by_role("heading", name="There is no internet just now")).to_be_visible()


def ready(user, record) -> Page:
    page = user.page
    page.goto(reverse("device", args=[record.pk]))
    page.get_by_role("button", name=ON).click()
    expect(page.get_by_text("This device is ready.")).to_be_visible()
    return page


def waiting(page: Page) -> int:
    return page.evaluate(WAITING)["waiting"]


def test_what_was_turned_on_stays_on_and_what_was_turned_off_stays_off(user, begun):
    """Three times, so that each is pressed on either side, and arrived at by a link in either state."""
    for _time in range(3):
        to_the_device(user, begun)
        assert (kept(user.page), user.unmeant) == (0, [])
        user.button(ON)
        expect(user.page.get_by_text("This device is ready.")).to_be_visible()
        assert (kept(user.page), user.unmeant) == (1, [])

        to_the_device(user, begun)
        assert (kept(user.page), user.unmeant) == (1, [])
        user.button(OFF)
        expect(user.page.get_by_text("This device keeps nothing.")).to_be_visible()
        assert (user.page.evaluate(STORED), user.unmeant) == (NOTHING, [])


@pytest.mark.parametrize("changed", [False, True])
def test_what_is_pressed_after_the_device_is_on_the_side_of_the_page_that_follows(user, begun, changed):
    """The site is told that the sides have changed."""
    if changed:
        to_the_device(user, begun)
        user.button(ON)
    else:
        ready(user, begun)
    user.button("Back")
    user.button("How often, what to ask, reminders")
    user.button("Once a week")

    assert (user.unmeant, Plan.objects.latest("made_at").cadence) == ([], "weekly")


def test_a_day_without_internet_is_said_once(user, begun, today):
    page = ready(user, begun)
    without_internet(page.context, page)
    user.button("Something changed")
    user.button("Left arm")
    user.button("Left hand and fingers")
    user.button("You need help or an aid with some tasks")
    user.button("Tiredness")
    user.button("4")
    user.button("Done")
    assert (waiting(page), user.unmeant) == (1, [])
    page.context.set_offline(False)
    arrived(page)

    said = CheckIn.objects.standing().get(day=today)
    assert values_of(said) == {"weakness.hand.left": 2, "fatigue.now": 4}


def test_no_change_and_its_undo_each_happen_once(user, begun):
    page = ready(user, begun)
    without_internet(page.context, page)
    for _time in range(2):
        user.button("No change since last time")
        assert (waiting(page), user.unmeant) == (1, [])
        user.button("Undo")
        assert (waiting(page), user.unmeant) == (0, [])


def test_a_link_of_the_site_that_finds_no_internet_keeps_nothing(user, begun, today):
    """The page that is shown instead has its sides as the site's pages have them, in either order."""
    page = ready(user, begun)
    for _time in range(2):
        page.goto("/")
        user.button("Someone helps me today")
        page.context.set_offline(True)
        user.button("Something changed")
        expect(page.get_by_role("heading", name="There is no internet just now")).to_be_visible()
        assert (waiting(page), user.unmeant) == (0, [])
        page.context.set_offline(False)
