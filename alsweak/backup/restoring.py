"""A backup into an empty database."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import connection, transaction

from alsweak.backup import postgres, rows, sealed, sqlite
from alsweak.backup.archive import manifest_of, pieces_of, refuse_damage
from alsweak.backup.making import NATIVE, audit_end, member_of
from alsweak.backup.state import migrate_to, models_of, unknown
from people import unbroken


@contextmanager
def opened(path: Path, identity: Path | None) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    """A backup that can be restored here, and its manifest. Raises ``CommandError`` for any other, before anything is
    changed."""
    if not path.is_file():
        raise CommandError(f"There is no file {path}.")
    with sealed.decrypted(path, identity) as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except zipfile.BadZipFile as error:
            raise CommandError("It is no backup, or its end is missing. Nothing was restored.") from error
        manifest = manifest_of(archive)
        if newer := unknown(manifest["migrations"]):
            raise CommandError(f"It is of a newer alsweak, with {', '.join(newer)}. Nothing was restored.")
        refuse_damage(archive, manifest)
        yield archive, manifest


def refuse_a_filled_database() -> None:
    tables = connection.introspection.table_names()
    if tables:
        raise CommandError(
            f"The database has {len(tables)} tables: a backup goes into an empty one, which DATABASE_URL names."
            " Nothing was restored."
        )


def restore(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """All rows, as they were: by the database's own program, or line by line from the other one's."""
    own = NATIVE[connection.vendor]
    if own in manifest["members"]:
        with archive.open(own) as member:
            load = postgres.load if connection.vendor == "postgresql" else sqlite.load
            load(connection, pieces_of(member))
        return
    migrate_to(manifest["migrations"], connection)
    models = models_of(manifest["migrations"])
    with transaction.atomic():  # in which what refers to a row may come before it
        for model in models:
            with archive.open(member_of(model)) as lines:
                rows.write(model, manifest["tables"][model._meta.db_table]["columns"], lines, connection.alias)
        rows.number_on(models, connection.alias)


def compared(manifest: dict[str, Any]) -> Iterator[tuple[str, int, bool]]:
    """Each table of the database with its rows, and whether they are those of the backup."""
    for model in models_of(manifest["migrations"]):
        table = model._meta.db_table
        told = manifest["tables"].get(table, {})
        found = rows.checked(model, connection.alias).to_json()
        yield table, found["rows"], all(told.get(name) == value for name, value in found.items())
    audit = manifest["audit"]
    yield "the end of the audit", 1, audit_end(connection.alias) == audit["end"]
    if audit["seal"]:
        chain = unbroken.check(dt.datetime.fromisoformat(manifest["made_at"]), expect=audit["seal"])
        yield "the chain of the audit", chain.seals, not chain.wrong
