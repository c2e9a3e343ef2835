"""People whose address is known to be theirs, and the ways that they come in by."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

from people.models import User
from tests.cast import PASSWORD

SECRET = "JBSWY3DPEHPK3PXP"


def verified(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def with_app(user: User) -> Authenticator:
    """An authenticator app, and recovery codes."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    return RecoveryCodes.activate(user).instance


def app_code(secret: str = SECRET) -> str:
    _before, now, _after = totp.yield_hotp_counters_from_time()  # the first would end with the half minute
    return totp.format_hotp_value(totp.hotp_value(secret, now))


def by_password(client, user: User, password: str = PASSWORD, **more: str):
    return client.post(reverse("account_login"), {"login": user.email, "password": password, **more})


def ask_for_code(client, address: str):
    return client.post(reverse("account_request_login_code"), {"email": address})


def link_in(letter) -> str:
    """The path of the first link of a letter."""
    word = next(word for word in letter.body.split() if "://" in word)
    return word.partition("://")[2].partition("/")[2].join(["/", ""])


def code_in(letter) -> str:
    return link_in(letter).rpartition("code=")[2]
