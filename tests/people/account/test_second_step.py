"""Those who work in a clinic show two factors; everybody else never needs to."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from people.models import AuditEvent, Membership
from tests.cast import PASSWORD, person
from tests.people.account.ways import (
    app_code,
    ask_for_code,
    by_password,
    code_in,
    verified,
    with_app,
)

STEP = reverse("second_step")
PAGES = ("worklist", "new_patient", "import_csv", "account", "account_name", "sessions", "leave", "passkeys")


@pytest.fixture
def cleo(cleo):
    return verified(cleo)


def by_code(client, user):
    ask_for_code(client, user.email)
    return client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[-1])})


def recheck_by_code(client, user, at):
    """Ask for a code where the page sends them, and give it."""
    client.post(at, {"recipient": user.email})
    return client.post(f"{reverse('account_confirm_reauthentication_code')}", {"code": code_in(mail.outbox[-1])})


@pytest.mark.parametrize("name", PAGES)
def test_staff_with_one_factor_reach_no_page(client, cleo, record, production, name):
    client.force_login(cleo)
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert response["Location"].startswith(f"{STEP}?next=")


def test_staff_with_one_factor_reach_no_record_by_page_post_or_api(client, cleo, record, production):
    client.force_login(cleo)
    for path in (*(reverse(name, args=[record.pk]) for name in ("dashboard", "summary", "export_csv")), "/patients/"):
        assert client.get(path)["Location"].startswith(STEP)
        assert client.post(path)["Location"].startswith(STEP)
    for path in ("/api/v1/patients/", f"/api/v1/patients/{record.pk}/report/"):
        response = client.get(path)
        assert response.status_code == 403
        assert response.json()["errors"][0]["what"].startswith("Your second step is missing")
    assert not AuditEvent.objects.filter(patient=record).exists()


@pytest.mark.parametrize("name", ["second_step", "help", "language", "settings"])
def test_set_up_help_and_language_stay_open(client, cleo, production, name):
    client.force_login(cleo)

    assert client.get(reverse(name)).status_code == 200


def test_signing_out_stays_open(client, cleo, production):
    client.force_login(cleo)
    client.post(reverse("account_logout"))

    assert "_auth_user_id" not in client.session


def test_a_stolen_password_does_not_open_the_set_up(client, cleo, production):
    by_password(client, cleo)
    for name in ("mfa_add_webauthn", "mfa_activate_totp"):
        assert client.get(reverse(name))["Location"].startswith(reverse("account_request_reauthentication_code"))
        assert client.post(reverse(name), {"code": "000000"}).status_code == 302
    response = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})  # once more is no way either

    assert response["Location"].startswith(STEP)
    assert not Authenticator.objects.exists()


def set_up_app(client, committed):
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    with committed(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})


def test_the_set_up_is_opened_by_a_code_and_opens_the_clinic(
    client, cleo, production, django_capture_on_commit_callbacks
):
    by_password(client, cleo)
    asked = client.get(reverse("mfa_activate_totp"))["Location"]
    assert recheck_by_code(client, cleo, asked).status_code == 302
    set_up_app(client, django_capture_on_commit_callbacks)

    assert {each.type for each in Authenticator.objects.all()} == {"totp", "recovery_codes"}
    assert client.get(reverse("worklist")).status_code == 200


def test_who_came_by_a_code_sets_it_up_at_once(client, cleo, production):
    response = by_code(client, cleo)
    assert client.get(response["Location"])["Location"].startswith(STEP)

    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_where_there_is_a_factor_neither_password_nor_code_goes_on_without_it(client, cleo, production):
    with_app(cleo)
    for way in (by_password, by_code):
        response = way(client, cleo)
        assert response["Location"] == reverse("mfa_authenticate")
        assert client.get(reverse("worklist"))["Location"].startswith(reverse("account_login"))
        assert client.get(reverse("mfa_add_webauthn")).status_code == 302
        client.cookies.clear()


def test_the_app_is_the_second_step_after_a_password(client, cleo, production):
    with_app(cleo)
    by_password(client, cleo)
    client.post(reverse("mfa_authenticate"), {"code": app_code()})

    assert client.get(reverse("worklist")).status_code == 200


@pytest.mark.parametrize(("ago", "opens"), [(1, True), (3, False)])
def test_slow_hands_have_half_a_minute_more_for_the_code_of_their_app(client, cleo, production, ago, opens):
    with_app(cleo)
    by_password(client, cleo)
    client.post(reverse("mfa_authenticate"), {"code": app_code(ago=ago)})

    assert (client.get(reverse("worklist")).status_code == 200) is opens


def test_a_recovery_code_opens_once(client, cleo, production):
    code = with_app(cleo).wrap().get_unused_codes()[0]
    for works in (True, False):
        by_password(client, cleo)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert (client.get(reverse("worklist")).status_code == 200) is works
        client.cookies.clear()


def test_wrong_second_steps_lock_nobody_out_elsewhere(client, cleo, production):
    with_app(cleo)
    by_password(client, cleo)
    for _try in range(6):
        told = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "too often" in told

    client.cookies.clear()
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    by_password(client, cleo)
    client.post(reverse("mfa_authenticate"), {"code": app_code()})
    assert client.get(reverse("worklist")).status_code == 200


def test_who_becomes_staff_in_an_open_session_is_led_to_the_set_up_on_the_next_request(client, dan, clinic, production):
    client.force_login(dan)
    assert client.get(reverse("account")).status_code == 200
    Membership.objects.create(user=dan, clinic=clinic, role="admin", access="write")

    assert client.get(reverse("account"))["Location"].startswith(STEP)


def test_a_session_without_its_second_step_shows_it_where_there_is_one(client, cleo, production):
    with_app(cleo)
    client.force_login(cleo)
    assert client.get(reverse("mfa_activate_totp"))["Location"] == STEP
    assert client.get(STEP).context["has_app"]
    client.post(f"{reverse('mfa_reauthenticate')}?next=/patients/", {"code": app_code(), "next": "/patients/"})

    assert client.get(reverse("worklist")).status_code == 200


def test_one_persons_second_step_is_not_anothers_in_the_same_browser(client, cleo, clinic, production):
    fay = verified(person("Fay"))
    Membership.objects.create(user=fay, clinic=clinic, role="clinician", access="write")
    with_app(fay)
    by_password(client, fay)
    client.post(reverse("mfa_authenticate"), {"code": app_code()})
    client.force_login(cleo)

    assert client.get(reverse("worklist"))["Location"].startswith(STEP)


def test_patients_and_caregivers_never_need_a_second_step(client, ada, ben, production):
    for user in (ada, ben):
        verified(user)
        with_app(user)
        by_password(client, user)
        assert client.get(reverse("account")).status_code == 200
        client.cookies.clear()


def test_a_patients_request_asks_no_more_than_session_and_person(client, ada, production, django_assert_num_queries):
    client.force_login(ada)
    client.get(reverse("language"))
    with django_assert_num_queries(2):
        client.get(reverse("language"))


def test_the_last_second_step_of_staff_stays(client, cleo, production):
    with_app(cleo)
    by_password(client, cleo)
    client.post(reverse("mfa_authenticate"), {"code": app_code()})
    response = client.post(reverse("mfa_deactivate_totp"))

    assert "one second step has to stay" in response.content.decode()
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_a_patient_has_no_use_for_an_authenticator_app(client, ada):
    client.force_login(ada)

    assert client.get(reverse("mfa_activate_totp"))["Location"] == reverse("passkeys")


def test_setting_up_is_in_the_audit_and_a_letter_tells_the_owner(
    client, cleo, production, django_capture_on_commit_callbacks
):
    by_code(client, cleo)
    set_up_app(client, django_capture_on_commit_callbacks)

    events = AuditEvent.objects.filter(verb="factor added").order_by("pk")
    assert {(event.user, event.detail) for event in events} == {(cleo, "totp"), (cleo, "recovery_codes")}
    assert mail.outbox[-1].subject == "An authenticator app was added"
    assert mail.outbox[-1].to == [cleo.email]


def test_demo_and_laptop_ask_staff_for_nothing_more(client, cleo):
    client.force_login(cleo)

    assert client.get(reverse("worklist")).status_code == 200
