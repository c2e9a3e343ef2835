"""People whose address is known to be theirs, and the ways that they come in by."""

import hashlib
import time

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse
from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from people.models import User
from tests.cast import PASSWORD

HALF_A_MINUTE = 30  # seconds for which an app shows a code
SECRET = "JBSWY3DPEHPK3PXP"


def verified(user: User) -> User:
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True, "verified": True})
    return user


def with_app(user: User) -> Authenticator:
    """An authenticator app, and recovery codes."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    return RecoveryCodes.activate(user).instance


def with_passkey(user: User) -> Authenticator:
    """A passkey as a browser made it, of a key that nobody has any more."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(Aaguid.NONE, b"a passkey of a test", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(hashlib.sha256(b"testserver").digest(), flags, 0, credential)
    made = RegistrationResponse(
        raw_id=credential.credential_id,
        response=AuthenticatorAttestationResponse(
            client_data=CollectedClientData.create("webauthn.create", b"challenge", "https://testserver"),
            attestation_object=AttestationObject.create("none", data, {}),
        ),
    )
    data = {"name": "Passkey 1", "passwordless": True, "credential": dict(made)}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def app_code(secret: str = SECRET, *, ago: int = 0) -> str:
    """What an app shows, or showed some half minutes ago."""
    counter = int(time.time()) // HALF_A_MINUTE - ago
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def by_password(client, user: User, password: str = PASSWORD, **more: str):
    """Of someone whose address is known to be theirs, where the test does not say otherwise."""
    verified(user)
    return client.post(reverse("account_login"), {"login": user.email, "password": password, **more})


def ask_for_code(client, address: str):
    return client.post(reverse("account_request_login_code"), {"email": address})


def link_in(letter) -> str:
    """The path of the first link of a letter."""
    word = next(word for word in letter.body.split() if "://" in word)
    return word.partition("://")[2].partition("/")[2].join(["/", ""])


def code_in(letter) -> str:
    return link_in(letter).rpartition("code=")[2]
