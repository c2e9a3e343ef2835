"""The life of a sign in a real browser: acting in place, by keyboard, without a script, and what the person reads."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from care.answers import answer_sign
from care.models import RepliesRead, Reply, SignAnswer, SignUndo
from care.replies import reply
from people import clinics
from people.models import User
from symptoms.derive import maker
from symptoms.write import verbs
from tests.browser.pages import ON_A_DESKTOP, ON_A_PHONE, troubles, violations
from tests.browser.resting import Boxes, Site
from tests.browser.targets import FEW, LARGE, STAFF, target_troubles
from tests.browser.test_patient_pages import tab_to
from tests.cast import person

SIGNS = {"signs.morning_headache": 4, "signs.cannot_clear_phlegm": 3, "signs.coughing_with_food": 4}
LATER = "We will talk about this at your next visit."


@pytest.fixture
def raised(record, ada, today):
    """R07, R09 and R11 of today."""
    now = timezone.now()
    verbs.record_check_in(record, today, SIGNS, by=ada, source="self", now=now)
    maker.refresh(record.pk, now=now)
    return record


@pytest.fixture
def act(raised, cleo, today):
    """Cleo answers a sign."""

    def act(rule, words="", **said):
        now = timezone.now()
        said = {"action": "acknowledged", **said}
        answer = answer_sign(raised, rule, today, by=cleo, now=now, **said)
        if words:
            reply(answer, words, by=cleo, now=now)
        return answer

    return act


def sign(page, record, rule):
    return page.locator(f"#sign-{record.pk}-{rule}")


def said(page, record, rule):
    return page.locator(f"#sign-{record.pk}-{rule}-said")


def keys(page):
    """Count what is pressed on the keyboard."""
    page.evaluate("window.keys = 0; addEventListener('keydown', () => { window.keys += 1 }, true); 0")


@ON_A_DESKTOP
def test_three_signs_are_answered_and_one_is_undone_by_keyboard_alone(page, sign_in, raised, cleo, address, capsys):
    sign_in(page, cleo)
    page.goto(address("dashboard"))
    keys(page)

    def press(rule, name):
        tab_to(page, f"#sign-{raised.pk}-{rule} :is(button, a):has-text('{name}')")
        page.keyboard.press("Enter")

    press("R11", "Seen")
    expect(said(page, raised, "R11")).to_contain_text("Seen by Cleo, ")
    expect(said(page, raised, "R11")).to_be_focused()
    expect(page.locator(f"#signs-open-{raised.pk}")).to_contain_text("2 open")
    press("R07", "Dealt with")
    expect(said(page, raised, "R07")).to_contain_text("Closed (dealt with) by Cleo, ")
    expect(said(page, raised, "R07")).to_be_focused()
    press("R09", "Later, or close")
    expect(sign(page, raised, "R09").get_by_label("Seen")).to_be_focused()
    page.keyboard.press("ArrowDown")
    tab_to(page, f"#sign-{raised.pk}-R09 [name=note]")
    page.keyboard.type("rings on Monday")
    tab_to(page, f"#sign-{raised.pk}-R09 form.stack button")
    page.keyboard.press("Enter")
    expect(said(page, raised, "R09")).to_contain_text("Put off to ")
    expect(said(page, raised, "R09")).to_contain_text("“rings on Monday”")
    expect(page.locator(f"#signs-open-{raised.pk}")).to_contain_text("None is open")
    expect(said(page, raised, "R09")).to_be_focused()
    page.keyboard.press("Tab")
    expect(sign(page, raised, "R09").get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(said(page, raised, "R09")).to_have_text("Nobody has answered it.")
    expect(said(page, raised, "R09")).to_be_focused()

    with capsys.disabled():
        print(f"\nthree signs answered and one undone: {page.evaluate('window.keys')} keys")
    answers = SignAnswer.objects.order_by("pk").values_list("rule", "action", "undo__by__name")
    assert list(answers) == [("R11", "acknowledged", None), ("R07", "closed", None), ("R09", "snoozed", "Cleo")]


@ON_A_DESKTOP
def test_a_reply_is_written_in_place_and_read_once(page, sign_in, raised, ada, cleo, address, act):
    act("R07")
    sign_in(page, cleo)
    page.goto(address("dashboard"))
    sign(page, raised, "R07").get_by_role("link", name="Reply").click()
    expect(sign(page, raised, "R07").get_by_label("A reply of the clinic")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    sign(page, raised, "R07").get_by_role("button", name="Send the reply").click()
    expect(said(page, raised, "R07")).to_contain_text(f"Reply: “{LATER}”")
    expect(sign(page, raised, "R07").get_by_role("link", name="Reply")).to_have_count(0)

    sign_in(page, ada)
    page.goto("/")
    expect(page.locator(".news")).to_contain_text("Seen by Cleo on ")
    page.get_by_role("button", name="Thank you, read").click()
    expect(page.locator(".news")).to_have_count(0)
    assert (Reply.objects.get().text, RepliesRead.objects.get().user) == (LATER, ada)


@ON_A_DESKTOP
def test_a_sign_is_answered_in_place_on_a_page_that_does_not_count_them(page, sign_in, raised, cleo, address):
    sign_in(page, cleo)
    page.goto(address("dashboard"))
    page.evaluate("document.querySelector('[id^=signs-open]').remove()")
    sign(page, raised, "R07").get_by_role("button", name="Seen").click()
    expect(said(page, raised, "R07")).to_contain_text("Seen by Cleo, ")
    sign(page, raised, "R07").get_by_role("button", name="Undo").dblclick()
    expect(said(page, raised, "R07")).to_have_text("Nobody has answered it.")
    sign(page, raised, "R07").get_by_role("button", name="Seen").dblclick()
    expect(said(page, raised, "R07")).to_contain_text("Seen by Cleo, ")

    assert (SignAnswer.objects.count(), SignUndo.objects.count()) == (2, 1)


@ON_A_DESKTOP
def test_without_a_script_each_press_leads_back_to_the_same_sign(page, without_script, sign_in, raised, cleo, address):
    sign_in(page, cleo)
    plain = without_script(page)
    plain.goto(address("dashboard"))
    sign(plain, raised, "R07").get_by_role("button", name="Seen").click()
    plain.wait_for_url(f"**{address('dashboard')}#sign-{raised.pk}-R07")
    expect(said(plain, raised, "R07")).to_contain_text("Seen by Cleo, ")
    sign(plain, raised, "R07").get_by_role("button", name="Undo").click()
    expect(said(plain, raised, "R07")).to_have_text("Nobody has answered it.")
    sign(plain, raised, "R07").get_by_role("link", name="Later, or close").click()
    plain.get_by_label("Closed: not so").check()
    plain.get_by_role("button", name="Save").click()
    plain.wait_for_url(f"**{address('dashboard')}#sign-{raised.pk}-R07")
    expect(said(plain, raised, "R07")).to_contain_text("Closed (not so) by Cleo, ")

    assert (SignAnswer.objects.count(), SignUndo.objects.count()) == (2, 1)


@ON_A_DESKTOP
def test_what_is_refused_or_gone_is_shown_as_a_page_and_the_sign_stays(page, sign_in, raised, cleo, address):
    sign_in(page, cleo)
    page.goto(address("dashboard"))
    sign(page, raised, "R07").get_by_role("link", name="Later, or close").click()
    sign(page, raised, "R07").get_by_label("another reason").check()
    sign(page, raised, "R07").get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Write the reason in the note.")
    expect(page.get_by_label("another reason")).to_be_checked()

    page.goto(address("dashboard"))
    page.context.clear_cookies(name="sessionid")
    sign(page, raised, "R07").get_by_role("button", name="Seen").click()
    expect(page.locator("[name=login]")).to_be_visible()
    assert SignAnswer.objects.count() == 0


@ON_A_PHONE
def test_every_state_of_a_sign_keeps_the_rules_of_access(page, sign_in, raised, cleo, clinic, address, act, today):
    answer = act("R07", words=LATER)
    act("R09", action="closed", reason="other", note="A note of the team that is long enough to wrap " * 3)
    amy = person("Amy")
    clinics.join_clinic(clinic, amy, by=None, role="admin")
    sign_in(page, cleo)
    flag, replying = address("respond_to_flag"), address("reply_to_person")
    pages = [
        address("dashboard"),
        address("signs"),
        *(reverse("sign", args=[raised.pk, rule]) for rule in ("R07", "R11", "R17")),
        f"{flag}?rule=R11&since={today}",
        f"{replying}?answer={answer.pk}",
    ]
    told = troubles(page, pages, STAFF)
    page.goto(address("dashboard"))
    sign(page, raised, "R11").get_by_role("link", name="Later, or close").click()
    expect(sign(page, raised, "R11").locator("form.stack")).to_be_visible()
    opened = target_troubles(page, STAFF) + violations(page)
    sign_in(page, amy)

    assert (told, opened) == ({}, [])
    assert troubles(page, [reverse("clinic_replies", args=[clinic.pk])], STAFF) == {}


@ON_A_PHONE
@pytest.mark.parametrize("looks", [{}, {"large": True}, {"hide_charts": True}])
def test_what_the_team_told_keeps_them_on_the_pages_of_the_person(page, sign_in, raised, ada, ben, act, address, looks):
    User.objects.update(**looks)
    act("R07", words=LATER)
    act("R09")
    sign_in(page, ada)

    rule = LARGE if "large" in looks else FEW
    assert troubles(page, ["/", address("told"), address("more")], rule) == {}


def test_a_gaze_that_rests_on_anything_of_that_page_does_nothing_unmeant(new_context, live_server, raised, ada, act):
    act("R07", words=LATER)
    client = Client()
    client.force_login(ada)
    site = Site(client, Boxes(new_context(), live_server.url), seed=11)
    names = [control.name for control in site.open("/").controls if control.main and control.kind != "other"]
    assert "Thank you, read" in names
    for name in names:
        with transaction.atomic():
            page = site.open("/")
            site.press(page, next(control for control in page.controls if control.name == name))
            transaction.set_rollback(True)

    assert (site.told.presses, site.told.unmeant) == (len(names), [])
