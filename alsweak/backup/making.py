"""A backup of the site's database."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO, Any

from django.db import connection

from alsweak.backup import postgres, rows, sealed, sqlite
from alsweak.backup.archive import Archive, drop_left, pieces_of, whole
from alsweak.backup.kept import named
from alsweak.backup.state import models_of, state_of
from clinical import ENGINE
from people.models import AuditEvent, AuditSeal

NATIVE = {"postgresql": "database.dump", "sqlite": sqlite.NAME}  # the member for its own program


def back_up(folder: Path, *, now: dt.datetime, encrypt_to: str = "") -> Path:
    """One new file in a folder, whole or not at all, of the database as it stands at one moment.

    Raises ``CommandError`` for what was asked wrongly, ``OSError`` where the disk would not take it.
    """
    sealing = sealed.recipient_of(encrypt_to) if encrypt_to else None
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    drop_left(folder)
    path = folder / named(now, encrypted=bool(sealing))
    with whole(path) as stream, sealed.encrypted(stream, sealing) if sealing else nullcontext(stream) as plain:
        _write(plain, folder, now)
    return path


def _write(stream: IO[bytes], folder: Path, now: dt.datetime) -> None:
    made: dict[str, Any] = {
        "made_at": now.astimezone(dt.UTC).isoformat(),
        "engine": ENGINE,
        "database": connection.vendor,
    }
    with Archive(stream) as archive:
        with _standing_still(archive, folder):
            state = state_of(connection)
            tables = {model._meta.db_table: _table(archive, model, connection.alias) for model in models_of(state)}
            head = {"end": audit_end(connection.alias), "seal": audit_head(connection.alias)}
        archive.end(made | {"migrations": state, "audit": head, "tables": tables})


@contextmanager
def _standing_still(archive: Archive, folder: Path) -> Iterator[None]:
    """The database stands still for who counts it, and the member for its own program is of the same moment."""
    if connection.vendor == "postgresql":
        with postgres.of_one_moment(connection) as snapshot:
            archive.add(NATIVE["postgresql"], postgres.dump(connection, snapshot), deflate=False)  # it is, already
            yield
    else:
        with sqlite.of_one_moment(connection, folder) as copy:
            with copy.open("rb") as written:
                archive.add(NATIVE["sqlite"], pieces_of(written))
            yield


def _table(archive: Archive, model: Any, using: str) -> dict[str, Any]:
    summed = rows.Sum()
    archive.add(member_of(model), rows.read(model, using, summed))
    return {"columns": [field.attname for field in rows.columns(model)]} | summed.to_json()


def member_of(model: Any) -> str:
    return f"tables/{model._meta.db_table}.jsonl"


def audit_end(using: str) -> dict[str, Any] | None:
    """The last event of the audit: what a restored one has to end with."""
    last = AuditEvent.objects.using(using).order_by("pk").values("pk", "at").last()
    return last and {"number": last["pk"], "at": last["at"].isoformat()}


def audit_head(using: str) -> str:
    """The hash of the last seal, blank where nothing was sealed yet (``people.seals``)."""
    return AuditSeal.objects.using(using).order_by("number").values_list("hash", flat=True).last() or ""
