"""Who may ask others in, and what nobody can be asked to."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from people import clinics
from people.invitations import Kind
from people.models import Clinic, Invitation, Membership
from tests.cast import new_patient, person
from tests.people.invited import ask, gone


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("ben", Kind.HELP),
        ("dan", Kind.HELP),
        ("ben", Kind.YOURS),
        ("ada", Kind.AGAIN),
        ("ben", Kind.AGAIN),
        ("cleo", Kind.TO_CLINIC),
    ],
)
def test_who_does_not_say_who_sees_a_record_invites_nobody(request, record, ada, cleo, who, kind):
    by = request.getfixturevalue(who)

    with pytest.raises(ValidationError, match="You can't invite anybody to this"):
        ask(kind, by, patient=record)
    assert Invitation.objects.count() == 0


def test_who_works_in_a_clinic_but_does_not_run_it_invites_no_colleague(clinic, cleo):
    with pytest.raises(ValidationError, match="You can't invite"):
        ask(Kind.COLLEAGUE, cleo, clinic=clinic)


def test_whoever_lost_their_right_since_invites_nobody(record, ada, cleo):
    made = ask(Kind.HELP, cleo, patient=record)
    Membership.objects.filter(user=cleo).update(ends_at=timezone.now())

    assert gone(made) == "Whoever invited you can't do so any more. Ask the clinic, or the person themselves."


def test_a_grant_cannot_end_before_it_begins(record, ada):
    with pytest.raises(ValidationError, match="This day is over"):
        ask(Kind.HELP, ada, patient=record, until=dt.date(2020, 1, 1))


def test_nobody_comes_by_a_sheet_into_an_account_that_opens_the_records_of_others(record, ada, cleo):
    clinics.join_clinic(Clinic.objects.create(name="South Clinic"), ada, by=None)

    with pytest.raises(ValidationError, match="nobody here who can be let in again"):
        ask(Kind.AGAIN, cleo, patient=record)


def test_a_clinician_of_one_record_alone_lets_nobody_into_an_account(record, ada):
    eve = person("Eve")
    Membership.objects.create(user=eve, patient=record, role="clinician", access="write")

    with pytest.raises(ValidationError, match="You can't invite"):
        ask(Kind.AGAIN, eve, patient=record)


def test_a_record_that_is_nobodys_lets_nobody_in_again(clinic, cleo):
    with pytest.raises(ValidationError, match="nobody here who can be let in again"):
        ask(Kind.AGAIN, cleo, patient=new_patient(clinic, "A-2"))
