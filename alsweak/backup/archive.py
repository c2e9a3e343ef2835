"""The file of a backup: written whole or not at all, and read no further than its members are as they were written."""

import errno
import hashlib
import json
import os
import shutil
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO, Any, Self

from django.core.management.base import CommandError

FORMAT = 1  # raise it when a restore of the code before could not read it
MANIFEST = "manifest.json"
PIECE = 1 << 20  # bytes at once
HIDDEN, PART = ".alsweak-", ".part"  # what is under way begins and ends with these
LEFT_SECONDS = 24 * 3600  # after which whoever was at it is gone
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError)


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A new file under its name once it is complete and on the disk; nothing of it otherwise. For its owner alone."""
    part = path.with_name(f"{HIDDEN}{path.name}{PART}")
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(opened, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def drop_left(folder: Path) -> None:
    """What one that was killed has left in a folder."""
    for part in folder.glob(f"{HIDDEN}*{PART}"):
        if time.time() - part.stat().st_mtime > LEFT_SECONDS:
            shutil.rmtree(part) if part.is_dir() else part.unlink()


class Archive:
    """The zip while it is written, one member after the other, to a stream that need not be seekable."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(stream, "w")
        self._members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, pieces: Iterable[bytes], *, deflate: bool = True) -> None:
        """A member of pieces of any size."""
        hashed, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
        with self._zip.open(info, "w", force_zip64=True) as member:
            for piece in _gathered(pieces):
                member.write(piece)
                hashed.update(piece)
                size += len(piece)
        self._members[name] = {"bytes": size, "stored": info.compress_size, "sha256": hashed.hexdigest()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        with suppress(OSError, ValueError) if failed else nullcontext():  # what is written now is for nobody
            self._zip.close()

    def end(self, manifest: dict[str, Any]) -> None:
        """The last member: what the others are."""
        told = {"format": FORMAT} | manifest | {"members": self._members}
        self.add(MANIFEST, [json.dumps(told, indent=1).encode()])


def manifest_of(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Raises ``CommandError`` for one that cannot be read, or not by this code."""
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        written = int(manifest["format"])
    except BROKEN as error:
        raise CommandError(f"{MANIFEST} is missing or damaged: nothing was restored.") from error
    if written > FORMAT:
        raise CommandError(
            f"It has format {written}, and this alsweak reads up to {FORMAT}: take the one that made it."
        )
    return manifest


def refuse_damage(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Read all of it once. Raises ``CommandError`` that names the members that are not as they were written."""
    damaged = [name for name, told in manifest["members"].items() if not _is_as_written(archive, name, told)]
    if damaged:
        raise CommandError(f"Damaged: {', '.join(damaged)}. Nothing was restored.")


def pieces_of(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


def _is_as_written(archive: zipfile.ZipFile, name: str, told: dict[str, Any]) -> bool:
    hashed = hashlib.sha256()
    try:
        with archive.open(name) as member:
            for piece in pieces_of(member):
                hashed.update(piece)
    except BROKEN:
        return False
    return hashed.hexdigest() == told["sha256"]


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A call for each line would cost more than the line."""
    waiting, size = [], 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)
