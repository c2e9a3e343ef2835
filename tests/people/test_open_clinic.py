"""The first command on an empty server."""

import io
import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from people import clinics, invitations
from people.models import AuditEvent, Clinic, Invitation, Membership, OutgoingMail, User
from tests.cast import person


def opened(*arguments, name="North Clinic", admin="cleo@example.org"):
    said = io.StringIO()
    call_command("open_clinic", name, "--admin", admin, *arguments, stdout=said)
    return said.getvalue()


def secret_in(text):
    (secret,) = re.findall(r"http://localhost:8000/join/([\w-]+)/", text)
    return secret


def test_the_printed_link_and_the_letter_are_one_and_make_an_admin_of_a_new_account(db):
    said = opened("--time-zone", "Europe/Berlin", "--language", "de")
    clinic = Clinic.objects.get()
    (letter,) = mail.outbox

    assert said.startswith("North Clinic is open. Its time zone is Europe/Berlin.\ncleo@example.org was invited")
    assert (clinic.time_zone, clinic.language, letter.to) == ("Europe/Berlin", "de", ["cleo@example.org"])
    assert letter.subject == "North Clinic lädt Sie zu alsweak ein"
    assert secret_in(said) == secret_in(letter.body)

    invitation = invitations.find(secret_in(said), now=timezone.now())
    cleo = invitations.accept(invitation, user=None, now=timezone.now(), name="Cleo")
    assert list(clinics.clinics_run_by(cleo)) == [clinic]
    assert list(clinics.clinics_seen_by(cleo)) == []  # who runs it opens no record
    assert EmailAddress.objects.get(user=cleo).verified


def test_the_letter_waits_for_a_job(db, settings):
    settings.EMAIL_BACKEND = "people.outbox.Outbox"
    opened()

    assert [waiting.to for waiting in OutgoingMail.objects.all()] == [["cleo@example.org"]]
    assert mail.outbox == []


def test_a_second_run_says_so_and_its_link_replaces_the_first(db):
    first, second = secret_in(opened()), opened()

    assert second.startswith("North Clinic is there already. Its time zone is UTC.")
    assert Clinic.objects.count() == 1
    with pytest.raises(invitations.InvitationGone):
        invitations.find(first, now=timezone.now())
    assert invitations.find(secret_in(second), now=timezone.now()).role == Membership.Role.ADMIN


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("--time-zone", "Europe/Vienna"), "Its time zone is UTC, not Europe/Vienna: nothing was done"),
        (("--language", "es"), "Its language is en, not es: nothing was done"),
    ],
)
def test_a_clinic_that_is_there_keeps_what_it_says_of_itself(db, asked, sentence):
    opened()
    with pytest.raises(CommandError, match=sentence):
        opened(*asked)

    assert (Clinic.objects.get().time_zone, Clinic.objects.get().language) == ("UTC", "")
    assert Invitation.objects.count() == 1


def test_what_it_is_already_is_no_other(db):
    opened("--time-zone", "Europe/Berlin")
    assert "is there already" in opened("--time-zone", "Europe/Berlin", "--language", "en")


def test_who_runs_it_already_is_not_invited(clinic, cleo):
    clinics.join_clinic(clinic, cleo, by=None, role=Membership.Role.ADMIN)

    assert "Cleo runs it already: nobody was invited." in opened(admin="CLEO@example.org")
    assert (Invitation.objects.count(), mail.outbox) == (0, [])


def test_a_clinician_of_the_clinic_can_be_asked_to_run_it_too(clinic, cleo):
    made = invitations.find(secret_in(opened()), now=timezone.now())
    invitations.accept(made, user=cleo, now=timezone.now())

    roles = Membership.objects.current().filter(user=cleo, clinic=clinic).values_list("role", flat=True)
    assert set(roles) == {"clinician", "admin"}


@pytest.mark.parametrize(
    ("name", "admin", "asked", "sentence"),
    [
        ("", "cleo@example.org", (), "This field cannot be blank"),
        ("N" * 201, "cleo@example.org", (), "at most 200 characters"),
        ("Own records", "cleo@example.org", (), "This name is kept for those who keep a record by themselves"),
        ("North Clinic", "cleo", (), "Enter a valid email address"),
        ("North Clinic", "cleo@example.org", ("--time-zone", "Berlin"), "“Berlin” is not a time zone"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(db, name, admin, asked, sentence):
    with pytest.raises(CommandError, match=sentence):
        opened(*asked, name=name, admin=admin)

    assert [it.objects.count() for it in (Clinic, Invitation, User, AuditEvent)] == [0, 0, 0, 0]
    assert mail.outbox == []


def test_a_name_with_blanks_around_it_is_the_same_clinic(db):
    opened()
    assert opened(name=" North Clinic ").startswith("North Clinic is there already")


def test_a_letter_is_in_the_language_of_its_reader(clinic):
    from people.letters import send_invitation

    fay = person("Fay")
    User.objects.filter(pk=fay.pk).update(language="es")
    made = invitations.invite("colleague", by=None, role="clinician", clinic=clinic, email="fay@example.org")
    send_invitation(made)

    assert mail.outbox[0].subject == "North Clinic le invita a alsweak"


def test_an_invitation_on_paper_sends_nothing(clinic):
    from people.letters import send_invitation

    send_invitation(invitations.invite("colleague", by=None, role="clinician", clinic=clinic, name="Fay"))
    assert mail.outbox == []
