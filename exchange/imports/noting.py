"""The note of an import, made with its rows."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exchange.models import Import
from people.models import Clinic, Patient, User
from people.records import account_of_a_file


@dataclass(frozen=True)
class Sent:
    """The file that was sent: its name, SHA-256 and size in bytes. Blank where there was none."""

    name: str = ""
    checksum: str = ""
    size: int = 0

    @classmethod
    def of(cls, data: bytes, name: str = "") -> "Sent":
        return cls(name[-200:], hashlib.sha256(data).hexdigest(), len(data))

    @classmethod
    def from_path(cls, path: Path) -> "Sent":
        with path.open("rb") as stream:
            return cls(path.name[-200:], hashlib.file_digest(stream, "sha256").hexdigest(), path.stat().st_size)


def begin(
    clinic: Clinic,
    kind: str,
    *,
    by: User | None,
    now: dt.datetime,
    sent: Sent | None = None,
    mapping: Mapping[str, Any] | None = None,
) -> Import:
    """The note of an import that is being written, in the caller's transaction; ``end`` goes with it."""
    sent = sent or Sent()
    noted = Import(
        clinic=clinic,
        kind=kind,
        by=by,
        made_at=now,
        file_name=sent.name,
        checksum=sent.checksum,
        size=sent.size,
        mapping=mapping,
    )
    noted.account = account_of_a_file(noted.pk.hex)
    noted.save(force_insert=True)
    return noted


def facts(noted: Import, patient: Patient, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """What was written of a person, by the names of the fields."""
    noted.patients.add(patient)
    noted.facts += [
        {"patient": patient.pk, "name": name, "before": before[name], "after": value}
        for name, value in after.items()
        if before[name] != value
    ]


def end(noted: Import, counts: Mapping[str, int]) -> None:
    """An import that changed nobody's record, and made none, leaves no note."""
    if not noted.created and not noted.patients.exists():
        noted.delete()
        noted.account.delete()
        return
    noted.counts = dict(counts)
    noted.save()
