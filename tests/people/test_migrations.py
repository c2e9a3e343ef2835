"""What migrations of this room do with rows of before, made and undone. All the way: tests/alsweak/upgrade."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from people.models import Clinic, Invitation, Membership, Patient, User
from tests.cast import NOW

ledger = import_module("people.migrations.0005_the_ledger")
again = import_module("people.migrations.0006_the_same_person_again")


@pytest.fixture
def went(transactional_db):
    """Make one of these migrations, or undo it, on the tables of today."""
    return lambda way: way(apps, connection.SchemaEditorClass(connection))


def rows(model):
    return list(model.objects.order_by("pk").values())


def test_a_clinic_is_in_the_ledger_of_each_record_that_it_keeps_once(went, clinic, record, ada):
    Membership.objects.filter(user=None).delete()  # as before there was a ledger
    nobodys = Patient.objects.create(clinic=clinic, reference="N-2")
    own = Clinic.objects.create(name=ledger.OWN_RECORDS)
    Patient.objects.create(clinic=own, reference="own")
    went(ledger.enter)
    grants = Membership.objects.filter(user=None).values_list("patient", "clinic", "role", "basis", "starts_at")
    kept = [(it.pk, clinic.pk, "clinician", "unsaid", it.created_at) for it in (record, nobodys)]
    assert set(grants) == set(kept)
    went(ledger.enter)
    assert sorted(grants.all()) == sorted(kept)


def test_a_clinic_whose_access_was_ended_does_not_get_it_again(went, record, ada):
    went(ledger.enter)
    Membership.objects.filter(user=None).update(ends_at=timezone.now(), ended_by=ada)
    before = rows(Membership)
    went(ledger.enter)
    assert rows(Membership) == before


def test_undone_the_ledger_keeps_what_could_not_stand_before_it_and_gives_it_back(went, clinic, record, ada, ben, cleo):
    Membership.objects.create(user=ben, clinic=clinic, role="admin")
    User.objects.create(name="By code", email=None)
    went(ledger.enter)
    before = rows(Membership), rows(User)
    went(ledger.keep_aside)
    assert set(Membership.objects.values_list("role", flat=True)) <= set(ledger.PURPOSES)
    assert not Membership.objects.filter(user=None).exists()
    assert not User.objects.filter(email=None).exists()
    went(ledger.enter)
    assert (rows(Membership), rows(User)) == before


def test_undone_invitations_to_come_in_again_are_kept_too(went, record, ada, cleo):
    Invitation.objects.create(
        kind="again", role="patient", patient=record, made_by=cleo, secret_hash="a" * 64, expires_at=NOW
    )
    before = rows(Invitation)
    went(again.keep_aside)
    assert rows(Invitation) == []
    went(again.put_back)
    assert rows(Invitation) == before
