import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from people.management.commands import add_clinician
from people.models import Clinic, Membership, Patient, User


@pytest.fixture
def typed(monkeypatch):
    """What is typed at the password prompts, one after the other."""

    def type_in(*passwords):
        answers = iter(passwords)
        monkeypatch.setattr(add_clinician, "getpass", lambda prompt: next(answers))

    return type_in


def test_a_new_clinician_sees_every_record_of_the_clinic(record, typed):
    typed("a long enough secret", "a long enough secret")
    call_command("add_clinician", "Eve@example.org", "--clinic", "North Clinic", "--name", "Eve")

    eve = User.objects.get(email="eve@example.org")
    assert eve.check_password("a long enough secret")
    assert EmailAddress.objects.get(user=eve).verified  # the operator says so
    assert list(Patient.objects.visible_to(eve)) == [record]


def test_someone_with_an_account_is_not_asked_for_a_password_and_twice_is_once(cleo):
    for _ in range(2):
        call_command("add_clinician", cleo.email, "--clinic", "East Clinic", "--time-zone", "Europe/Vienna")

    assert Clinic.objects.get(name="East Clinic").time_zone == "Europe/Vienna"
    assert Membership.objects.filter(user=cleo, clinic__name="East Clinic").count() == 1


@pytest.mark.parametrize(
    ("passwords", "sentence"),
    [
        (("a long enough secret", "another secret"), "The two passwords are not the same"),
        (("short", "short"), "This password is too short"),
    ],
)
def test_a_password_that_will_not_do_makes_nothing(db, typed, passwords, sentence):
    typed(*passwords)
    with pytest.raises(CommandError, match=sentence):
        call_command("add_clinician", "eve@example.org", "--clinic", "North Clinic")
    assert (User.objects.count(), Clinic.objects.count()) == (0, 0)


def test_an_address_that_is_none_is_refused(db):
    with pytest.raises(CommandError, match="Enter a valid email address"):
        call_command("add_clinician", "eve", "--clinic", "North Clinic")
