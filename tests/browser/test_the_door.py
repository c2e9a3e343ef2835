"""From an empty server to a patient who logs at home and a caregiver beside them: production settings, PostgreSQL,
Redis, a worker, a mail server, TLS. No shell after the first command. Presses and seconds are printed (``-s``)."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect

from tests import browsers
from tests.browser.users import Dwells, Person, Scans
from tests.production import Clinic, Letters

PRESSES = 30  # from the link to the first saved day
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PATIENTS = {"Ada": Person, "Eve": Dwells, "Fay": Scans}


@pytest.fixture
def letters() -> Iterator[Letters]:
    letters = Letters()
    yield letters
    letters.stop()


@pytest.fixture
def site(tmp_path: Any, letters: Letters) -> Iterator[Clinic]:
    site = Clinic(tmp_path, letters)
    try:
        site.start()
        yield site
    finally:
        site.stop()


@pytest.fixture
def opened(browser_type: BrowserType, browser_type_launch_args: dict[str, Any], site: Clinic) -> Iterator[Any]:
    """Open a page of a browser that finds the site, on a profile of its own."""
    launched: Browser = browser_type.launch(**browser_type_launch_args | {"args": [*browsers.ARGUMENTS, *site.browser]})

    def opened(width: int, height: int) -> Page:
        context = launched.new_context(
            viewport={"width": width, "height": height},
            base_url=site.url,
            locale="en-GB",
            timezone_id="Europe/Berlin",
        )
        context.set_default_timeout(30_000)
        return context.new_page()

    yield opened
    launched.close()


def with_passkey(page: Page) -> Page:
    """Give the page's device a finger that is always right."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def join(page: Page, link: str, name: str = "") -> None:
    page.goto(link)
    page.get_by_role("link", name="Go on").click()
    if name:
        page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Accept").click()


def set_up_second_step(page: Page) -> None:
    page.get_by_role("link", name="A passkey").click()
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_text("I have kept them").click()


def start(user: Person) -> tuple[int, float]:
    """From the page of the link to the first saved day, nothing typed; how many presses and seconds that took."""
    this_year = int(time.strftime("%Y"))
    for name in (
        "Go on",
        "Accept",
        "Go on",
        "Left arm",
        "Left hand and fingers",
        f"{this_year - 1}, last year",
        "January to March",
        f"February {this_year - 1}",
        "You need help or an aid with some tasks",
        "All others are as before ALS",
    ):
        user.button(name)
    said = user.activations, user.seconds
    for name in ("Everything", "Every day", "At 18:00", "Nobody, or later", "Good, that is all"):
        user.button(name)
    expect(user.page.get_by_role("heading", level=1)).to_have_text("That is all for today")
    return said


def test_a_clinic_opens_and_people_come_in(
    site: Clinic, letters: Letters, opened: Callable[[int, int], Page], capsys: pytest.CaptureFixture[str]
) -> None:
    site.manage("open_clinic", "North Clinic", "--admin", "amy@example.org", "--time-zone", "Europe/Berlin")
    amy = with_passkey(opened(1280, 900))
    join(amy, letters.link_to("amy@example.org", "/join/"), "Amy")
    amy.goto("/clinics/1/team/")
    expect(amy.get_by_role("heading", level=1)).to_have_text("Second step")
    set_up_second_step(amy)
    amy.goto("/")
    amy.get_by_role("link", name="Invite a colleague").click()
    amy.get_by_label("By e-mail").check()
    amy.get_by_label("Their e-mail address").fill("cleo@example.org")
    amy.get_by_label("Their name").fill("Cleo")
    amy.get_by_label("Clinician: sees every record").check()
    amy.get_by_role("button", name="Invite").click()

    cleo = with_passkey(opened(1280, 900))
    join(cleo, letters.link_to("cleo@example.org", "/join/"))
    set_up_second_step(cleo)
    for number, name in enumerate(PATIENTS, 1):
        cleo.goto("/patients/new/")
        cleo.locator("[name=reference]").fill(f"A-{number}")
        cleo.get_by_label("They said so").check()
        cleo.locator("[name=name]").fill(name)
        cleo.get_by_role("button", name="Save").click()
        cleo.get_by_role("link", name="By e-mail").click()
        cleo.get_by_label("Their e-mail address").fill(f"{name.lower()}@example.org")
        cleo.get_by_role("button", name="Send").click()
        expect(cleo.get_by_role("link", name="Take it back")).to_be_visible()

    pages = {}
    for name, kind in PATIENTS.items():
        user = kind(opened(390, 844))
        user.page.goto(letters.link_to(f"{name.lower()}@example.org", "/join/"))
        presses, seconds = start(user)
        pages[name] = user.page
        with capsys.disabled():
            print(f"\nFrom the link to the first saved day, {kind.__name__}: {presses} presses, {seconds:.0f} s")
        assert presses <= PRESSES

    ada = pages["Ada"]
    ada.goto("/")
    home = ada.url
    ada.goto(cleo.url)  # somebody else's invitation
    expect(ada.get_by_role("heading", level=1)).to_have_text("This page is not here")
    ada.goto(home)
    ada.get_by_role("link", name="More", exact=True).click()
    ada.get_by_role("link", name="Who can see this").click()
    ada.get_by_role("link", name="Let someone else see it").click()
    for choice in ("A caregiver", "Look and write", "No end", "Go on", "By e-mail"):
        ada.locator("main").get_by_role("link", name=choice).or_(
            ada.locator("main").get_by_role("button", name=choice)
        ).first.click()
    ada.get_by_label("Their e-mail address").fill("ben@example.org")
    ada.get_by_role("button", name="Send").click()

    ben = opened(390, 844)
    join(ben, letters.link_to("ben@example.org", "/join/"), "Ben")
    ben.get_by_role("link", name="Go on").click()
    ben.goto("/")
    ben.get_by_role("button", name="No change").first.click()
    expect(ben.locator(".receipt").last).to_contain_text("by Ben for")

    ada.goto("/")
    ada.get_by_role("link", name="More", exact=True).click()
    ada.get_by_role("link", name="Who can see this").click()
    ada.get_by_role("link", name="End access for Ben").click()
    ada.locator("main").get_by_role("button", name="End it").click()
    dashboard = ben.locator("a[href$='/more/']").get_attribute("href")
    ben.goto(str(dashboard))
    expect(ben.get_by_role("heading", level=1)).to_have_text("This page is not here")
