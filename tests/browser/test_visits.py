"""A visit in a real browser: entered by keyboard alone, kept while it is typed, and resumed after a session's end."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from care.models import Visit, VisitDraft
from care.visits.read import said_of
from care.visits.said import Line
from clinical.strength import MUSCLES
from symptoms.write import verbs
from tests.browser.keyboard import Keys
from tests.browser.pages import ON_A_DESKTOP, ON_A_PHONE, troubles, violations
from tests.browser.targets import STAFF, target_troubles
from tests.care.said import SCORED, entered

KEPT = "Kept as a draft."


@pytest.fixture
def new(record):
    return reverse("new_visit", args=[record.pk])


@ON_A_DESKTOP
def test_a_whole_visit_is_entered_by_keyboard_alone(page, sign_in, record, cleo, new, today, capsys):
    sign_in(page, cleo)
    page.goto(new)
    keys = Keys(page)
    keys.to("mode")
    keys.type("I")
    keys.to("function.speech")
    keys.type("433343332444")
    keys.to("function.gastrostomy")
    keys.press("Space")
    expect(page.locator("[data-sum=total]")).to_have_text("40")
    grades = {"neck_flexion": ("5",), "wrist_extension": ("5-", "4"), "ankle_dorsiflexion": ("3+", "2")}
    for muscle, codes in grades.items():
        keys.to(f"mrc.{muscle}.{'' if len(codes) == 1 else 'right'}")
        keys.type(codes[0])
        for code in codes[1:]:
            keys.press("Tab")
            keys.type(code)
    keys.to("fvc_percent")
    keys.type("82")
    keys.to("weight")
    keys.type("70.5")
    keys.to("signs.arm.upper")
    keys.type("p")
    keys.press("Tab")
    keys.type("p")
    keys.to("onset")
    keys.type("O2d")
    keys.press("Tab")
    keys.type("P1")
    keys.press("Tab")
    keys.type("6")
    keys.press("Tab")
    keys.type("M0")
    keys.to("diagnosis")
    keys.type("A")
    keys.to("note")
    keys.type("Falls twice.")
    keys.to("save")
    keys.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("The visit is saved.")
    expect(page.get_by_role("status")).to_contain_text("Total 40 of 48")
    said = said_of(Visit.objects.get())
    items = [value for name, value in said.function.items() if name != "function.gastrostomy"]
    assert items == [int(digit) for digit in "433343332444"]
    assert (said.mode, said.day, said.measured, said.note) == (
        "in_person",
        today,
        {"fvc_percent": 82, "weight": 70.5},
        "Falls twice.",
    )
    assert said.strength == {
        ("neck_flexion", ""): "5",
        ("wrist_extension", "right"): "5-",
        ("wrist_extension", "left"): "4",
        ("ankle_dorsiflexion", "right"): "3+",
        ("ankle_dorsiflexion", "left"): "2",
    }
    assert (said.signs, said.opm, said.diagnosis) == (
        {"arm": ("present", "present")},
        Line("O2d", "P1", 6, "M0"),
        "als",
    )
    with capsys.disabled():
        print(f"\na visit by keyboard: {keys.count} keys")
    assert keys.count <= 160


@ON_A_DESKTOP
def test_what_is_typed_is_kept_by_itself_and_resumed_after_the_session_ended(page, sign_in, record, cleo, new):
    sign_in(page, cleo)
    page.goto(new)
    page.get_by_label("Walking").fill("2")
    page.get_by_label("Elbow flexion, left").fill("4-")
    expect(page.locator("#kept")).to_have_text(KEPT)
    Session.objects.all().delete()
    page.get_by_label("Weight, kg").fill("70")
    expect(page.locator("#trouble")).to_be_visible()
    expect(page.locator("#kept")).to_have_text("")
    sign_in(page, cleo)
    page.goto(new)

    expect(page.get_by_text("You began this visit on")).to_be_visible()
    expect(page.get_by_label("Walking")).to_have_value("2")
    expect(page.get_by_label("Elbow flexion, left")).to_have_value("4-")
    assert (VisitDraft.objects.count(), Visit.objects.count()) == (1, 0)


@ON_A_DESKTOP
def test_two_tabs_lose_nothing_of_each_other(page, sign_in, record, cleo, new):
    sign_in(page, cleo)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(new)
    page.get_by_label("FVC, % of predicted").fill("82")
    expect(page.locator("#kept")).to_have_text(KEPT)
    other.get_by_label("Weight, kg").fill("70")
    expect(other.locator("#elsewhere")).to_be_visible()
    other.get_by_role("button", name="Save the visit").click()
    expect(other.get_by_role("alert").first).to_contain_text("Both are put together here, and nothing is saved yet.")
    other.get_by_role("button", name="Save the visit").click()
    expect(other.get_by_role("status")).to_contain_text("The visit is saved.")

    assert said_of(Visit.objects.get()).measured == {"fvc_percent": 82, "weight": 70}


@ON_A_PHONE
def test_the_pages_of_visits_keep_the_rules_of_access(page, sign_in, record, ada, cleo, new, today):
    now = timezone.now()
    strength = {(name, side or ""): "4-" for name, muscle in MUSCLES.items() for side in muscle.sides}
    for days in (200, 100, 0):
        day = today - dt.timedelta(days)
        verbs.record_check_in(
            record, day, {"weakness.hand.left": 3, "weakness.neck": 2}, by=ada, source="self", now=now
        )
        said = {"function": SCORED, "strength": strength, "signs": {"arm": ("present", "absent")}, "mode": "video"}
        visit = entered(record, cleo, day, opm=Line("O2d", "P1", 6, "M0"), note="Falls.", now=now, **said)
    sign_in(page, cleo)
    paths = [reverse("visits", args=[record.pk]), new]
    paths += [reverse(name, args=[record.pk, visit.pk]) for name in ("visit", "correct_visit", "retract_visit")]

    assert troubles(page, paths, STAFF) == {}


@ON_A_PHONE
def test_what_was_refused_and_what_is_a_draft_keep_them_too(page, sign_in, record, cleo, new):
    sign_in(page, cleo)
    page.goto(new)
    page.get_by_label("Walking").fill("7")
    page.get_by_label("Elbow flexion, left").fill("6")
    page.get_by_role("button", name="Save the visit").click()
    expect(page.get_by_role("alert").first).to_contain_text("Please look at this again")
    refused = target_troubles(page, STAFF) + violations(page)

    assert refused == []
    assert troubles(page, [new], STAFF) == {}
