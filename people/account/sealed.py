"""Secrets of authenticator apps and recovery codes, encrypted before they are stored.

By keys of ``people.sealing``. What was stored in plain text before is read as it is, and encrypted when its owner next
uses one of them.
"""

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken, MultiFernet
from django.db import transaction

from people.sealing import keys

MARK = "fernet:"  # begins what is encrypted: neither base32 nor hexadecimal digits have a colon
SECRETS = ("secret", "seed")  # of an authenticator app, of recovery codes
PURPOSE = b"alsweak second step"


class KeyIsLost(Exception):
    """What is stored was encrypted with a ``SECRET_KEY`` that is no longer among those of this site."""


def seal(text: str) -> str:
    return MARK + keys(PURPOSE)[0].encrypt(text.encode()).decode()


def unseal(stored: str) -> str:
    """Raises ``KeyIsLost``."""
    if not stored.startswith(MARK):
        return stored
    try:
        return MultiFernet(keys(PURPOSE)).decrypt(stored.removeprefix(MARK)).decode()
    except InvalidToken as error:
        raise KeyIsLost from error


def renew(user_id: int) -> None:
    """Encrypt with the key of now whatever this person has in plain text, or under an older key. Safe to run twice."""
    with transaction.atomic():
        for row in Authenticator.objects.select_for_update().filter(user_id=user_id):
            old = {name: row.data[name] for name in SECRETS if name in row.data and not _is_current(row.data[name])}
            if old:
                row.data |= {name: seal(unseal(stored)) for name, stored in old.items()}
                row.save(update_fields=["data"])


def _is_current(stored: str) -> bool:
    try:
        keys(PURPOSE)[0].decrypt(stored.removeprefix(MARK))
    except InvalidToken:
        return False
    return stored.startswith(MARK)
