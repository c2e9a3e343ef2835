"""What programs of a clinic come in with: an account of its own, as which nobody signs in."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people import records, tokens
from people.models import AccessToken, AuditEvent, Clinic
from tests.cast import NOW, PASSWORD, new_patient

DAY = dt.timedelta(days=1)


def made(clinic, by, name="Laboratory", now=NOW, **said):
    usual = {"scope": "write", "patients": None, "lasts": tokens.USUAL, "two_factors": False}
    return tokens.make_for_clinic(clinic, name, by=by, **(usual | said), now=now)


def test_it_is_an_account_of_its_own_and_nobody_signs_in_with_it(clinic, cleo, client):
    token, _secret = made(clinic, cleo)
    account = token.user

    assert (account.name, account.is_active, account.has_usable_password()) == (
        "Laboratory, for North Clinic",
        False,
        False,
    )
    assert (records.is_a_program(account), records.came_in_a_file(account)) == (True, False)
    assert [records.is_a_program(each) for each in (cleo, records.account_of_a_file("a1"))] == [False, False]
    assert client.login(username=account.email, password=PASSWORD) is False
    assert account.memberships.count() == 0


def test_its_name_is_in_the_language_of_the_clinic(clinic, cleo):
    clinic.language = "de"
    clinic.save()

    assert made(clinic, cleo)[0].user.name == "Laboratory, für North Clinic"


def test_it_is_told_who_made_it_and_who_ended_it(clinic, cleo, ada):
    token, secret = made(clinic, cleo)
    tokens.end(token, by=ada, now=NOW + DAY)

    assert tokens.use(secret, NOW + DAY) is None
    assert token.made_by == cleo
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", "user", "detail")) == [
        ("token made", cleo.pk, f"accesstoken {token.pk}"),
        ("token ended", ada.pk, f"accesstoken {token.pk}"),
    ]
    assert (list(tokens.of_clinic(clinic, NOW + DAY)), list(tokens.past_of_clinic(clinic, NOW + DAY))) == ([], [token])


def test_a_twenty_first_waits_and_those_of_another_clinic_do_not_count(clinic, cleo):
    first, *_others = [made(clinic, cleo)[0] for _each in range(20)]
    with pytest.raises(ValidationError):
        made(clinic, cleo)
    made(Clinic.objects.create(name="South Clinic"), cleo)
    tokens.end(first, by=cleo, now=NOW)

    made(clinic, cleo)
    assert tokens.of_clinic(clinic, NOW).count() == 20


def test_only_records_that_the_clinic_keeps_can_be_given_for_a_year_at_most(clinic, cleo, record, dan):
    theirs = dan.memberships.get().patient
    for wrong in ({"patients": [theirs]}, {"patients": [record, theirs]}, {"patients": []}, {"lasts": 366 * DAY}):
        with pytest.raises(ValidationError):
            made(clinic, cleo, **wrong)

    assert AccessToken.objects.count() == 0
    assert list(made(clinic, cleo, patients=[record])[0].patients.all()) == [record]


def test_the_programs_that_open_a_record_are_those_of_its_clinic(clinic, cleo, record, dan):
    other = new_patient(clinic, "A-2")
    every, ones, others = (made(clinic, cleo, patients=each)[0] for each in (None, [record], [other]))
    made(dan.memberships.get().patient.clinic, cleo)
    tokens.end(made(clinic, cleo)[0], by=cleo, now=NOW)

    assert set(tokens.that_open(record, NOW)) == {every, ones}
    assert set(tokens.that_open(other, NOW)) == {every, others}


def test_the_database_keeps_who_made_one_of_a_clinic(clinic, cleo):
    made(clinic, cleo)

    with pytest.raises(IntegrityError), transaction.atomic():
        AccessToken.objects.update(made_by=None)
