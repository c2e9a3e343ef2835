"""Records into an archive, table by table: as much memory as one row, however many there are."""

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from django.db import connections, transaction
from django.db.models import QuerySet

from clinical import ENGINE
from exchange.archive.all_tables import TABLES
from exchange.archive.authors import Authors
from exchange.archive.reader import WHOLE, Reader
from exchange.archive.readme import readme
from exchange.archive.tables import Table
from exchange.csv_write import csv_parts
from people import replica
from people.models import Patient

FORMAT = "alsweak archive"
VERSION = 2  # what an archive of another version lacks, its tables and columns say (``since``)
README, OBSERVATIONS, MANIFEST = "README.txt", "observations.csv", "manifest.json"
BESIDE = "fhir/"  # the folder of what says the same in another form: read by others, and not read back
ALWAYS = (1980, 1, 1, 0, 0, 0)  # when a file of the zip was made: equal records give equal bytes
AT_ONCE = 1000  # rows
SHOWN = "This file holds what the person who took it may see of the record on the site."


def write_archive(
    patients: QuerySet[Patient],
    file: IO[bytes],
    *,
    made_at: dt.datetime,
    reader: Reader = WHOLE,
    beside: Iterable[tuple[str, Iterable[str]]] = (),
) -> dict[str, int]:
    """All of these records, as they are shown to ``reader``: whole to who runs the site; the number of rows by name of
    the file. What is not shown is nowhere told of: in no row, no name of an author, no column and no count.
    ``beside``: files of the folder ``BESIDE``, each with its name in it and its text in pieces, as that reader sees it.

    Equal records give equal bytes, but for ``made_at`` in the manifest. Read it within ``one_moment``, where others
    write at the same time.
    """
    if reader.limited:
        patients = patients.filter(pk__in=list(reader.measures))
    names = Authors(patients, reader)
    files: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(file, "w") as archive:
        files[README] = _put(archive, README, [readme()])
        files[OBSERVATIONS] = _put(archive, OBSERVATIONS, csv_parts(patients, hidden=reader.measures))
        for table in TABLES:
            files[table.file] = _put(archive, table.file, _parts(table.rows(patients, names, reader), table))
        for name, parts in beside:
            files[BESIDE + name] = _put(archive, BESIDE + name, parts)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "engine": ENGINE,
            "made_at": made_at.astimezone(dt.UTC).isoformat(),
            **({"shown": SHOWN} if reader.limited else {}),
            "files": files,
        }
        _put(archive, MANIFEST, [json.dumps(manifest, indent=1) + "\n"])
    return {name: said["rows"] for name, said in files.items() if "rows" in said}


def _put(archive: zipfile.ZipFile, name: str, parts: Iterable[str]) -> dict[str, Any]:
    digest, size, rows = hashlib.sha256(), 0, -1
    with archive.open(entry(name), "w", force_zip64=True) as out:
        for part in parts:
            data = part.encode()
            digest.update(data)
            size += len(data)
            rows += sum(1 for _ in csv.reader(io.StringIO(part, newline=""))) if name.endswith(".csv") else 0
            out.write(data)
    counted = {"rows": rows} if name.endswith(".csv") else {}
    return {**counted, "bytes": size, "sha256": digest.hexdigest()}


def entry(name: str) -> zipfile.ZipInfo:
    """A file of a zip, of which it is not told when it was made."""
    info = zipfile.ZipInfo(name, ALWAYS)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
    return info


@contextmanager
def one_moment() -> Iterator[None]:
    """Whatever is read inside is as it stood at the first read, though others write meanwhile; as an outer transaction
    has it, where there is one."""
    connection = connections[replica.alias()]
    outermost = not connection.in_atomic_block
    with transaction.atomic(connection.alias):
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _parts(rows: Iterator[Mapping[str, Any]], table: Table) -> Iterator[str]:
    """In pieces of many lines, each of whole ones."""
    lines: list[list[str]] = [table.header]
    for row in rows:
        lines.append(table.cells(row))
        if len(lines) >= AT_ONCE:
            yield _text(lines)
            lines = []
    yield _text(lines)


def _text(lines: list[list[str]]) -> str:
    buffer = io.StringIO(newline="")
    plain, quoted = (csv.writer(buffer, lineterminator="\n", quoting=how) for how in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    for line in lines:
        # A carriage return ends a line too, and Python leaves it bare.
        (quoted if any("\r" in cell for cell in line) else plain).writerow(line)
    return buffer.getvalue()
