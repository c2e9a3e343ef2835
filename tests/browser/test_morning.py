"""A clinician's morning by keyboard alone: come in, answer signs, reply, enter a visit, go on."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from care.models import Reply, SignAnswer, Visit
from care.visits.read import said_of
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.browser.keyboard import Keys
from tests.browser.pages import ON_A_DESKTOP
from tests.browser.passkeys import with_device
from tests.browser.test_coming_in import by_code, main
from tests.cast import new_patient
from tests.people.account.ways import verified

SIGNS = {"signs.morning_headache": 4, "signs.cannot_clear_phlegm": 3, "signs.coughing_with_food": 4}


@pytest.fixture
def waiting(record, clinic, ada, cleo):
    """Ada with three signs of today; Bea with one that can wait longer."""
    now, bea = timezone.now(), new_patient(clinic, "B-2", name="Bea")
    for patient, values in ((record, SIGNS), (bea, {"signs.coughing_with_food": 4})):
        verbs.record_check_in(patient, local_day(patient, now), values, by=ada, source="self", now=now)
        maker.refresh(patient.pk, now=now)


@ON_A_DESKTOP
def test_the_whole_morning_is_done_by_keyboard(page, settings, record, waiting, cleo, capsys):
    settings.STAFF_NEED_TWO_FACTORS = True
    with_device(page)
    by_code(page, verified(cleo))
    main(page, "A passkey: face, finger or PIN of this device").click()
    main(page, "Make the passkey").click()
    main(page, "I have kept them").click()
    page.goto(reverse("worklist"))
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{reverse('account_login')}?next={reverse('worklist')}")
    keys, spent = Keys(page), {}

    def done(step):
        spent[step] = keys.count - sum(spent.values())

    keys.use(main(page, "With a passkey, nothing to type"))
    expect(page).to_have_url(re.compile(r"/patients/$"))
    done("come in")

    def said(rule):
        return page.locator(f"#sign-{record.pk}-{rule}-said")

    sign = page.locator("a.in-place").first
    expect(sign).to_contain_text("Morning headaches")
    keys.use(sign)
    expect(said("R07")).to_be_focused()
    keys.press("Tab", "Enter")
    expect(said("R07")).to_contain_text("Seen by Cleo, ")
    done("one sign in the list")

    keys.use(page.locator("a.who").first, "Shift+Tab")
    expect(page.get_by_role("heading", name="Ada")).to_be_visible()
    done("open the page")

    for rule in ("R11", "R09"):
        keys.use(page.locator(f"#sign-{record.pk}-{rule}").get_by_role("button", name="Seen"))
        expect(said(rule)).to_contain_text("Seen by Cleo, ")
        expect(said(rule)).to_be_focused()
    done("two signs on the page")

    keys.use(page.locator(f"#sign-{record.pk}-R09").get_by_role("link", name="Reply"))
    expect(page.get_by_label("A reply of the clinic")).to_be_focused()
    keys.press("ArrowDown", "ArrowDown")
    keys.use(page.get_by_role("button", name="Send the reply"))
    expect(said("R09")).to_contain_text("Reply: “We will talk about this at your next visit.”")
    done("reply")

    keys.use(page.get_by_role("link", name="Visits").first)
    expect(page).to_have_url(re.compile(r"/visits/$"))
    keys.use(page.get_by_role("link", name="Enter a visit").first)
    expect(page).to_have_url(re.compile(r"/visits/new/"))
    keys.to("mode")
    keys.type("I")
    keys.to("function.speech")
    keys.type("433343332444")
    keys.to("function.gastrostomy")
    keys.press("Space")
    keys.to("fvc_percent")
    keys.type("82")
    keys.to("save")
    keys.press("Enter")
    expect(page.get_by_text("The visit is saved.")).to_be_visible()
    done("a visit of twelve items and FVC")

    keys.use(page.locator("header").get_by_role("link", name="Patients").first)
    expect(page).to_have_url(re.compile(r"/patients/$"))
    keys.use(page.locator("a.who").first)
    expect(page.get_by_role("heading", name="Bea")).to_be_visible()
    done("the next person")

    with capsys.disabled():
        print(f"\na morning by keyboard: {keys.count} keys", spent)
    assert sorted(SignAnswer.objects.values_list("rule", flat=True)) == ["R07", "R09", "R11"]
    assert Reply.objects.get().answer.rule == "R09"
    assert said_of(Visit.objects.get()).measured == {"fvc_percent": 82}
    assert keys.count <= 260
