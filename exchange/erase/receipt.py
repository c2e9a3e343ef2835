"""The receipt: what was erased, when, asked by whom (as what, no name), what stays, and until when backups hold it."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchange.models import Erasure
from people.backups import HELD
from people.models import Membership, User

COMMAND, OWNER = "command", "owner"  # as what somebody asked: on the server's own command line; for their own account
Kind = Erasure.Kind
# What stays, by kind, and why: keys of ``STAYS``.
STAYING: dict[str, tuple[str, ...]] = {
    Kind.RECORD: ("audit", "counts", "copies", "backups"),
    Kind.ACCOUNT: ("audit", "written", "copies", "backups"),
    Kind.CLINIC: ("audit", "handed over", "copies", "backups"),
}
ASKED_BY: dict[str, Promise] = {
    Membership.Role.PATIENT: _("the person whose record it was"),
    Membership.Role.CLINICIAN: _("the clinic, for the person"),
    OWNER: _("the person whose account it was"),
    COMMAND: _("those who run the site"),
}
STAYS: dict[str, Promise] = {
    "audit": _("Who opened what and when, by numbers without a name."),
    "counts": _("Sums of a clinic that name nobody. They are made anew each night."),
    "written": _("What was written in records of other people. It no longer says by whom."),
    "handed over": _("Records of people with an account of their own. They keep them."),
    "copies": _("Files and pages that somebody took along or printed before."),
    "backups": _("Copies of the whole site for emergencies. If one is used, this is erased from it again."),
}


def found(kind: str, subject: str) -> Erasure | None:
    """That of what was erased before."""
    return Erasure.objects.filter(kind=kind, subject=subject).first()


def write(
    kind: str, subject: str, *, asked_by: str, rows: Mapping[str, int], emptied: Mapping[str, int], now: dt.datetime
) -> Erasure:
    """``rows``: how many were deleted of each table; ``emptied``: the same of rows that stay, without a word."""
    said: dict[str, Any] = {
        "kind": str(kind),
        "subject": subject,
        "erased_at": now.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "asked_by": str(asked_by),
        "deleted": dict(sorted(rows.items())),
        "emptied": dict(sorted(emptied.items())),
        "stays": list(STAYING[kind]),
        "backups_until": (now + HELD).date().isoformat(),
    }
    return Erasure.objects.create(kind=kind, subject=subject, at=now, receipt=said, sha256=sha256_of(said))


def sha256_of(said: Mapping[str, Any]) -> str:
    """Over the receipt as JSON with sorted keys and no spaces."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def as_json(erasure: Erasure) -> dict[str, Any]:
    return {**erasure.receipt, "id": str(erasure.pk), "sha256": erasure.sha256}


def account_subject(user: User) -> str:
    """The number of an account, and a digest of when it was made: after a restore a number may be another one's."""
    return f"{user.pk}-{hashlib.sha256(f'{user.pk} {user.joined_at.isoformat()}'.encode()).hexdigest()[:16]}"
