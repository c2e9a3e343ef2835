"""A day, by finger, by gaze, by a single switch, and without script. The times are printed (``-s`` or ``-rP``)."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from clinical.vocabulary import CELL_NAMES
from symptoms.models import CheckIn
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.browser.users import Dwells, Person, Scans
from tests.people.account.ways import verified

DAY = dt.timedelta(days=1)
EACH = pytest.mark.parametrize("who", [Person, Dwells, Scans])
# What Ada said last: weak in both hands alike, and the weekly questions are not due.
BEFORE = {
    **dict.fromkeys((f"weakness.{name}" for name in CELL_NAMES), 4),
    "weakness.hand.left": 3,
    "fatigue.now": 2,
    "signs.nightmares": 0,
}
CHANGED = {"weakness.hand.left": 2, "weakness.foot.right": 3, "fatigue.now": 4}


@pytest.fixture
def before(record, ada, today):
    verbs.record_check_in(record, today - DAY, BEFORE, by=ada, source="self", now=timezone.now())


@pytest.fixture(params=["with script", "without script"])
def home(request, browser: Browser, new_context, live_server, sign_in, record, ada, before) -> Page:
    """Ada's first page on a desktop, as a gaze tracker has it."""
    context = new_context(
        viewport={"width": 1280, "height": 900},
        base_url=live_server.url,
        java_script_enabled=request.param == "with script",
        locale="en-GB",
    )
    page = context.new_page()
    sign_in(page, ada)
    page.goto("/")
    return page


def said(record, today):
    return {entry.author.name: values_of(entry) for entry in CheckIn.objects.standing().filter(day=today)}


def unchanged(user: Person) -> None:
    user.button("No change since")


def typical(user: Person) -> None:
    """Two parts of the body and tiredness."""
    for name in (
        "Something changed",
        "Left arm",
        "Left hand and fingers",
        "You need help or an aid with some tasks",
        "Right leg",
        "Right lower leg and foot",
        "It drops or trips you when tired",
        "Tiredness",
        "4 (answer",
        "Done",
    ):
        user.button(name)


def told(capsys, what, who, user: Person) -> None:
    with capsys.disabled():
        extra = f", {user.steps} scan steps" if isinstance(user, Scans) else ""
        extra += f", {user.missed} dwells begun again" if isinstance(user, Dwells) else ""
        print(f"\n{what}, {who.__name__}: {user.activations} presses, {user.seconds:.1f} s{extra}")


@EACH
def test_an_unchanged_day_is_one_press_and_at_most_fifteen_seconds(home, record, today, who, capsys):
    user = who(home)
    unchanged(user)

    expect(home.locator(".receipt")).to_contain_text("No change.")
    told(capsys, "Unchanged day", who, user)
    assert user.activations <= 2
    assert user.seconds <= 15
    assert said(record, today) == {"Ada": {name: BEFORE[name] for name in BEFORE if not name.startswith("signs.")}}


@EACH
def test_a_typical_changed_day_is_twelve_presses_and_a_minute(home, record, today, who, capsys):
    user = who(home)
    typical(user)

    expect(home.locator(".receipt")).to_contain_text("weakness, tiredness")
    told(capsys, "Typical changed day", who, user)
    assert user.activations <= 12
    assert user.seconds <= 60
    assert said(record, today) == {"Ada": CHANGED}


def test_a_full_day_is_at_most_forty_presses(home, record, today, capsys):
    """All thirteen parts changed and both sides alike, twitches in an arm, cramps, tiredness."""
    user = Person(home)
    for name in ("Something changed", "One after another"):
        user.button(name)
    while home.url.rstrip("/").rpartition("/")[2].startswith(("weakness.", "asymmetry.")):
        answers = home.locator("main button.choice")
        user.press(answers.nth(1) if "weakness." in home.url else answers.nth(2))
    user.button("Left arm")
    user.button("Left shoulder and upper arm")
    for name in ("Now and then", "Often", "Skip"):
        user.button(name)
    user.button("1 (answer")
    for name in ("3 (answer", "0 (answer") if "worst_pain" in home.url else ():
        user.button(name)
    for name in ("4 (answer", "More", "6 (answer", "3 (answer", "15 to 30 minutes"):
        user.button(name)  # the last of all saves the day

    expect(home.locator(".receipt")).to_contain_text("weakness, twitches and cramps, tiredness, left and right")
    told(capsys, "Full day", Person, user)
    assert user.activations <= 40
    values = said(record, today)["Ada"]
    assert {name: values[name] for name in values if name.startswith("weakness.")} == dict.fromkeys(
        (f"weakness.{name}" for name in CELL_NAMES), 3
    )
    assert values["fasciculation.hand.left"] == 2
    assert (values["cramps.count"], values["fatigue.worst"], values["fatigue.recovery_minutes"]) == (1, 6, 15)


def test_undo_is_one_press(home, record, today):
    user = Person(home)
    unchanged(user)
    user.button("Undo")

    assert said(record, today) == {}
    expect(home.get_by_role("button", name="No change since")).to_be_visible()


def test_the_receipt_is_the_same_after_a_reload_and_on_the_other_device(home, open_page, sign_in, ada, today):
    unchanged(Person(home))
    receipt = home.locator(".receipt strong").inner_text()
    home.reload()
    phone = open_page("phone")
    sign_in(phone, ada)
    phone.goto("/")

    assert home.locator(".receipt strong").inner_text() == receipt
    assert phone.locator(".receipt strong").inner_text() == receipt


def test_who_was_signed_out_goes_on_at_the_same_question(open_page, sign_in, record, ada, before, today):
    page = open_page("phone")
    sign_in(page, ada)
    page.goto(reverse("question", args=[record.pk, today, "all", "weakness.speech"]))
    page.get_by_role("button", name="You often repeat words").click()
    page.wait_for_url("**/weakness.swallowing/")
    page.context.clear_cookies()
    page.reload()
    page.fill("[name=login]", verified(ada).email)
    page.locator("main").get_by_role("button", name="Next").click()
    page.fill("[name=password]", "a long enough secret")
    page.locator("main").get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Swallowing and saliva")
    expect(page.locator(".kept")).to_contain_text("Kept. Speech: You often repeat words")
