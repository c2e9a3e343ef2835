"""A backup that is used brings back who was erased since: the list of what was erased is applied once more."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator

from exchange.erase import receipt
from exchange.erase.account import erase_account
from exchange.erase.clinic import erase_clinic
from exchange.erase.person import erase_record
from exchange.models import Erasure
from people.models import Clinic, Patient, User

Kind = Erasure.Kind


def listed() -> Iterator[str]:
    """A line of JSON for each: what it was, the pseudonym, when, asked by whom."""
    for erasure in Erasure.objects.order_by("at", "pk"):
        said = erasure.receipt
        yield json.dumps({name: said[name] for name in ("kind", "subject", "erased_at", "asked_by")})


def apply(lines: Iterable[str], now: dt.datetime) -> Iterator[tuple[str, str, bool]]:
    """Erase what is there again of a list; of each what it was, and whether there was something to do.

    Raises ``ValueError`` for a line that is none of such a list.
    """
    for line in filter(None, map(str.strip, lines)):
        try:
            said = json.loads(line)
            kind, subject, asked_by = Kind(said["kind"]), str(said["subject"]), str(said["asked_by"])
        except (KeyError, TypeError, ValueError) as wrong:
            raise ValueError(line) from wrong
        yield kind, subject, _again(kind, subject, asked_by, now)


def _again(kind: str, subject: str, asked_by: str, now: dt.datetime) -> bool:
    """A record of an account or a clinic has a line of its own, so that neither takes one along here."""
    if kind == Kind.RECORD:
        patient = Patient.objects.filter(pk=subject).first()
        if patient:
            erase_record(patient, by=None, asked_by=asked_by, now=now)
        return patient is not None
    if kind == Kind.ACCOUNT:
        user = User.objects.filter(pk=subject.partition("-")[0], erased_at=None).first()
        if user is None or receipt.account_subject(user) != subject:
            return False
        erase_account(user, with_records=False, asked_by=asked_by, now=now)
        return True
    clinic = Clinic.objects.filter(pk=subject).first()
    if clinic:
        erase_clinic(clinic, with_records=True, asked_by=asked_by, now=now)
    return clinic is not None
