"""What the page says before anything is answered, and of whom it wants to know more first."""

import datetime as dt

import pytest
from django.urls import reverse

from people.invitations import Kind
from people.models import Clinic, Invitation, Membership, User
from people.records import start_own_record
from tests.cast import PASSWORD, person
from tests.people.account.ways import verified
from tests.people.join.ways import JOIN, answer, ask, opened


def test_the_page_says_who_to_what_what_they_will_see_what_others_see_and_until_when(client, record, ada):
    made = ask(
        Kind.HELP,
        ada,
        patient=record,
        email="fay@example.org",
        access="read",
        shares=["mood"],
        until=dt.date(2090, 5, 1),
    )
    page = opened(client, made).get(JOIN)

    assert page.context["asked"].inviter == "Ada"
    assert [sentence for _title, sentence in page.context["asked"].facts] == [
        "The record of Ada, in which weakness is written down day by day.",
        "You can look at it, but not write in it. These are shown to you too: Mood and behaviour.",
        "Your name, what you write in it, and on which days you looked.",
        "Until 1 May 2090, or until someone ends it before.",
    ]
    assert not Membership.objects.filter(patient=record, role="caregiver").exists()


@pytest.mark.parametrize("role", ["clinician", "therapist", "reader", "admin"])
def test_a_colleague_reads_what_the_role_opens(client, clinic, role):
    Membership.objects.create(user=(amy := person("Amy")), clinic=clinic, role="admin")
    made = ask(Kind.COLLEAGUE, amy, role, clinic=clinic, email="eve@example.org")
    asked = opened(client, made).get(JOIN).context["asked"]
    assert (asked.inviter, asked.facts[0][1]) == ("Amy, North Clinic", "To work in North Clinic.")

    assert answer(client, name="Eve")["Location"] == reverse("joined")
    assert client.get(reverse("joined")).context["next"] == "/"
    assert [(grant.clinic, grant.role) for grant in User.objects.get(name="Eve").memberships.all()] == [(clinic, role)]


def test_who_has_an_account_signs_in_first_and_comes_back(client, record, ada, ben):
    made = ask(Kind.HELP, ada, patient=record, email="BEN@example.org", access="read")
    page = opened(client, made).get(f"{JOIN}?page=yes")
    assert page.context["asked"].needs_sign_in
    assert f"{reverse('account_login')}?next=/join/" in page.content.decode()
    assert answer(client).status_code == 422

    response = client.post(reverse("account_login"), {"login": verified(ben).email, "password": PASSWORD, "next": JOIN})
    assert response["Location"] == JOIN
    answer(client)
    assert [grant.access for grant in ben.memberships.current()] == ["read"]


def test_who_is_signed_in_under_another_address_is_asked_and_never_joined_silently(client, letter, dan):
    client.force_login(dan)
    page = opened(client, letter).get(JOIN)

    assert "You are signed in as Dan. This was sent to fay@example.org." in page.content.decode()
    assert Invitation.objects.get().answer == ""
    answer(client)
    assert [grant.role for grant in dan.memberships.order_by("pk")] == ["patient", "caregiver"]


def test_they_can_sign_out_and_go_on_as_the_one_it_was_sent_to(client, letter, dan):
    client.force_login(dan)
    response = answer(opened(client, letter), "switch")
    assert (response["Location"], response["Clear-Site-Data"]) == (JOIN, '"cache"')

    assert client.get(JOIN).context["asked"].user is None
    answer(client, name="Fay")
    assert User.objects.get(email="fay@example.org").memberships.count() == 1
    assert dan.memberships.count() == 1


def test_a_sheet_asks_who_is_signed_in_whether_it_is_for_them(client, sheet, dan):
    client.force_login(dan)
    page = opened(client, sheet).get(JOIN).content.decode()

    assert "You are signed in as Dan. Is this for you?" in page


def test_a_new_way_in_is_not_used_from_the_account_of_another(client, record, ada, cleo, dan):
    made = ask(Kind.AGAIN, cleo, "patient", patient=record)
    client.force_login(dan)
    page = opened(client, made).get(f"{JOIN}?page=yes")
    assert page.context["asked"].leads_nowhere.startswith("This is for the person whose record it is.")
    assert answer(client).status_code == 422

    answer(client, "switch")
    answer(client)
    assert client.session["_auth_user_id"] == str(ada.pk)


def test_a_clinician_chooses_into_which_of_their_clinics_a_record_comes(client, clinic, cleo):
    gus = person("Gus")
    record = start_own_record(gus, name="Gus", time_zone="UTC")
    second = Clinic.objects.create(name="South Clinic")
    Membership.objects.create(user=cleo, clinic=second, role="clinician")
    made = ask(Kind.TO_CLINIC, gus, "clinician", patient=record, email=cleo.email)
    client.force_login(cleo)
    opened(client, made)
    assert [str(one) for one in client.get(f"{JOIN}?page=yes").context["asked"].clinics] == [
        "North Clinic",
        "South Clinic",
    ]
    assert answer(client).status_code == 422

    answer(client, clinic=second.pk)
    record.refresh_from_db()
    assert record.clinic == second


def test_who_keeps_no_record_is_told_before_they_open_it_to_a_clinic(client, clinic, cleo, ben):
    made = ask(Kind.FROM_CLINIC, cleo, "patient", clinic=clinic, email=ben.email)
    client.force_login(ben)
    page = opened(client, made).get(f"{JOIN}?page=yes")

    assert page.context["asked"].leads_nowhere.startswith("You have no record of your own here")
    assert answer(client).status_code == 422
