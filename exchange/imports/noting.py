"""The note of an import, made with its rows."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from exchange.models import Import
from people.models import Clinic, Patient, User
from people.records import IMPORT_NAME, PHONE_NAME, account_of_a_file


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
            return cls.of_stream(stream, path.name)

    @classmethod
    def of_stream(cls, stream: IO[bytes], name: str = "") -> "Sent":
        """From its beginning, a block after the other."""
        stream.seek(0)
        found, size = hashlib.sha256(), 0
        while block := stream.read(1 << 20):
            found.update(block)
            size += len(block)
        return cls(name[-200:], found.hexdigest(), size)


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
    noted.account = account_of_a_file(noted.pk.hex, PHONE_NAME if kind == Import.Kind.PHONE else IMPORT_NAME)
    noted.save(force_insert=True)
    return noted


def of(clinic: Clinic, *, by: User | None, now: dt.datetime) -> Import | None:
    """The note that was begun so; None where ``end`` left none."""
    return Import.objects.filter(clinic=clinic, by=by, made_at=now).first()


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
