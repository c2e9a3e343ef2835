"""Coming in with a real browser: passkeys of a virtual device, the pages of it, and of one's own account."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from people.models import Patient, User
from tests.browser.pages import ON_A_PHONE, troubles, violations
from tests.browser.passkeys import with_device
from tests.browser.targets import FEW, LARGE, STAFF, target_troubles
from tests.cast import PASSWORD
from tests.people.account.ways import app_code, by_password, link_in, verified, with_app

LOGIN = reverse("account_login")
OWN = (
    "account",
    "account_name",
    "account_email",
    "account_change_password",
    "passkeys",
    "mfa_add_webauthn",
    "sessions",
    "programs",
    "new_program",
    "leave",
    "erase_account",
    "account_logout",
    "settings",
    "language",
)


@pytest.fixture
def production(settings):
    settings.STAFF_NEED_TWO_FACTORS = True


def main(page, name):
    return (
        page.locator("main").get_by_role("button", name=name).or_(page.locator("main").get_by_role("link", name=name))
    )


def by_code(page, user):
    page.goto(LOGIN)
    page.get_by_label("Your e-mail address").fill(user.email)
    main(page, "Next").click()
    main(page, "Send me a code by e-mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The code of the e-mail")
    page.goto(link_in(mail.outbox[-1]))
    main(page, "Sign in").click()


@ON_A_PHONE
def test_a_clinician_sets_a_passkey_and_comes_back_with_it(page, cleo, record, production):
    with_device(page)
    by_code(page, verified(cleo))
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    main(page, "A passkey: face, finger or PIN of this device").click()
    main(page, "Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    main(page, "I have kept them").click()
    page.goto(reverse("worklist"))
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Second step")

    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{LOGIN}?next={reverse('worklist')}")
    main(page, "With a passkey, nothing to type").click()
    expect(page).to_have_url(re.compile(r"/patients/$"))
    assert {each.type for each in Authenticator.objects.filter(user=cleo)} == {"webauthn", "recovery_codes"}


@ON_A_PHONE
def test_the_passkey_is_the_second_step_after_a_password(page, cleo, record, production):
    with_device(page)
    by_code(page, verified(cleo))
    main(page, "A passkey: face, finger or PIN of this device").click()
    main(page, "Make the passkey").click()
    main(page, "I have kept them").click()
    page.get_by_role("button", name="Sign out").click()

    page.goto(LOGIN)
    page.get_by_label("Your e-mail address").fill(cleo.email)
    main(page, "Next").click()
    page.get_by_label("Password").fill(PASSWORD)
    main(page, "Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    main(page, "Use my passkey").click()
    page.wait_for_url(re.compile(r"/patients/|:\d+/$"))
    page.goto(reverse("worklist"))
    expect(page).to_have_url(re.compile(r"/patients/$"))


@ON_A_PHONE
def test_a_patient_adds_a_passkey_comes_in_with_it_for_90_days_and_removes_it(page, ada, record):
    with_device(page)
    by_code(page, verified(ada))
    page.goto(reverse("passkeys"))
    main(page, "Add a passkey").click()
    page.get_by_label("What you call it").fill("My tablet")
    main(page, "Make the passkey").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("My tablet")
    assert [each.type for each in Authenticator.objects.filter(user=ada)] == ["webauthn"]

    page.goto(reverse("account_logout"))
    main(page, "Sign out").click()
    page.goto(LOGIN)
    page.get_by_role("radio", name="Yes (Remember me on this device").check()
    main(page, "With a passkey, nothing to type").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Ada")
    (cookie,) = (each for each in page.context.cookies() if each["name"] == "sessionid")
    assert round((cookie["expires"] - timezone.now().timestamp()) / 86400) == 90

    page.goto(reverse("passkeys"))
    main(page, "Remove My tablet").click()
    main(page, "Remove it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My account")
    assert not Authenticator.objects.exists()


@ON_A_PHONE
def test_a_device_without_the_passkey_says_so_and_names_other_ways(page, ada, record):
    with_device(page)
    page.goto(LOGIN)
    main(page, "With a passkey, nothing to type").click()

    expect(page.get_by_text("That did not work. Try once more, or take another way.")).to_be_visible()


@ON_A_PHONE
def test_coming_in_by_a_code_works_without_javascript(page, browser, live_server, record, ada):
    verified(ada)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    plain.goto(LOGIN)
    plain.get_by_label("Your e-mail address").fill(ada.email)
    main(plain, "Next").click()
    main(plain, "Send me a code by e-mail").click()
    plain.goto(link_in(mail.outbox[-1]))
    main(plain, "Sign in").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Hello Ada")
    plain.goto(LOGIN)
    context.clear_cookies()
    plain.goto(LOGIN)
    main(plain, "With a passkey, nothing to type").click()
    expect(plain.get_by_text("There was no passkey that fits.")).to_be_visible()
    context.close()


@ON_A_PHONE
def test_the_pages_of_coming_in_keep_the_rules_of_access(page, ada, record, production):
    verified(ada)
    paths = [
        *map(reverse, ("account_reset_password_done", "account_email_verification_sent", "account_inactive", "left")),
        reverse("account_reset_password_from_key_done"),
        f"{reverse('account_confirm_login_code')}?code=ABC-DEF",
        reverse("account_confirm_email", args=["never-sent"]),
    ]
    assert troubles(page, paths, FEW) == {}

    page.goto(LOGIN)
    page.get_by_label("Your e-mail address").fill(ada.email)
    main(page, "Next").click()
    assert troubles(page, [reverse("account_login_way")], FEW) == {}
    main(page, "Send me a code by e-mail").click()
    assert troubles(page, [reverse("account_confirm_login_code")], FEW) == {}


@ON_A_PHONE
def test_a_wrong_password_is_told_where_one_looks(page, ada):
    page.goto(LOGIN)
    page.get_by_label("Your e-mail address").fill(ada.email)
    main(page, "Next").click()
    page.get_by_label("Password").fill("wrong")
    main(page, "Sign in").click()

    expect(page.get_by_role("alert").first).to_have_text("This address and this password do not go together.")
    assert target_troubles(page, FEW) + violations(page) == []


@ON_A_PHONE
def test_ones_own_pages_keep_the_rules_of_access(page, sign_in, ada, ben, record):
    sign_in(page, verified(ada))
    assert troubles(page, [reverse(name) for name in OWN], FEW) == {}

    recheck = ("account_reauthenticate", "account_request_reauthentication_code")
    assert troubles(page, [reverse(name) for name in recheck], FEW) == {}
    page.goto(reverse(recheck[1]))
    main(page, f"Send me a code by e-mail ({ada.email})").click()
    assert troubles(page, [reverse("account_confirm_reauthentication_code")], FEW) == {}


@ON_A_PHONE
def test_large_makes_every_target_of_ones_own_pages_large(page, sign_in, ada, record):
    User.objects.filter(pk=verified(ada).pk).update(large=True)
    sign_in(page, ada)
    small = {}
    for name in OWN:
        page.goto(reverse(name))
        if told := target_troubles(page, LARGE):
            small[name] = told

    assert small == {}


@ON_A_PHONE
def test_the_staffs_own_pages_keep_the_rules_of_access(page, sign_in, cleo, record, settings):
    with_app(verified(cleo))
    sign_in(page, cleo)
    names = (
        *OWN,
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
        "mfa_reauthenticate",
    )
    assert troubles(page, [*(reverse(name) for name in names), reverse("second_step")], STAFF) == {}
    Authenticator.objects.all().delete()
    assert troubles(page, [reverse("mfa_activate_totp"), reverse("second_step")], STAFF) == {}


@ON_A_PHONE
def test_pages_that_few_see_keep_the_rules_of_access(page, sign_in, ada, record, settings):
    """Where more than one device is signed in, a new address waits, or no password was ever chosen."""
    verified(ada)
    for _each in range(3):
        by_password(Client(), ada)
    EmailAddress.objects.create(user=ada, email="new@example.org", verified=False)
    sign_in(page, ada)
    assert troubles(page, [reverse("sessions"), reverse("account_email")], FEW) == {}

    with_device(page)
    page.goto(reverse("mfa_add_webauthn"))
    main(page, "Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Passkeys")
    key = Authenticator.objects.get(type="webauthn")
    paths = [reverse("passkeys"), reverse("mfa_reauthenticate_webauthn")]
    paths += [reverse(name, args=[key.pk]) for name in ("mfa_edit_webauthn", "mfa_remove_webauthn")]
    assert troubles(page, paths, FEW) == {}

    ada.set_unusable_password()
    ada.save()
    sign_in(page, ada)
    assert troubles(page, [reverse("account_set_password")], FEW) == {}


@ON_A_PHONE
def test_what_is_said_to_strangers_keeps_the_rules_of_access(page, ada, settings):
    settings.ALSWEAK_OPEN_SIGNUP = False
    assert troubles(page, [reverse("account_signup")], FEW) == {}

    for _try in range(7):
        page.goto(reverse("account_reset_password"))
        page.get_by_label("Your e-mail address").fill(ada.email)
        main(page, "Send me the link").click()
        page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_have_text("That was too often from here")
    assert target_troubles(page, FEW) + violations(page) == []


@ON_A_PHONE
def test_the_second_step_and_what_was_kept_keep_the_rules_of_access(page, cleo, record, settings):
    with_app(verified(cleo))
    page.goto(f"{LOGIN}?next={reverse('new_patient')}")
    page.get_by_label("Your e-mail address").fill(cleo.email)
    main(page, "Next").click()
    page.get_by_label("Password").fill(PASSWORD)
    main(page, "Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    assert target_troubles(page, FEW) + violations(page) == []
    page.get_by_label("Code").fill(app_code())
    main(page, "Sign in").click()
    expect(page).to_have_url(re.compile(reverse("new_patient")))

    settings.STAFF_IDLE_SECONDS = 0.001
    page.get_by_label("The clinic's reference").fill("N-7")
    page.locator("main [type=radio]").first.check()
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("What you had filled in is kept.")).to_be_visible()
    settings.STAFF_IDLE_SECONDS = 900
    Authenticator.objects.all().delete()
    page.get_by_label("Your e-mail address").fill(cleo.email)
    main(page, "Next").click()
    page.get_by_label("Password").fill(PASSWORD)
    main(page, "Sign in").click()
    expect(page.get_by_text("What you had filled in stands here again")).to_be_visible()
    expect(page.get_by_label("The clinic's reference")).to_have_value("N-7")
    assert target_troubles(page, STAFF) + violations(page) == []
    page.locator("main form button[type=submit]").last.click()
    expect(page).not_to_have_url(re.compile(reverse("new_patient")))
    assert page.locator(".error-summary").all_inner_texts() == []
    assert Patient.objects.filter(reference="N-7").exists()
