"""A clinic is erased: records go to the people themselves, or with it."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from exchange.erase import receipt
from exchange.erase.clinic import erase_clinic
from exchange.models import KeptMapping
from people import consent, tokens
from people.models import AccessToken, Clinic, Membership, Patient, User
from tests.cast import NOW, new_patient
from tests.exchange.archive.carrying import exported, files_of

pytestmark = pytest.mark.django_db


def erased(clinic, with_records=True):
    return erase_clinic(clinic, with_records=with_records, asked_by=receipt.COMMAND, now=timezone.now())


@pytest.fixture
def full(clinic, record, ada, cleo, dan):
    """Of which Ada has an account and another one has none."""
    consent.note_clinic(record, by=cleo, basis="word")
    new_patient(clinic, "A-9", name="Nobody's")
    KeptMapping.objects.create(clinic=clinic, name="Ours", said={}, by=cleo, made_at=NOW)
    lasts = {"lasts": tokens.USUAL, "two_factors": False, "now": timezone.now()}
    tokens.make_for_clinic(clinic, "Laboratory", scope="read", patients=[record], by=cleo, **lasts)
    return clinic


def test_who_has_an_account_keeps_their_record_and_the_others_go(full, record, ada, cleo, dan):
    elsewhere = files_of(exported(Patient.objects.filter(name="Dan")))
    done = erased(full)

    assert set(Patient.objects.values_list("name", "clinic__name")) == {("Ada", "Own records"), ("Dan", "South Clinic")}
    assert list(Patient.objects.visible_to(ada)) == [record]
    assert list(Patient.objects.visible_to(cleo)) == []
    assert set(Clinic.objects.values_list("name", flat=True)) == {"Own records", "South Clinic"}
    assert str(Clinic.with_erased.get(pk=full.pk)) == "a clinic that was erased"
    assert not KeptMapping.objects.exists()
    assert not Membership.objects.filter(clinic=full, patient=None).exists()
    token = AccessToken.objects.get()
    assert (token.name, token.user.name, token.patients.count()) == ("", "", 0)
    assert User.objects.get(pk=cleo.pk).is_active
    assert files_of(exported(Patient.objects.filter(name="Dan"))) == elsewhere
    assert done.receipt["deleted"]["exchange.KeptMapping"] == 1


def test_while_it_keeps_records_that_has_to_be_said(full):
    with pytest.raises(ValidationError, match="North Clinic keeps 2 records"):
        erased(full, with_records=False)

    assert full.patients.count() == 2


def test_twice_is_once(full):
    assert erased(full) == erased(full)


def test_that_of_who_keep_a_record_by_themselves_stays(db):
    with pytest.raises(ValidationError, match="one by one"):
        erased(Clinic.objects.own_records())
