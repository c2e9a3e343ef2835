"""Invitations as rows: how each ends, that one has one result, and what it opens to whom."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from people import codes, consent, invitations
from people.invitations import Answer, InvitationGone, Kind
from people.models import Clinic, Invitation, Membership
from people.records import start_own_record
from tests.cast import person
from tests.people.invited import ask, gone

DAY = dt.timedelta(days=1)


@pytest.fixture
def own(db):
    """Gus keeps a record by himself."""
    gus = person("Gus")
    return start_own_record(gus, name="Gus", time_zone="Europe/Berlin"), gus


def test_what_is_kept_is_a_digest_and_no_secret(record, ada):
    made = ask(Kind.HELP, ada, patient=record, email="fay@example.org")

    kept = [str(value) for row in Invitation.objects.values() for value in row.values()]
    assert made.secret not in " ".join(kept)
    assert Invitation.objects.get().secret_hash == codes.digest(made.secret)


def test_nothing_is_shared_before_the_answer(record, ada):
    fay = person("Fay")
    made = ask(Kind.HELP, ada, patient=record, email=fay.email, access="read")
    assert not fay.memberships.exists()

    before = timezone.now()
    invitations.accept(made.invitation, user=fay, now=before)
    grant = fay.memberships.get()
    assert grant.starts_at >= before
    assert (grant.role, grant.access, grant.granted_by) == ("caregiver", "read", ada)


def test_each_way_of_being_gone_has_its_sentence(record, ada, ben):
    now = timezone.now()

    def made():
        return ask(Kind.HELP, ada, patient=record)

    used, declined, wrong, withdrawn, replaced, old = (made() for _n in range(6))
    invitations.accept(used.invitation, user=ben, now=now)
    invitations.decline(declined.invitation, user=None, now=now)
    invitations.decline(wrong.invitation, user=None, now=now, not_me=True)
    invitations.withdraw(withdrawn.invitation, by=ada, now=now)
    invitations.renew(replaced.invitation, by=ada, now=now)

    assert gone(used) == "This invitation was accepted already. Sign in to go on."
    assert gone(declined) == gone(wrong) == "This invitation was declined. Ask whoever invited you for a new one."
    assert gone(withdrawn) == "This invitation was withdrawn. Ask whoever invited you for a new one."
    assert gone(replaced) == "This link or code is not known here. It may have been replaced by a newer one."
    assert gone(old, now + 14 * DAY + DAY) == "This invitation is too old. Ask whoever invited you for a new one."


@pytest.mark.parametrize("answer", [Answer.ACCEPTED, Answer.DECLINED, Answer.NOT_ME, Answer.WITHDRAWN])
def test_what_was_answered_is_answered_for_good(record, ada, ben, answer):
    made = ask(Kind.HELP, ada, patient=record)
    Invitation.objects.update(answer=answer, answered_at=timezone.now())

    for answering in (
        lambda: invitations.accept(made.invitation, user=ben, now=timezone.now()),
        lambda: invitations.decline(made.invitation, user=ben, now=timezone.now()),
    ):
        with pytest.raises(InvitationGone):
            answering()
    invitations.withdraw(made.invitation, by=ada, now=timezone.now())
    with pytest.raises(ValidationError, match="answered already"):
        invitations.renew(made.invitation, by=ada, now=timezone.now())
    assert Invitation.objects.get().answer == answer


def test_two_that_cross_come_to_one_grant(record, ada, cleo):
    fay = person("Fay")
    first = ask(Kind.HELP, ada, patient=record, access="read")
    second = ask(Kind.HELP, cleo, patient=record, email=fay.email, access="write", basis="word")
    for made in (first, second):
        invitations.accept(made.invitation, user=fay, now=timezone.now())

    assert [(grant.access, grant.basis) for grant in fay.memberships.current()] == [("write", "word")]


def test_the_same_address_is_asked_once(record, ada):
    first = ask(Kind.HELP, ada, patient=record, email="fay@example.org")
    ask(Kind.HELP, ada, patient=record, email="FAY@example.org ")

    assert gone(first).startswith("This invitation was withdrawn")
    assert invitations.waiting(timezone.now()).count() == 1


def test_a_person_opens_their_record_to_the_clinic_of_whoever_they_ask(own, clinic, cleo):
    record, gus = own
    made = ask(Kind.TO_CLINIC, gus, patient=record, email=cleo.email, shares=["mood"])
    with pytest.raises(ValidationError, match="Sign in first"):
        invitations.accept(made.invitation, user=None, now=timezone.now())
    with pytest.raises(ValidationError, match="Only a clinician"):
        invitations.accept(made.invitation, user=cleo, now=timezone.now())

    invitations.accept(made.invitation, user=cleo, now=timezone.now(), clinic=clinic)

    record.refresh_from_db()
    agreed = Membership.objects.get(patient=record, user=None)
    assert (record.clinic, agreed.clinic, agreed.granted_by, agreed.shares) == (clinic, clinic, gus, ["mood"])


def test_a_clinic_asks_and_the_person_says_which_record_and_which_parts(own, clinic, cleo, ben):
    record, gus = own
    made = ask(Kind.FROM_CLINIC, cleo, clinic=clinic, email=gus.email)
    with pytest.raises(ValidationError, match="a record of your own"):
        invitations.accept(made.invitation, user=ben, now=timezone.now(), record=record)

    invitations.accept(made.invitation, user=gus, now=timezone.now(), record=record, shares=["wishes"])

    record.refresh_from_db()
    assert record.clinic == clinic
    assert Membership.objects.get(patient=record, user=None).shares == ["wishes"]


def test_asked_from_both_sides_the_record_is_opened_once(own, clinic, cleo):
    record, gus = own
    from_clinic = ask(Kind.FROM_CLINIC, cleo, clinic=clinic)
    to_clinic = ask(Kind.TO_CLINIC, gus, patient=record)
    invitations.accept(from_clinic.invitation, user=gus, now=timezone.now(), record=record)
    invitations.accept(to_clinic.invitation, user=cleo, now=timezone.now(), clinic=clinic)

    assert Membership.objects.current().filter(patient=record, user=None).count() == 1


def test_another_clinic_does_not_take_a_record_that_is_kept(own, clinic, cleo):
    record, gus = own
    made = ask(Kind.TO_CLINIC, gus, patient=record)
    consent.open_to_clinic(record, Clinic.objects.create(name="South Clinic"), by=gus, basis="self")

    with pytest.raises(ValidationError, match="A clinic keeps this record already: South Clinic"):
        invitations.accept(made.invitation, user=cleo, now=timezone.now(), clinic=clinic)
    record.refresh_from_db()
    with pytest.raises(ValidationError, match="A clinic keeps this record already"):
        ask(Kind.TO_CLINIC, gus, patient=record)
