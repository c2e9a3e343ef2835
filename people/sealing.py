"""Keys to encrypt with, one set for each purpose, so that what is sealed for one is of no use for another.

Fernet, with keys that HKDF (RFC 5869, SHA-256) derives from ``SECRET_KEY`` and, to read, from ``SECRET_KEY_FALLBACKS``.
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def keys(purpose: bytes) -> list[Fernet]:
    """The first encrypts, each decrypts."""
    return _derived(purpose, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=8)
def _derived(purpose: bytes, secrets: tuple[str, ...]) -> list[Fernet]:
    made = [HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(each.encode()) for each in secrets]
    return [Fernet(base64.urlsafe_b64encode(key)) for key in made]
