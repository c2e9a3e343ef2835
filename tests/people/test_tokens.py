"""What programs come in with: a secret that is told once, holds for as long as it was said, and is ended at once."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from people import tokens
from people.account.leaving import leave
from people.models import AccessToken, AuditEvent, Patient
from tests.cast import NOW, new_patient

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


def made(user, name="Scale", now=NOW, **said):
    usual = {"scope": "write", "patients": None, "lasts": tokens.USUAL, "two_factors": False}
    return tokens.make(user, name, **(usual | said), now=now)


def test_the_secret_is_long_and_only_its_hash_is_kept(ada):
    token, secret = made(ada)
    _another, other = made(ada)

    assert (secret[:5], len(secret)) == ("alsw_", 48)
    assert secret != other
    assert len(token.digest) == 64
    assert not [value for row in AccessToken.objects.values() for value in row.values() if secret in str(value)]
    assert not [row for row in AuditEvent.objects.values_list("detail", flat=True) if secret in row]


def test_it_lets_in_until_its_last_moment(ada):
    token, secret = made(ada)
    before, after = token.expires_at - dt.timedelta(seconds=1), token.expires_at

    assert tokens.use(secret, before).token == token
    assert tokens.use(secret, after) is None
    assert tokens.use(f"{secret}x", NOW) is None
    assert tokens.use("", NOW) is None
    assert tokens.use("\ud83d", NOW) is None


def test_it_holds_ninety_days_unless_said_and_a_year_at_most(ada):
    token, _secret = made(ada)
    assert token.expires_at == NOW + 90 * DAY
    made(ada, lasts=365 * DAY)

    for lasts in (366 * DAY, 0 * DAY, -DAY):
        with pytest.raises(ValidationError):
            made(ada, lasts=lasts)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessToken.objects.update(expires_at=NOW)


def test_ended_it_lets_nobody_in_and_twice_is_once(ada):
    token, secret = made(ada)
    tokens.end(token, by=ada, now=NOW + DAY)
    tokens.end(token, by=ada, now=NOW + 2 * DAY)
    token.refresh_from_db()

    assert tokens.use(secret, NOW + DAY) is None
    assert token.ended_at == NOW + DAY
    assert list(tokens.past(ada, NOW + DAY)) == [token]
    assert [(event.verb, event.detail) for event in AuditEvent.objects.order_by("pk")] == [
        ("token made", f"accesstoken {token.pk}"),
        ("token ended", f"accesstoken {token.pk}"),
    ]


def test_a_sixth_waits_until_one_is_ended(ada, dan):
    first, _secret = made(ada)
    for _each in range(4):
        made(ada)
    with pytest.raises(ValidationError):
        made(ada)
    made(dan)
    tokens.end(first, by=ada, now=NOW)

    made(ada)
    assert tokens.in_force(ada, NOW).count() == 5


def test_when_it_was_last_used_is_written_once_an_hour(ada):
    token, secret = made(ada)
    moments = [NOW, NOW + dt.timedelta(minutes=59), NOW + HOUR, NOW + 1.5 * HOUR]
    noted = []
    for moment in moments:
        tokens.use(secret, moment)
        noted.append(AccessToken.objects.get(pk=token.pk).last_used_at)

    assert noted == [NOW, NOW, NOW + HOUR, NOW + HOUR]


def test_questions_are_counted_by_the_minute(ada):
    _token, secret = made(ada)
    seconds = (0, 10, 59, 60, 150)
    uses = [tokens.use(secret, NOW + dt.timedelta(seconds=each)) for each in seconds]

    assert [(each.asked, each.left) for each in uses] == [(1, 61), (2, 51), (3, 2), (1, 61), (1, 31)]


def test_only_records_that_one_opens_can_be_given(ada, record):
    stranger = Patient.objects.exclude(pk=record.pk)
    new_patient(record.clinic, "A-2")
    for patients in (stranger, [record, *stranger], []):
        with pytest.raises(ValidationError):
            made(ada, patients=patients)

    token, _secret = made(ada, patients=[record])
    assert list(token.patients.all()) == [record]


def test_who_leaves_takes_their_programs_along(ada):
    token, secret = made(ada, now=timezone.now())
    leave(ada)

    assert tokens.use(secret, token.created_at) is None
