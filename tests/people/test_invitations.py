"""Invitations as rows: who may make them, how each ends, and that one has one result."""

import datetime as dt
import threading

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from people import clinics, codes, consent, invitations
from people.invitations import Answer, InvitationGone, Kind
from people.models import AuditEvent, Clinic, Invitation, Membership, User
from people.records import start_own_record
from people.slips import slip_of
from tests.cast import new_patient, person

DAY = dt.timedelta(days=1)


def ask(kind, by, **more):
    roles = {Kind.YOURS: "patient", Kind.AGAIN: "patient", Kind.FROM_CLINIC: "patient", Kind.HELP: "caregiver"}
    return invitations.invite(kind, by=by, role=more.pop("role", roles.get(kind, "clinician")), **more)


@pytest.fixture
def alone(record):
    """Ada's record, which is nobody's yet."""
    return record


@pytest.fixture
def own(db):
    """Gus keeps a record by himself."""
    gus = person("Gus")
    return start_own_record(gus, name="Gus", time_zone="Europe/Berlin"), gus


@given(st.text(codes.CODE_LETTERS, min_size=12, max_size=12), st.sampled_from([" ", "-", "", " - "]), st.booleans())
def test_a_code_is_read_however_it_was_copied(code, between, small):
    groups = between.join([code[:4], code[4:8], code[8:]])

    assert codes.as_typed(groups.lower() if small else groups) == code
    assert codes.as_typed(codes.in_groups(code)) == code


def test_codes_are_of_letters_that_no_eye_confuses_and_never_the_same():
    made = {codes.new_secret(by_hand=True) for _n in range(500)}

    assert len(made) == 500
    assert {len(code) for code in made} == {12}
    assert set("".join(made)) & set("01OIL") == set()


def test_what_is_kept_is_a_digest_and_no_secret(record, ada):
    made = ask(Kind.HELP, ada, patient=record, email="fay@example.org")

    kept = [str(value) for row in Invitation.objects.values() for value in row.values()]
    assert made.secret not in " ".join(kept)
    assert Invitation.objects.get().secret_hash == codes.digest(made.secret)


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


def test_accepting_makes_an_account_without_a_password_whose_address_is_verified(alone, cleo):
    made = ask(Kind.YOURS, cleo, patient=alone, email="Ada@Example.org", name="Ada")

    user = invitations.accept(made.invitation, user=None, now=timezone.now(), name="Ada L.")

    assert (user.name, user.email, user.has_usable_password()) == ("Ada L.", "ada@example.org", False)
    assert EmailAddress.objects.get(user=user).verified
    grant = Membership.objects.get(user=user)
    assert (grant.role, grant.purpose, grant.basis, grant.text_version) == (
        "patient",
        "own",
        "self",
        consent.TEXT_VERSION,
    )


def test_a_sheet_makes_an_account_without_an_address(alone, cleo):
    made = ask(Kind.YOURS, cleo, patient=alone, name="Ada")
    user = invitations.accept(made.invitation, user=None, now=timezone.now())

    assert (user.name, user.email) == ("Ada", None)


def test_nothing_is_shared_before_the_answer(record, ada):
    fay = person("Fay")
    made = ask(Kind.HELP, ada, patient=record, email=fay.email, access="read")
    assert not fay.memberships.exists()

    before = timezone.now()
    invitations.accept(made.invitation, user=fay, now=before)
    grant = fay.memberships.get()
    assert grant.starts_at >= before
    assert (grant.role, grant.access, grant.granted_by) == ("caregiver", "read", ada)


def gone(made, now=None):
    with pytest.raises(InvitationGone) as refused:
        invitations.find(made.secret, now=now or timezone.now())
    return str(refused.value)


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


def test_whoever_lost_their_right_since_invites_nobody(record, ada, cleo):
    made = ask(Kind.HELP, cleo, patient=record)
    Membership.objects.filter(user=cleo).update(ends_at=timezone.now())

    assert gone(made) == "Whoever invited you can't do so any more. Ask the clinic, or the person themselves."


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


def test_two_sheets_for_one_person_come_to_one_account(alone, cleo):
    first = ask(Kind.YOURS, cleo, patient=alone)
    second = ask(Kind.YOURS, cleo, patient=alone, email="ada@example.org")

    assert gone(first).startswith("This invitation was withdrawn")
    invitations.accept(second.invitation, user=None, now=timezone.now())
    with pytest.raises(ValidationError, match="already belongs to someone"):
        ask(Kind.YOURS, cleo, patient=alone)


def test_the_same_address_is_asked_once(record, ada):
    first = ask(Kind.HELP, ada, patient=record, email="fay@example.org")
    ask(Kind.HELP, ada, patient=record, email="FAY@example.org ")

    assert gone(first).startswith("This invitation was withdrawn")
    assert invitations.waiting(timezone.now()).count() == 1


def test_an_address_that_has_an_account_gets_no_second_one(record, ada, ben):
    made = ask(Kind.HELP, ada, patient=record, email=ben.email)

    with pytest.raises(ValidationError, match="There is an account with this address"):
        invitations.accept(made.invitation, user=None, now=timezone.now())
    assert Invitation.objects.get().answer == ""


def test_a_name_of_200_letters_is_refused_and_one_from_right_to_left_is_kept(alone, cleo):
    made = ask(Kind.YOURS, cleo, patient=alone, email="ada@example.org")
    with pytest.raises(ValidationError):
        invitations.accept(made.invitation, user=None, now=timezone.now(), name="a" * 200)
    assert not User.objects.filter(email="ada@example.org").exists()

    assert invitations.accept(made.invitation, user=None, now=timezone.now(), name="עדה").name == "עדה"


def test_a_grant_cannot_end_before_it_begins(record, ada):
    with pytest.raises(ValidationError, match="This day is over"):
        ask(Kind.HELP, ada, patient=record, until=dt.date(2020, 1, 1))


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


def test_the_person_of_a_record_is_let_in_again_as_themselves(record, ada, ben, cleo):
    made = ask(Kind.AGAIN, cleo, patient=record)
    with pytest.raises(ValidationError, match="signed in as someone else"):
        invitations.accept(made.invitation, user=ben, now=timezone.now())

    assert invitations.accept(made.invitation, user=None, now=timezone.now()) == ada
    assert ada.memberships.current().count() == 1
    verbs = AuditEvent.objects.filter(patient=record).order_by("pk").values_list("verb", "user__name")
    assert list(verbs) == [("invite", "Cleo"), ("accept invitation", "Ada")]


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


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_at_the_same_moment_come_to_one_account(alone, cleo):
    made = ask(Kind.YOURS, cleo, patient=alone)
    results, start = [], threading.Barrier(2)

    def accept():
        start.wait()
        try:
            results.append(invitations.accept(made.invitation, user=None, now=timezone.now()).pk)
        except InvitationGone:
            results.append("gone")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([result for result in results if result == "gone"]) == 1
    assert Membership.objects.filter(role="patient", patient=alone).count() == 1
    assert User.objects.filter(email=None).count() == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ada@gmail.con", "ada@gmail.com"),
        ("ada@gmial.com", "ada@gmail.com"),
        ("ada@hotmial.com", "ada@hotmail.com"),
        ("ada@north-clinic.cmo", "ada@north-clinic.com"),
        ("ada@gmail.com", ""),
        ("ada@gmx.de", ""),
        ("ada@example.org", ""),
        ("ada@charite.de", ""),
        ("ada", ""),
    ],
)
def test_a_slip_that_is_plain_to_see_is_asked_about(typed, meant):
    assert slip_of(typed) == meant
