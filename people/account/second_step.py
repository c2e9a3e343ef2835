"""The second step of staff: a passkey, or an authenticator app with recovery codes.

Someone whose work opens other people's records, or who looks after the site (``User.works``), shows two factors in
each session. A passkey alone is both. For everybody else a passkey is one more way in, and never a second step.
"""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import EmailVerificationStage
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from people import recheck
from people.account import sealed
from people.account.addresses import has_mailbox
from people.consent import works_somewhere
from people.models import User
from people.requests import SignedIn

FACTORS = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)
# What a session without its second step still reaches, beside what is open to everybody.
OPEN = frozenset(
    {
        "second_step",
        "mfa_add_webauthn",
        "mfa_activate_totp",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_request_reauthentication_code",
        "account_confirm_reauthentication_code",
        "account_logout",
        "settings",
        "language",
        "help",
        "accessibility",
        "healthz",
        "readyz",
    }
)
SETS_UP = frozenset({"mfa_add_webauthn", "mfa_activate_totp"})


def is_missing(request: HttpRequest) -> bool:
    """Whether this session is of staff and has shown one factor at most. Asks the database nothing."""
    if not settings.STAFF_NEED_TWO_FACTORS or not getattr(request.user, "works", False):
        return False
    return not was_shown(request)


def was_shown(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor, or a passkey, which is both."""
    return any(each["method"] == "mfa" for each in get_authentication_records(request, request.user))


def note_done(request: HttpRequest, user: Any) -> None:
    record_authentication(request, user, "mfa", added=True)


def note_mailbox(request: HttpRequest, user: User) -> None:
    """That someone came in by a link in an e-mail to their own address, which is as good as a code."""
    record_authentication(request, user, "code", email=user.email)


def may_set_up(request: HttpRequest) -> bool:
    """Whether a first factor may be added now: only by who has just opened their own mailbox. A password is not enough.

    Who has no mailbox came by a sheet of paper, and has no password either: that they are signed in has to do.
    """
    if has_factor(request.user):
        return False
    recent = time.time() - recheck.LASTS
    records = get_authentication_records(request, request.user)
    if any(each["method"] == "code" and each["at"] > recent for each in records):
        return True
    return not has_mailbox(request.user) and recheck.was_recent(request)


def has_factor(user: Any) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


@require_safe
def page(request: SignedIn) -> HttpResponse:
    """Where staff are led who have shown one factor: to show the second, or to set it up."""
    types = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    context = {"has_passkey": Authenticator.Type.WEBAUTHN in types, "has_app": Authenticator.Type.TOTP in types}
    return render(request, "account/second_step.html", context)


class Stage(AuthenticateStage):
    """The second step when signing in. Only staff are asked for it."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return bool(super()._should_handle(request) and self.login.user and works_somewhere(self.login.user))


class AddressStage(EmailVerificationStage):
    """An address has to be verified before a password opens anything; a passkey needs no address at all."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if self.login.user and did_use_passwordless_login(self.request, self.login.user):
            return None, True
        return super().handle()


class MfaAdapter(DefaultMFAAdapter):
    """What allauth.mfa asks of this site."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That did not work. Try once more, or take another way."),
        "cannot_delete_authenticator": gettext_lazy("You work in a clinic, so one second step has to stay."),
    }

    def encrypt(self, text: str) -> str:
        return sealed.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealed.unseal(encrypted_text)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": "alsweak"}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one of staff stays, else they would be without when they come back."""
        if authenticator.type not in FACTORS or not works_somewhere(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return others.exists()
