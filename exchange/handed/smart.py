"""A SMART Health Link: an encrypted file, and the link that holds its key (HL7 SMART Health Cards and Links 1.0)."""

import base64
import datetime as dt
import secrets
from dataclasses import dataclass

from django.utils.translation import gettext as _
from joserfc import jwe
from joserfc.jwk import OctKey

from exchange.fhir.write import MEDIA_TYPE, as_json

HEADER = {"alg": "dir", "enc": "A256GCM", "zip": "DEF", "cty": MEDIA_TYPE}
KEY = 32  # bytes


@dataclass(frozen=True)
class Sealed:
    """``file``: a compact JWE; ``key``: what opens it, base64url."""

    file: str
    key: str


def seal(text: str) -> Sealed:
    key = secrets.token_bytes(KEY)
    made = jwe.encrypt_compact(HEADER, text.encode(), OctKey.import_key(key), algorithms=["dir", "A256GCM", "DEF"])
    return Sealed(made, _base64url(key))


def link(url: str, key: str, until: dt.datetime) -> str:
    """What a viewer reads. It names nobody; "P": the code is asked for."""
    payload = {
        "url": url,
        "key": key,
        "exp": int(until.timestamp()),
        "flag": "P",
        "label": _("Summary for a visit"),
        "v": 1,
    }
    return "shlink:/" + _base64url(as_json(payload).encode())


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
