"""Who a person is in a file for research, and by how many days theirs are moved: both follow from a kept secret.

HMAC-SHA256 (RFC 2104, FIPS 180-4) of the record's own random id. With the same secret a person is the same in each
export, so that exports line up; once the secret is thrown away nobody can say who was who.
"""

import datetime as dt
import hashlib
import hmac
import uuid
from dataclasses import dataclass

from exchange.research.refused import Refused

SECRET_LENGTH = 50  # characters, as of SECRET_KEY
# Half a year either way: a season says nothing any more, and a year still nearly does, for what changes in years. Never
# none at all, so that no day is the true one.
SHIFTS = tuple(days for days in range(-182, 183) if days)


@dataclass(frozen=True)
class Pseudonym:
    """``code``: what stands for the person, "P" and 16 hexadecimal digits; ``shift``: by which all their days are
    moved."""

    code: str
    shift: dt.timedelta

    def moved(self, day: dt.date) -> dt.date:
        """A day as it is told. At either end of the calendar it stays within."""
        return dt.date.fromordinal(min(max(day.toordinal() + self.shift.days, 1), dt.date.max.toordinal()))


class Pseudonyms:
    """Raises ``Refused`` without a secret, or with one that could be guessed."""

    def __init__(self, secret: str) -> None:
        if len(secret) < SECRET_LENGTH:
            raise Refused(
                f"Set ALSWEAK_RESEARCH_SECRET to {SECRET_LENGTH} or more random characters that are used for nothing"
                " else, and keep it: with another one nobody can say who was who in an earlier export."
            )
        self._key = secret.encode()

    def of(self, record: uuid.UUID) -> Pseudonym:
        days = SHIFTS[int.from_bytes(self._digest("days", record)) % len(SHIFTS)]
        return Pseudonym(f"P{self._digest('code', record).hex()[:16]}", dt.timedelta(days=days))

    def _digest(self, what: str, record: uuid.UUID) -> bytes:
        return hmac.digest(self._key, b"alsweak research " + what.encode() + b"\0" + record.bytes, hashlib.sha256)
