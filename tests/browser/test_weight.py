"""How much the check-in page weighs in its first load, and how soon it can be used on a slow device."""

import time

import pytest
from django.urls import reverse
from django.utils import timezone

from symptoms.write import verbs
from tests.browser.pages import ON_A_PHONE

MOST = 60_000  # bytes over the wire, all in all
SLOW = 4  # times slower than this machine


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
