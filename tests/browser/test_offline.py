"""Without internet, on a device that was made ready for it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.models import Membership
from symptoms.models import CheckIn
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.browser.devices import (
    CUT_OFF,
    HELD,
    NO_TOKEN,
    NOTHING,
    STORED,
    WAITING,
    arrived,
    came_back,
    offline,
    online,
    press,
)

DAY = dt.timedelta(days=1)


@pytest.fixture
def readied(open_page, sign_in, record, ada):
    """Ada's phone, or another one of hers, made ready."""

    def ready(user=ada) -> Page:
        page = open_page("phone")
        sign_in(page, user)
        page.goto(reverse("device", args=[record.pk]))
        page.get_by_role("button", name="Keep answers on this device").click()
        expect(page.get_by_text("This device is ready.")).to_be_visible()
        return page

    return ready


def said(today):
    return [values_of(entry) for entry in CheckIn.objects.standing().filter(day=today).order_by("made_at")]


def test_a_device_keeps_nothing_unless_it_was_made_ready(open_page, sign_in, record, ada):
    page = open_page("phone")
    sign_in(page, ada)
    for path in ("/", reverse("check_in", args=[record.pk]), reverse("device", args=[record.pk])):
        page.goto(path)

    assert page.evaluate(STORED) == NOTHING


def test_what_is_said_without_internet_arrives_when_there_is_some(readied, record, today):
    page = readied()
    offline(page)
    press(page, "Something changed", "Left arm", "Left hand and fingers", "You need help or an aid with some tasks")
    press(page, "Tiredness", "4", "Done")
    expect(page.locator("#waiting")).to_contain_text("Entries that wait on this device: 1")
    expect(page.locator("#waiting")).to_contain_text("They are sent by themselves when there is internet.")
    assert said(today) == []

    came_back(page)
    expect(page.locator(".receipt")).to_contain_text("by Ada for")
    assert said(today) == [{"weakness.hand.left": 2, "fatigue.now": 4}]
    assert CheckIn.objects.get().wording == "2026-11.2 en"
    assert page.evaluate(WAITING)["waiting"] == 0


def test_which_side_is_weaker_is_asked_where_both_are_the_same(readied, today):
    page = readied()
    offline(page)
    press(page, "Something changed", "Left arm", "Left hand and fingers", "You need help or an aid with some tasks")
    press(page, "Right arm", "Right hand and fingers", "You need help or an aid with some tasks")
    expect(page.get_by_role("heading", name="Hand and fingers")).to_be_visible()
    press(page, "Left is a bit weaker")
    press(page, "Tiredness", "0, not at all", "Back", "Done")
    came_back(page)

    assert said(today) == [{"weakness.hand.left": 2, "weakness.hand.right": 2, "asymmetry.hand": -1, "fatigue.now": 0}]


def test_what_waits_holds_no_name_and_no_readable_answer_and_its_key_stays_here(readied, today):
    page = readied()
    offline(page)
    press(page, "Something changed", "Head and neck", "Neck", "Tires by evening")
    expect(page.locator("#waiting")).to_be_visible()

    kept = page.evaluate(WAITING)
    assert (kept["waiting"], kept["extractable"]) == (1, [False])
    assert [word for word in ("Ada", "neck", "weakness", "patient") if word in kept["texts"]] == []


def test_no_change_without_internet_confirms_what_was_last_said(readied, record, ada, today):
    verbs.record_check_in(record, today - DAY, {"weakness.neck": 3}, by=ada, source="self", now=timezone.now())
    page = readied()
    offline(page)
    press(page, "No change since last time")
    expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
    came_back(page)

    assert said(today) == [{"weakness.neck": 3}]
    assert CheckIn.objects.get(day=today).weakness.confirmed_same


def test_undo_without_internet_leaves_nothing_to_send(readied, today):
    page = readied()
    offline(page)
    press(page, "No change since last time", "Undo")
    expect(page.get_by_role("heading", name="There is no internet just now")).to_be_visible()

    expect(page.locator("#waiting")).to_be_hidden()
    assert page.evaluate(WAITING)["waiting"] == 0


def test_what_is_said_while_the_rest_is_being_sent_is_sent_too(readied, today):
    page = readied()
    offline(page)
    page.evaluate(HELD)
    page.context.set_offline(False)
    press(page, "Something changed", "Head and neck", "Neck", "Tires by evening")
    page.locator("html[data-held]").wait_for()
    press(page, "Head and neck", "Speech", "You often repeat words")
    expect(page.get_by_role("heading", name="What has changed?")).to_be_visible()
    page.evaluate("window.letGo()")
    arrived(page)

    assert said(today) == [{"weakness.neck": 3, "weakness.speech": 2}]


def test_no_change_and_then_a_change_both_arrive(readied, record, ada, today):
    yesterday = {"weakness.neck": 3, "fatigue.now": 2}
    verbs.record_check_in(record, today - DAY, yesterday, by=ada, source="self", now=timezone.now())
    page = readied()
    offline(page)
    press(page, "No change since last time")
    expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
    page.go_back()
    press(page, "Something changed", "Head and neck", "Neck", "Head drops at times; you prop it", "Done")
    came_back(page)

    assert [values["weakness.neck"] for values in said(today)] == [2]


