"""An export told apart and read: Apple Health's or Health Connect's, as the phone packs it or unpacked."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from clinical.phone import Gathered, PhoneDay
from clinical.plain import plain, read
from exchange.packed import BROKEN
from exchange.packed import START as PACKED
from exchange.phone.apple import is_apple, read_apple
from exchange.phone.health_connect import START as DATABASE
from exchange.phone.health_connect import read_health_connect
from exchange.phone.limits import BLOCK, check_size
from exchange.tables.table import refused

_LOOKED_AT = 100_000  # bytes
_LOOKED_INTO = 20  # parts of a zip: the export is beside a few others, not among the routes of walks


class Make(StrEnum):
    APPLE = "Apple Health"
    HEALTH_CONNECT = "Health Connect"


@dataclass(frozen=True)
class Export:
    """``left_out``: records that said nothing that can be; ``missing``: tables that were not there."""

    make: Make
    days: tuple[PhoneDay, ...]
    left_out: int = 0
    missing: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        return json.dumps(plain(self)).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Export":
        return read(cls, json.loads(data))


@dataclass(frozen=True)
class _Found:
    """``part``: of the zip that holds it; blank where it is no zip."""

    make: Make
    part: str = ""


def is_export(file: IO[bytes]) -> bool:
    """Whether a file is an export of a phone, whatever it is called. It is read from its beginning, and left there."""
    file.seek(0)
    found = _found(file)
    file.seek(0)
    return found is not None


def read_export(file: IO[bytes]) -> Export:
    """The days of an export. Raises ``CsvRefused`` for one that is broken, and for what is none."""
    file.seek(0)
    found = _found(file)
    if found is None:
        raise refused(_("This is no export of Apple Health or Health Connect."))
    gathered = Gathered()
    missing: tuple[str, ...] = ()
    try:
        with _opened(file, found.part) as stream:
            if found.make is Make.APPLE:
                read_apple(stream, gathered)
            else:
                with tempfile.NamedTemporaryFile(suffix=".db") as kept:
                    _copy(stream, kept)
                    missing = read_health_connect(Path(kept.name), gathered)
    except BROKEN as error:
        raise refused(_("This is not a whole zip file. It may have been cut off.")) from error
    days = gathered.days()
    if not days:
        raise refused(_("There is no weight, no step and no walking asymmetry in this export."))
    return Export(found.make, days, gathered.left_out, missing)


def _found(file: IO[bytes]) -> _Found | None:
    file.seek(0)
    head = file.read(_LOOKED_AT)
    if not head.startswith(PACKED):
        make = _make_of(head)
        return _Found(make) if make else None
    try:
        with zipfile.ZipFile(file) as packed:
            for name in _may_be(packed):
                with packed.open(name) as part:
                    make = _make_of(part.read(_LOOKED_AT))
                if make:
                    return _Found(make, name)
    except BROKEN:
        return None
    return None


def _may_be(packed: zipfile.ZipFile) -> list[str]:
    """By the ends of their names, which are the same in each language; the largest first."""
    parts = [
        part
        for part in packed.infolist()
        if part.filename.lower().endswith((".xml", ".db")) and len(PurePosixPath(part.filename).parts) <= 2
    ]
    parts.sort(key=lambda part: -part.file_size)
    return [part.filename for part in parts[:_LOOKED_INTO]]


def _make_of(head: bytes) -> Make | None:
    if head.startswith(DATABASE):
        return Make.HEALTH_CONNECT
    return Make.APPLE if is_apple(head) else None


@contextmanager
def _opened(file: IO[bytes], part: str) -> Iterator[IO[bytes]]:
    file.seek(0)
    if not part:
        yield file
        return
    with zipfile.ZipFile(file) as packed, packed.open(part) as stream:
        yield stream


def _copy(stream: IO[bytes], kept: IO[bytes]) -> None:
    size = 0
    while block := stream.read(BLOCK):
        size += len(block)
        check_size(size)
        kept.write(block)
    kept.flush()
