"""An archive is read whole or refused whole: first whether it is as it was made, then every cell of it."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import IO, Any

from django.utils.translation import gettext as _

from exchange.archive.all_tables import TABLES
from exchange.archive.care_tables import CONSENTS
from exchange.archive.tables import Table
from exchange.archive.write import BESIDE, FORMAT, MANIFEST, OBSERVATIONS, README, VERSION
from exchange.csv_read import read_csv
from exchange.packed import BROKEN
from exchange.rows import CsvRefused, Problem, Problems, Rows

BLOCK = 1 << 20
MANIFEST_BYTES = 20_000_000  # a bundle takes 150 of them
NAMES = (README, OBSERVATIONS, *(table.file for table in TABLES))


@dataclass(frozen=True)
class Line:
    """A row of a table: its ``line`` in the file, and what it says by name of the column."""

    line: int
    said: dict[str, Any]


@dataclass(frozen=True)
class Archive:
    """``tables``: the rows of each but consents.csv, which is for reading only, by name of the file."""

    observations: Rows
    tables: dict[str, list[Line]]


def read_archive(file: IO[bytes], *, max_bytes: int | None = None) -> Archive:
    """What an archive holds. Its tables alone are read: of the folder ``BESIDE`` no more than whether it is as it was
    made. ``max_bytes``: of all its files together, unpacked.

    Raises ``CsvRefused`` for one that is not as it was made, that a newer version made, or that has wrong cells.
    """
    try:
        archive = zipfile.ZipFile(file)
        version, rows = _verified(archive, max_bytes)
    except BROKEN as error:
        raise CsvRefused([Problem(_("This is not a whole zip file. It may have been cut off."))]) from error
    tables, problems = {}, []
    with archive:
        observations = _observations(archive, rows[OBSERVATIONS])
        for table in TABLES:
            if table is CONSENTS:
                continue
            found = Problems(table.file)
            tables[table.file] = list(_lines(archive, table, version, found)) if table.file in rows else []
            problems.append(found)
    refuse_together(problems)
    return Archive(observations, tables)


def refuse_together(problems: list[Problems]) -> None:
    """Raises ``CsvRefused`` with what is wrong in any of the tables."""
    shown = [problem for each in problems for problem in each.shown]
    if shown:
        raise CsvRefused(shown, "\n".join(each.more for each in problems if each.more))


def _verified(archive: zipfile.ZipFile, max_bytes: int | None) -> tuple[int, dict[str, int]]:
    """The version of its format, and the number of rows by file, as the manifest says. Raises ``CsvRefused``."""
    there = archive.namelist()
    if MANIFEST not in there:
        raise CsvRefused([Problem(_("There is no manifest.json in it: this is not a complete record of alsweak."))])
    version, files = _manifest(archive)
    newer = {table.file for table in TABLES if table.since > version}
    ours = [name for name in NAMES if name in files or name not in newer]
    names = (*ours, *(name for name in files if name.startswith(BESIDE)))
    if sorted(there) != sorted([*names, MANIFEST]) or sorted(files) != sorted(names):
        odd = ", ".join(sorted(set(there) ^ {*names, MANIFEST}) or sorted(set(files) ^ set(names)) or there)
        raise CsvRefused([Problem(_("Files are missing or were added: %(names)s.") % {"names": odd[:200]})])
    if max_bytes is not None and sum(info.file_size for info in archive.infolist()) > max_bytes:
        raise CsvRefused([Problem(_("The file is larger than %(mb)g MB. Send it in parts.") % {"mb": max_bytes / 1e6})])
    changed = [name for name in names if not _as_made(archive, name, files[name])]
    if changed:
        told = _("It was changed since it was made, so nothing of the archive is taken.")
        raise CsvRefused([Problem(told, file=name) for name in changed])
    return version, {name: files[name].get("rows", 0) for name in ours}


def _manifest(archive: zipfile.ZipFile) -> tuple[int, dict[str, dict[str, Any]]]:
    with archive.open(MANIFEST) as stream:
        text = stream.read(MANIFEST_BYTES)
    try:
        said = json.loads(text)
        kind, version, files = said["format"], said["version"], said["files"]
        whole = kind == FORMAT and isinstance(version, int) and all(isinstance(each, dict) for each in files.values())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        whole = False
    if not whole:
        raise CsvRefused([Problem(_("It cannot be read. The file was changed since it was made."), file=MANIFEST)])
    if version > VERSION:
        told = _("It was made by a newer alsweak (format %(theirs)d, here %(ours)d is read). Update this site first.")
        raise CsvRefused([Problem(told % {"theirs": version, "ours": VERSION})])
    return version, files


def _as_made(archive: zipfile.ZipFile, name: str, said: dict[str, Any]) -> bool:
    digest = hashlib.sha256()
    size = 0
    try:
        with archive.open(name) as stream:
            while block := stream.read(BLOCK):
                digest.update(block)
                size += len(block)
                if size > said.get("bytes", 0):  # what unpacks to more than was said is not unpacked further
                    return False
    except BROKEN:  # the zip has a sum of its own
        return False
    return (size, digest.hexdigest()) == (said.get("bytes"), said.get("sha256"))


def _observations(archive: zipfile.ZipFile, rows: int) -> Rows:
    if not rows:
        return Rows((), ())
    try:
        with archive.open(OBSERVATIONS) as stream:
            return read_csv(stream.read())
    except CsvRefused as refused:
        raise CsvRefused([replace(each, file=OBSERVATIONS) for each in refused.problems], refused.more) from refused


def _lines(archive: zipfile.ZipFile, table: Table, version: int, problems: Problems) -> Iterator[Line]:
    header = table.header_of(version)
    with archive.open(table.file) as stream:
        reader = csv.reader(io.TextIOWrapper(stream, "utf-8", newline=""), strict=True)
        line = 1
        try:
            for cells in reader:
                if line == 1:
                    if cells == table.header:  # also of an archive that was made while a version was on its way
                        header = table.header
                    elif cells != header:
                        told = _("These columns were expected: %(names)s.") % {"names": ", ".join(header)}
                        problems.add(told, 1)
                        return
                elif len(cells) != len(header):
                    told = _("%(found)d cells were found, %(needed)d are needed. The file may have been cut off.")
                    problems.add(told % {"found": len(cells), "needed": len(header)}, line)
                else:
                    yield Line(line, _said(table, dict(zip(header, cells, strict=True)), line, problems))
                line = reader.line_num + 1
        except (csv.Error, UnicodeDecodeError):
            problems.add(_("This line cannot be read as text in UTF-8 with commas."), line)


def _said(table: Table, cells: Mapping[str, str], line: int, problems: Problems) -> dict[str, Any]:
    """``cells``: by column; one that an older archive lacks is blank."""
    said = {}
    for column in table.columns:
        cell = cells.get(column.name, "")
        try:
            said[column.name] = column.value(cell)
        except ValueError:
            found = _("“%(cell)s” was found") % {"cell": cell[:40]} if cell else _("nothing was found")
            told = _("%(found)s, %(allowed)s is allowed.") % {"found": found, "allowed": column.kind.allowed}
            problems.add(told, line, column.name)
            said[column.name] = column.kind.blank
    return said
