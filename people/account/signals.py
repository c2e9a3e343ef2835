"""What is noted when people come and go, and when a way in changes: in the session, and in the audit."""

from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from people import audit, recheck, tokens
from people.models import User


@receiver(user_logged_in)
def note_session(request: HttpRequest, user: User, **_: Any) -> None:
    """Also of those whom no page of allauth signed in: by an invitation, or in the demo."""
    recheck.note_sign_in(request)
    if "REMOTE_ADDR" in request.META:
        UserSession.objects.create_from_request(request, user=user)


@receiver(user_logged_out)
def record_sign_out(user: User | None, **_: Any) -> None:
    if user is not None:
        audit.record("sign-out", user=user)


@receiver(mfa.authenticator_added)
def record_factor(user: User, authenticator: Authenticator, **_: Any) -> None:
    audit.record("factor added", user=user, detail=authenticator.type)


@receiver(mfa.authenticator_removed)
def record_factor_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    audit.record("factor removed", user=user, detail=authenticator.type)


@receiver(mfa.authenticator_reset)
def record_new_recovery_codes(user: User, **_: Any) -> None:
    audit.record("factor added", user=user, detail="new recovery codes")


@receiver(mfa.authentication_failed)
def record_wrong_second_step(user: User, **_: Any) -> None:
    """By nobody: whoever tried has not shown that they are this person."""
    audit.record("sign-in failed", user=None, detail=audit.of(user, "second step"))


@receiver(account.login_code_rejected)
def record_wrong_code(user: User | None, **_: Any) -> None:
    audit.record("sign-in failed", user=None, detail=audit.of(user, "code") if user else "code")


@receiver([account.password_changed, account.password_set, account.password_reset])
def record_password(request: HttpRequest, user: User, **_: Any) -> None:
    """The other sessions end with it (allauth); programs hold no password, and go on: so that is told."""
    audit.record("password changed", user=user)
    if tokens.in_force(user, timezone.now()).exists():
        told = gettext("The programs that you let in go on. They are under “Where I am signed in”, “Programs”.")
        messages.info(request, told)


@receiver(account.email_changed)
def record_address(user: User, to_email_address: EmailAddress, **_: Any) -> None:
    """Without the addresses: the account's row holds the one that counts."""
    audit.record("email changed", user=user)
