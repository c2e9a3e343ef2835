"""How much the pages weigh in their first load, and how soon they can be used, or are painted, on a slow device."""

import time

import pytest
from django.urls import reverse
from django.utils import timezone

from symptoms.write import verbs
from tests.browser.pages import ON_A_DESKTOP, ON_A_PHONE
from tests.reports.people import followed

MOST = 60_000  # bytes over the wire, all in all
SCREEN = 80_000  # of the screen of a clinician, without the styles and scripts that every page has
SLOW = 4  # times slower than this machine
# Since the page was asked for: when something was painted first, and the largest of it.
PAINTED = """() => new Promise((done) => new PerformanceObserver((found) => done([
  performance.getEntriesByName("first-contentful-paint")[0].startTime, found.getEntries().at(-1).startTime,
])).observe({ type: "largest-contentful-paint", buffered: true }))"""


@ON_A_PHONE
@pytest.mark.parametrize("where", ["check_in", "hub", "question"])
def test_the_first_load_is_light_and_holds_no_library_of_figures(page, sign_in, record, ada, today, where, capsys):
    verbs.record_check_in(record, today, {"weakness.neck": 3}, by=ada, source="self", now=timezone.now())
    sign_in(page, ada)
    page.request.get(reverse("help"))  # a server that has just started is no slow page
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    weights: list[int] = []
    loaded: list[str] = []
    session.on("Network.loadingFinished", lambda event: weights.append(int(event["encodedDataLength"])))
    session.on("Network.requestWillBeSent", lambda event: loaded.append(event["request"]["url"]))
    more = {"check_in": [], "hub": [today], "question": [today, "all", "weakness.neck"]}[where]

    began = time.perf_counter()
    page.goto(reverse(where, args=[record.pk, *more]), wait_until="load")
    page.locator("main :is(a, button):visible").first.wait_for()
    usable = time.perf_counter() - began

    with capsys.disabled():
        load = f"{sum(weights) / 1000:.1f} kB, {len(weights)} requests"
        print(f"\n{where}: {load}, usable after {usable:.2f} s at 1/{SLOW} of the speed")
    assert sum(weights) <= MOST
    assert [url for url in loaded if "plotly" in url or "htmx" in url] == []


@ON_A_DESKTOP
def test_the_screen_of_a_clinician_is_light_with_three_years(page, sign_in, record, ada, cleo, address, capsys):
    followed(record, ada, cleo, 1096, timezone.now())
    sign_in(page, cleo)
    page.goto(reverse("worklist"))  # as one comes to it, with styles and scripts at hand
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    with page.expect_response(lambda response: response.url.endswith(address("dashboard"))) as answered:
        page.goto(address("dashboard"), wait_until="load")
    painted = page.evaluate(PAINTED)
    weight = answered.value.request.sizes()["responseBodySize"]

    with capsys.disabled():
        told = f"{weight / 1000:.1f} kB, first painted after {painted[0]:.0f} ms, all of it after {painted[1]:.0f} ms"
        print(f"\nthe screen of a clinician: {told} at 1/{SLOW} of the speed")
    assert weight <= SCREEN
