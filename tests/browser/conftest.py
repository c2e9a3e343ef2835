"""Pages in a real Chromium. A test fails for a script's error, a breach of the CSP, or a request to any other host."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from people.models import Patient, User
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests import browsers
from tests.browser.answering import Answering
from tests.browser.watch import note_breaches, watch
from tests.reports.people import followed

# Playwright's event loop runs in the thread of the tests, where Django would otherwise refuse queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

SCREENS = {"phone": (390, 844), "desktop": (1280, 900)}

# How pages look and where their parts stand is the same over any database: these files, and every test that asks for
# the rules of access, have the mark ``looks``.
OF_LOOKS = {
    f"test_{name}.py"
    for name in (
        "bands",
        "compare",
        "kept_pictures",
        "looks",
        "overview",
        "pages",
        "paper",
        "rare_pages",
        "resting",
        "resting_in_a_browser",
        "sides",
        "watch",
        "way_through_a_day",
    )
}

OpenPage = Callable[[str], Page]


@pytest.hookimpl(tryfirst=True)  # before pytest reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        here = item.path.parent == Path(__file__).parent
        if here and (item.path.name in OF_LOOKS or "rules_of_access" in item.name):
            item.add_marker("looks")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], playwright: Playwright) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": browsers.chromium(playwright), "args": browsers.ARGUMENTS}


@pytest.fixture(autouse=True)
def breaches(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What any page of a test broke of the CSP, however its browser was opened: nothing."""
    found: list[str] = []
    opened = Browser.new_context

    def watched(browser: Browser, *args: Any, **how: Any) -> BrowserContext:
        context = opened(browser, *args, **how)
        note_breaches(context, found)
        return context

    monkeypatch.setattr(Browser, "new_context", watched)
    yield found
    assert found == []


@pytest.fixture(autouse=True)
def _the_live_server_keeps_its_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """To the database, as the site does: else each request starts a process of PostgreSQL."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", None)


@pytest.fixture(scope="session")
def answering(live_server: Any) -> Answering:
    httpd = live_server.thread.httpd
    httpd.set_app(Answering(httpd.get_app()))
    return httpd.get_app()


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext], live_server: Any, answering: Answering) -> Iterator[OpenPage]:
    """Open a page on a "phone" or "desktop", in a browser profile of its own: one for each person in a test."""
    cache.clear()  # everyone here signs in from one address, and the limits are by address
    contexts: list[BrowserContext] = []
    troubles = []

    def on(screen: str) -> Page:
        width, height = SCREENS[screen]
        context = new_context(
            viewport={"width": width, "height": height},
            base_url=live_server.url,
            locale="en-GB",
            timezone_id="Europe/Berlin",
        )
        context.set_default_timeout(10_000)
        troubles.append(watch(context, live_server.url))
        contexts.append(context)
        return context.new_page()

    yield on
    for context in contexts:
        for page in context.pages:
            page.close()
    answering.wait()
    assert [line for lines in troubles for line in lines] == []


@pytest.fixture(params=SCREENS)
def page(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    """A page on each screen in turn; parametrize it indirectly for one of them."""
    return open_page(request.param)


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, Any], None]:
    """Give the page's browser a signed-in session of the user, without the form."""

    def as_user(page: Page, user: Any) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return as_user


@pytest.fixture
def without_script(browser: Browser, live_server: Any) -> Iterator[Callable[[Page], Page]]:
    """A page of a browser without scripts, for who is signed in on another page."""
    contexts = []

    def of(page: Page) -> Page:
        state = page.context.storage_state()
        contexts.append(browser.new_context(base_url=live_server.url, java_script_enabled=False, storage_state=state))
        return contexts[-1].new_page()

    yield of
    for context in contexts:
        context.close()


@pytest.fixture
def today(record):
    return local_day(record, timezone.now())


@pytest.fixture
def begun(record, ada, ben, today):
    """As it is in the morning: weak in a hand from the first entry on, and a caregiver who may write."""
    before = {"weakness.hand.left": 3, "weakness.foot.right": 4, "fatigue.now": 2, "signs.nightmares": 0}
    verbs.record_check_in(record, today - dt.timedelta(3), before, by=ada, source="self", now=timezone.now())
    return record


@pytest.fixture
def logged(record, ada, cleo, today):
    """Something of every kind, so that no list is empty."""
    now = timezone.now()
    for days in (40, 3, 0):
        verbs.record_check_in(
            record, today - dt.timedelta(days), {"weakness.hand.left": 2}, by=ada, source="self", now=now
        )
    verbs.record_no_change(record, today - dt.timedelta(2), by=ada, source="self", now=now)
    wrong = verbs.record_check_in(
        record, today - dt.timedelta(1), {"weakness.hand.left": 0}, by=ada, source="self", now=now
    )
    verbs.retract(wrong.entry, by=ada)
    verbs.record_treatment(record, by=ada, source="self", now=now, kind="riluzole", start=today, label="50 mg")
    june = dt.date(2025, 6, 1)
    verbs.remember_onset(record, "hand.left", "season", month=june, by=ada, source="self", now=now)
    verbs.mark_cell(record, "foot.left", "other_cause", by=cleo, source="clinician", now=now)


@pytest.fixture
def shown(record: Patient, ada: User, cleo: User) -> Patient:
    """Ada's record, 200 days up to now, with its report."""
    return followed(record, ada, cleo, 200, timezone.now())


@pytest.fixture
def address(record: Patient) -> Callable[[str], str]:
    return lambda name: reverse(name, args=[record.pk])


@pytest.fixture(params=["with script", "without script"])
def phone(new_context, live_server, request):
    """Of somebody whose browser runs scripts, and of one whose does not."""
    context = new_context(
        viewport={"width": 390, "height": 844},
        base_url=live_server.url,
        java_script_enabled=request.param == "with script",
    )
    context.set_default_timeout(10_000)
    troubles = watch(context, live_server.url)
    yield context.new_page()
    assert troubles == []
