"""Away from home in a real browser: the device tells its zone, the page offers the move once, and a device that keeps
answers follows."""

import datetime as dt
import zoneinfo

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from people.models import Patient, User
from symptoms.models import CheckIn
from symptoms.record.columns import values_of
from symptoms.record.days import local_day
from symptoms.write.facts import move
from tests.browser.devices import arrived, offline, press
from tests.browser.pages import ON_A_PHONE, troubles
from tests.browser.targets import FEW, LARGE, SENDS, target_troubles


@pytest.fixture
def abroad(browser, new_context, live_server, sign_in, record, ada):
    """Ada's phone in Tokyo."""

    def on(width=390, height=844, **how):
        context = new_context(
            viewport={"width": width, "height": height},
            base_url=live_server.url,
            locale="en-GB",
            timezone_id="Asia/Tokyo",
            **how,
        )
        page = context.new_page()
        sign_in(page, ada)
        return page

    return on


def another_day() -> str:
    """A zone in which it is another day than in Berlin now."""
    now = timezone.now()
    there, here = (now.astimezone(zoneinfo.ZoneInfo(zone)).date() for zone in ("Pacific/Kiritimati", "Europe/Berlin"))
    return "Pacific/Kiritimati" if there != here else "Pacific/Pago_Pago"


def test_the_first_page_already_says_so_and_one_press_moves_the_record(abroad, record, ada):
    page = abroad()
    page.goto("/")
    expect(page.locator("#travel")).to_contain_text("by the calendar of Berlin (Europe). Your device keeps the time of")
    page.get_by_role("button", name="Move my record to Tokyo (Asia)").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("The days of this record are those of Tokyo (Asia)")
    assert Patient.objects.get(pk=record.pk).time_zone == "Asia/Tokyo"
    for path in ("/", reverse("check_in", args=[record.pk])):
        page.goto(path)
        expect(page.locator("#travel")).to_be_hidden()


def test_nothing_moves_on_the_first_page_once_it_is_drawn(abroad, record):
    page = abroad()
    page.add_init_script("""new PerformanceObserver((list) => { window.shifts = list.getEntries().length; })
      .observe({ type: "layout-shift", buffered: true });""")
    page.goto("/")
    expect(page.locator("#travel")).to_be_visible()
    page.wait_for_timeout(500)
    assert page.evaluate("window.shifts ?? 0") == 0


def test_a_device_that_keeps_no_cookies_is_asked_once(abroad, record):
    page = abroad()
    page.add_init_script("Object.defineProperty(document, 'cookie', { get: () => '', set: () => {} })")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.is_navigation_request() else None)
    page.goto("/")
    page.wait_for_timeout(500)
    assert (len(asked), page.locator("#travel").count()) == (1, 0)


def test_without_a_script_nothing_is_offered(abroad, record):
    page = abroad(java_script_enabled=False)
    for path in ("/", reverse("check_in", args=[record.pk])):
        page.goto(path)
        expect(page.locator("#travel")).to_be_hidden()


@ON_A_PHONE
def test_the_pages_keep_the_rules_of_access_away_from_home(page, abroad, record, ada, logged):
    page = abroad()
    page.goto("/")  # the script tells the zone
    paths = ["/", reverse("check_in", args=[record.pk]), reverse("travel", args=[record.pk])]
    assert troubles(page, paths, FEW) == {}
    User.objects.filter(pk=ada.pk).update(large=True)
    small = {}
    for path in paths:
        page.goto(path)
        if told := target_troubles(page, LARGE):
            small[path] = told

    assert small == {}


@pytest.mark.parametrize("size", [(390, 844), (1280, 900)])
@pytest.mark.parametrize("where", ["home", "check_in"])
@pytest.mark.parametrize("name", ["Move my record to Tokyo (Asia)", "Not now"])
def test_where_the_press_stood_the_next_page_holds_nothing_that_sends(abroad, record, logged, where, name, size):
    page = abroad(*size)
    page.goto("/" if where == "home" else reverse("check_in", args=[record.pk]))
    button = page.get_by_role("button", name=name)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    button.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("The days of this record are those of")
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    assert page.evaluate(SENDS, middle) is False


@pytest.fixture
def ready(open_page, sign_in, record, ada):
    """Ada's phone, which keeps answers without internet."""
    page = open_page("phone")
    sign_in(page, ada)
    page.goto(reverse("device", args=[record.pk]))
    page.get_by_role("button", name="Keep answers on this device").click()
    expect(page.get_by_text("This device is ready.")).to_be_visible()
    return page


def said_offline(page) -> None:
    press(page, "Something changed", "Left arm", "Left hand and fingers", "No finger moves", "Done")
    page.context.set_offline(False)
    arrived(page)


def test_a_device_that_keeps_answers_follows_the_record_and_names_the_day_there(ready, record, ada):
    move(record, another_day(), by=ada)
    ready.goto("/")
    ready.wait_for_timeout(500)  # the device is told behind the page
    there = local_day(record, timezone.now())
    offline(ready)
    expect(ready.locator("#day")).to_contain_text(f"{there:%B} {there.day}")
    said_offline(ready)

    entry = CheckIn.objects.get()
    assert (entry.day, entry.time_zone, values_of(entry)) == (there, record.time_zone, {"weakness.hand.left": 0})


def test_without_internet_a_press_after_midnight_is_for_the_day_that_the_page_names(ready, record, today):
    offline(ready)
    expect(ready.locator("#day")).to_contain_text(f"{today:%B} {today.day}")
    ready.clock.set_fixed_time(timezone.now() + dt.timedelta(days=1))
    said_offline(ready)

    assert CheckIn.objects.get().day == today