def test_undo_of_what_was_sent_meanwhile_says_so(readied, record, ada, today):
    verbs.record_check_in(record, today - DAY, {"weakness.neck": 3}, by=ada, source="self", now=timezone.now())
    page = readied()
    offline(page)
    press(page, "No change since last time")
    page.context.set_offline(False)
    expect(page.get_by_text("What waited on this device has arrived.")).to_be_visible()
    press(page, "Undo")

    expect(page.get_by_text("It has been sent already. You can take it back on the first page.")).to_be_visible()
    assert said(today) == [{"weakness.neck": 3}]


def test_a_tab_that_is_closed_loses_no_press(readied, today):
    page = readied()
    offline(page)
    press(page, "Something changed", "Head and neck", "Neck", "Tires by evening")
    expect(page.locator("#waiting")).to_be_visible()
    page.close()
    page = page.context.new_page()
    offline(page)
    press(page, "Something changed", "Head and neck", "Speech", "You often repeat words", "Done")
    came_back(page)
    expect(page.locator(".receipt")).to_be_visible()

    assert said(today) == [{"weakness.neck": 3, "weakness.speech": 2}]


def test_two_devices_the_same_day_both_without_internet_both_arrive_and_both_are_kept(readied, today):
    one, other = readied(), readied()
    for page, answers in ((one, ("Neck", "Tires by evening")), (other, ("Speech", "You often repeat words"))):
        offline(page)
        press(page, "Something changed", "Head and neck", *answers, "Done")
    for page in (one, other):
        came_back(page)
        expect(page.locator(".receipt")).to_be_visible()

    assert said(today) == [{"weakness.neck": 3, "weakness.speech": 2}]
    assert CheckIn.objects.filter(day=today).count() == 2


def test_an_answer_whose_arrival_was_not_heard_is_not_doubled(readied, today):
    page = readied()
    offline(page)
    press(page, "Something changed", "Head and neck", "Neck", "Tires by evening", "Done")
    page.evaluate(CUT_OFF)
    page.add_init_script(CUT_OFF)
    online(page)
    expect(page.locator("#waiting")).to_contain_text("Entries that wait on this device: 1")
    assert said(today) == [{"weakness.neck": 3}]
    page.evaluate("sessionStorage.setItem('heard', 1)")
    page.goto("/")
    arrived(page)

    assert CheckIn.objects.count() == 1


def test_who_was_signed_out_by_time_sends_it_after_signing_in(readied, sign_in, ada, today):
    page = readied()
    offline(page)
    press(page, "Something changed", "Head and neck", "Neck", "Tires by evening", "Done")
    page.context.clear_cookies()
    online(page)
    expect(page.locator("#waiting")).to_contain_text("Sign in to send them.")
    assert said(today) == []

    sign_in(page, ada)
    page.goto("/")
    arrived(page)
    assert said(today) == [{"weakness.neck": 3}]


def test_it_is_never_sent_in_the_name_of_someone_else(readied, sign_in, ben, today):
    page = readied()
    offline(page)
    press(page, "Something changed", "Head and neck", "Neck", "Tires by evening", "Done")
    page.context.clear_cookies()
    sign_in(page, ben)
    online(page)

    expect(page.locator("#waiting")).to_contain_text("They belong to the person who made this device ready.")
    assert said(today) == []


def test_what_the_site_refuses_stays_until_the_person_says_what_to_do(readied, record, ada, today):
    page = readied()
    page.clock.set_fixed_time(timezone.now() + 2 * DAY)  # the device's clock is wrong
    offline(page)
    press(page, "Something changed", "Head and neck", "Neck", "Tires by evening", "Done")
    online(page)
    expect(page.locator("#waiting")).to_contain_text("perhaps the date of this device is wrong")
    assert CheckIn.objects.count() == 0

    page.get_by_role("button", name="Send it for today").click()
    arrived(page)
    assert said(today) == [{"weakness.neck": 3}]


def test_whose_access_has_ended_sends_nothing_and_is_told(readied, record, ben, today):
    page = readied(ben)
    offline(page)
    press(page, "Something changed", "Head and neck", "Neck", "Tires by evening", "Done")
    Membership.objects.filter(user=ben).update(ends_at=timezone.now())
    online(page)
    expect(page.locator("#waiting")).to_contain_text("you can't write in this record any more")
    assert CheckIn.objects.count() == 0

    page.get_by_role("button", name="Throw it away").click()
    expect(page.locator("#waiting")).to_be_hidden()
    assert page.evaluate(WAITING)["waiting"] == 0


def test_after_signing_out_nothing_is_left(readied, today):
    page = readied()
    offline(page)
    press(page, "Something changed", "Head and neck", "Neck", "Tires by evening")
    expect(page.locator("#waiting")).to_be_visible()
    page.evaluate(NO_TOKEN)  # so that it still waits
    page.add_init_script(NO_TOKEN)
    page.context.set_offline(False)
    page.goto(reverse("account_logout"))
    expect(page.get_by_text("If you sign out now, what waits on this device is thrown away.")).to_be_visible()
    page.locator("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()

    assert page.evaluate(STORED) == NOTHING


def test_one_press_ends_it_and_leaves_nothing(readied):
    page = readied()
    page.get_by_role("button", name="Keep nothing on this device any more").click()
    expect(page.get_by_text("This device keeps nothing.")).to_be_visible()

    assert page.evaluate(STORED) == NOTHING
