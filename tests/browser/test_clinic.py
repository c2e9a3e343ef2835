"""The pages of those who run a clinic, and its numbers on the pages of its patients."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from people import clinics, invitations
from people.models import Clinic, Invitation, Membership, User
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.browser.pages import ON_A_DESKTOP, ON_A_PHONE, troubles, violations
from tests.browser.targets import FEW, LARGE, STAFF, target_troubles
from tests.browser.test_patient_pages import tab_to
from tests.cast import new_patient, person

NUMBERS = {
    "emergency_number": "112",
    "telephone": "+44 20 7946 0100",
    "out_of_hours": "+44 20 7946 0101",
    "crisis_line": "555-0188",
    "reading_hours": "Monday to Friday, 9 to 12",
}


@pytest.fixture
def fay(clinic, cleo):
    """Runs the clinic; others work there, and some are asked to."""
    fay = person("Fay")
    clinics.join_clinic(clinic, fay, by=None, role="admin")
    clinics.join_clinic(clinic, person("Gus"), by=fay, role="reader")
    clinics.join_clinic(Clinic.objects.create(name="South Clinic"), fay, by=None, role="admin")
    now = timezone.now()
    for days, email, name in ((1, "hal@example.org", ""), (40, "", "Ivy " * 24)):
        asked = {"email": email, "name": name, "now": now - dt.timedelta(days)}
        invitations.invite("colleague", by=fay, role="therapist", clinic=clinic, **asked)
    User.objects.filter(name="Gus").update(name="مريم " * 19)
    return fay


@pytest.fixture
def warned(record, ada):
    """Readings of today that ask for an emergency call and for one of the same day."""
    now = timezone.now()
    low = {"spo2": 87, "spo2_second": 86}
    verbs.record_measurement(record, local_day(record, now), low, by=ada, source="self", now=now)
    maker.refresh(record.pk, now=now)


def pages_of(clinic):
    someone = Membership.objects.filter(clinic=clinic, role="reader").get().user_id
    one, own = (reverse(name, args=[clinic.pk, someone]) for name in ("work", "end_work"))
    return [
        *(reverse(name, args=[clinic.pk]) for name in ("clinic", "team", "invite_colleague", "see_patients")),
        *(one, own),
        *(reverse("invitation", args=[it.pk]) for it in Invitation.objects.all()),
    ]


@ON_A_PHONE
def test_the_pages_of_who_runs_a_clinic_keep_the_rules_of_access(page, sign_in, clinic, fay):
    withdrawn = Invitation.objects.first()
    invitations.withdraw(withdrawn, by=fay, now=timezone.now())
    sign_in(page, fay)
    others = [reverse(name) for name in ("settings", "help", "account_email", "account_logout")]

    assert troubles(page, [*pages_of(clinic), *others], STAFF) == {}


@ON_A_PHONE
def test_what_was_refused_there_keeps_them_too(page, sign_in, clinic, fay):
    sign_in(page, fay)
    told = {}
    for name, fields in (("clinic", {"telephone": "call us"}), ("invite_colleague", {"email": "gus"})):
        page.goto(reverse(name, args=[clinic.pk]))
        for field, typed in fields.items():
            page.locator(f"[name={field}]").fill(typed)
        page.locator("main form button").last.click()
        expect(page.get_by_role("alert")).to_be_visible()
        told[name] = target_troubles(page, STAFF) + violations(page)
    page.goto(reverse("end_work", args=[clinic.pk, fay.pk]))
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("alert")).to_contain_text("Fay is the last one who runs North Clinic.")
    told["end_work"] = target_troubles(page, STAFF) + violations(page)

    assert told == {"clinic": [], "invite_colleague": [], "end_work": []}


@ON_A_PHONE
def test_the_page_with_a_code_keeps_them_too(page, sign_in, clinic, fay):
    sign_in(page, fay)
    page.goto(reverse("invite_colleague", args=[clinic.pk]))
    page.get_by_label("By hand").check()
    page.get_by_label("Their name").fill("Jon")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your way in")

    assert target_troubles(page, STAFF) + violations(page) == []


@ON_A_DESKTOP
def test_a_colleague_is_invited_with_the_keyboard_alone(page, sign_in, clinic, fay):
    sign_in(page, fay)
    page.goto("/")
    tab_to(page, "main a:has-text('Invite a colleague')")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    tab_to(page, "[name=email]")
    page.keyboard.type("jon@example.org")
    tab_to(page, "main button:has-text('Invite')")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("An invitation is on its way to jon@example.org.")
    assert [letter.to for letter in mail.outbox] == [["jon@example.org"]]


def buttons(page):
    return [box for box in (it.bounding_box() for it in page.locator("main button").all()) if box]


@ON_A_PHONE
def test_who_presses_again_where_they_pressed_changes_nothing_more(page, sign_in, clinic, fay):
    """After each press that gives, ends, sends or withdraws: the list, on which nothing is pressed but links."""
    sign_in(page, fay)
    for path, name in (
        (reverse("see_patients", args=[clinic.pk]), "Yes, I see patients"),
        (reverse("end_work", args=[clinic.pk, Membership.objects.get(role="reader").user_id]), "End access"),
        (reverse("clinic", args=[clinic.pk]), "Save"),
    ):
        page.goto(path)
        page.get_by_role("button", name=name, exact=True).click()
        page.wait_for_url(f"**{reverse('team', args=[clinic.pk])}")
        assert buttons(page) == []


@ON_A_PHONE
@pytest.mark.parametrize(("large", "rule"), [(False, FEW), (True, LARGE)])
def test_numbers_to_call_are_as_large_as_every_target_of_patients(
    page, sign_in, clinic, record, ada, ben, warned, large, rule
):
    Clinic.objects.filter(pk=clinic.pk).update(**NUMBERS)
    User.objects.update(large=large)
    south = Clinic.objects.create(name="South Clinic", telephone="020 7946 0200")
    Membership.objects.create(user=ben, patient=new_patient(south, "B-1"), role="caregiver", access="write")
    told = []
    for user, path in ((ada, "/"), (ada, reverse("dashboard", args=[record.pk])), (ben, reverse("help"))):
        sign_in(page, user)
        page.goto(path)
        expect(page.get_by_role("link", name="Emergency: call 112")).to_be_visible()
        told += [path, *target_troubles(page, rule), *violations(page)]

    assert told == ["/", reverse("dashboard", args=[record.pk]), reverse("help")]


@ON_A_PHONE
def test_the_worklist_of_two_clinics_keeps_the_rules_of_access(page, sign_in, clinic, record, cleo):
    south = Clinic.objects.create(name="South Clinic")
    clinics.join_clinic(south, cleo, by=None)
    new_patient(south, "S-1", name="Zoe")
    sign_in(page, cleo)

    assert troubles(page, [reverse("worklist"), f"{reverse('worklist')}?clinic={south.pk}"], STAFF) == {}
