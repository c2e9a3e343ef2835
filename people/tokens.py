"""The only writer of what programs come in with: made, found, counted, ended.

Whether whoever makes one has just shown who they are is the page's to check (``people.recheck``).
"""

import datetime as dt
import hashlib
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, When
from django.utils import translation
from django.utils.translation import gettext as _

from people import audit
from people.models import AccessToken, Clinic, Patient, User
from people.records import account_of_a_program

PREFIX = "alsw_"  # so that a scanner of leaked secrets, or a person, knows what it is
MOST = 5  # of one person at a time: their page stays short (ACCESS 4)
MOST_OF_A_CLINIC = 20
LONGEST = dt.timedelta(days=365)
USUAL = dt.timedelta(days=90)
NOTED_EVERY = dt.timedelta(hours=1)  # no more often is it written when one was last used
MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Use:
    """A token that holds, and how many questions it has asked in this minute, this one counted.

    ``left``: seconds until the count begins again.
    """

    token: AccessToken
    asked: int
    left: int


def make(
    user: User,
    name: str,
    *,
    scope: str,
    patients: Iterable[Patient] | None,
    lasts: dt.timedelta,
    two_factors: bool,
    now: dt.datetime,
) -> tuple[AccessToken, str]:
    """Let a program in. ``patients`` None: to every record that its owner may open. The secret is told here only.

    Raises ``ValidationError`` for a time of none or too long, for a record that the owner does not open, for no record
    at all, and where there are ``MOST`` already.
    """
    token = AccessToken(user=user, name=name, scope=scope, two_factors=two_factors)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        _leave_room(in_force(user, now), MOST)
        secret = _let_in(token, patients, Patient.objects.visible_to(user), lasts, now)
        audit.record("token made", user=user, detail=audit.of(token))
    return token, secret


def make_for_clinic(
    clinic: Clinic,
    name: str,
    *,
    scope: str,
    patients: Iterable[Patient] | None,
    lasts: dt.timedelta,
    by: User,
    two_factors: bool,
    now: dt.datetime,
) -> tuple[AccessToken, str]:
    """Let a program of a clinic in, as an account of its own. ``patients`` None: to every record that the clinic keeps.

    It goes on when ``by`` leaves. The secret is told here only. Raises ``ValidationError`` as ``make`` does.
    """
    token = AccessToken(clinic=clinic, made_by=by, name=name, scope=scope, two_factors=two_factors)
    with transaction.atomic():
        Clinic.objects.held(clinic.pk)
        _leave_room(of_clinic(clinic, now), MOST_OF_A_CLINIC)
        with translation.override(clinic.language or settings.LANGUAGE_CODE):
            told = _("%(program)s, for %(clinic)s") % {"program": name, "clinic": clinic}
        token.user = account_of_a_program(told, uuid.uuid4().hex)
        secret = _let_in(token, patients, clinic.patients.all(), lasts, now)
        audit.record("token made", user=by, detail=audit.of(token))
    return token, secret


def _leave_room(standing: QuerySet[AccessToken], most: int) -> None:
    if standing.count() >= most:
        raise ValidationError(_("There are %(number)d already. End one of them first.") % {"number": most})


def _let_in(
    token: AccessToken,
    patients: Iterable[Patient] | None,
    among: QuerySet[Patient],
    lasts: dt.timedelta,
    now: dt.datetime,
) -> str:
    """Keep a token of these ``patients``, who are ``among`` those that it can be given; its secret."""
    if not dt.timedelta() < lasts <= LONGEST:
        raise ValidationError({"lasts": _("At most a year.")})
    chosen = None if patients is None else list(patients)
    if chosen is not None and (not chosen or among.filter(pk__in=[each.pk for each in chosen]).count() < len(chosen)):
        raise ValidationError({"patients": _("Choose whose record.")})
    secret = PREFIX + secrets.token_urlsafe(32)
    token.every_record, token.digest = chosen is None, digest_of(secret)
    token.created_at, token.expires_at = now, now + lasts
    token.save(force_insert=True)
    token.patients.set(chosen or [])
    return secret


def end(token: AccessToken, *, by: User, now: dt.datetime) -> None:
    """From the next question on it opens nothing. Doing it twice is doing it once."""
    with transaction.atomic():
        if AccessToken.objects.filter(pk=token.pk, ended_at=None).update(ended_at=now):
            audit.record("token ended", user=by, detail=audit.of(token))


def end_all(user: User, *, now: dt.datetime) -> None:
    for token in in_force(user, now):
        end(token, by=user, now=now)


def in_force(user: User, now: dt.datetime) -> QuerySet[AccessToken]:
    """What lets programs in for this person at a moment, newest first."""
    return _standing(now).filter(user=user)


def past(user: User, now: dt.datetime) -> QuerySet[AccessToken]:
    """What lets nobody in any more, newest first."""
    return AccessToken.objects.filter(user=user).exclude(pk__in=_standing(now).values("pk"))


def of_clinic(clinic: Clinic, now: dt.datetime) -> QuerySet[AccessToken]:
    """What lets programs of this clinic in at a moment, newest first."""
    return _standing(now).filter(clinic=clinic)


def past_of_clinic(clinic: Clinic, now: dt.datetime) -> QuerySet[AccessToken]:
    """What lets no program of this clinic in any more, newest first."""
    return AccessToken.objects.filter(clinic=clinic).exclude(pk__in=_standing(now).values("pk"))


def that_open(patient: Patient, now: dt.datetime) -> QuerySet[AccessToken]:
    """What lets programs of its clinic into this record."""
    return of_clinic(patient.clinic, now).filter(Q(every_record=True) | Q(patients=patient))


def _standing(now: dt.datetime) -> QuerySet[AccessToken]:
    return AccessToken.objects.filter(ended_at=None, expires_at__gt=now).order_by("-created_at", "-pk")


def use(secret: str, now: dt.datetime) -> Use | None:
    """The token of this secret, counted; None where it lets nobody in. Two queries."""
    token = _standing(now).select_related("user").filter(digest=digest_of(secret)).first()
    if token is None:
        return None
    minute = now.replace(second=0, microsecond=0)
    is_old = token.last_used_at is None or token.last_used_at <= now - NOTED_EVERY
    noted = {"last_used_at": now} if is_old else {}
    AccessToken.objects.filter(pk=token.pk).update(
        asked=Case(When(Q(minute=minute), then=F("asked") + 1), default=1), minute=minute, **noted
    )
    asked = token.asked + 1 if token.minute == minute else 1
    return Use(token, asked, int((minute + MINUTE - now).total_seconds()) + 1)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
