"""Encryption with age (https://age-encryption.org): to a public key, so that the server can't read its own backups."""

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyrage
from django.conf import settings
from django.core.management.base import CommandError
from pyrage import x25519

HEAD = b"age-encryption.org/v1"


def recipient_of(text: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise CommandError(f"“{text}” is no public key of age, which begins with age1.") from error


@contextmanager
def encrypted(stream: IO[bytes], recipient: x25519.Recipient) -> Iterator[IO[bytes]]:
    """What is written here arrives at a stream encrypted, while it is written."""
    reading, writing = os.pipe()
    failed: list[Exception] = []

    def pass_on() -> None:
        with open(reading, "rb") as plain:
            try:
                pyrage.encrypt_io(plain, _Telling(stream, failed), [recipient])
            except pyrage.EncryptError as error:
                failed.append(error)

    thread = threading.Thread(target=pass_on)
    thread.start()
    try:
        with open(writing, "wb") as plain:
            yield plain
    except BrokenPipeError:  # the other end stopped, and has said why
        if not failed:
            raise
    finally:
        thread.join()
    if failed:
        raise failed[0]


class _Telling:
    """A stream whose errors are kept: age makes them errors of its own, without their number."""

    def __init__(self, stream: IO[bytes], failed: list[Exception]) -> None:
        self._stream, self._failed = stream, failed

    def write(self, data: bytes) -> int:
        try:
            return self._stream.write(data)
        except OSError as error:
            self._failed.append(error)
            raise

    def flush(self) -> None:
        """When the file is whole."""


@contextmanager
def decrypted(path: Path, identity: Path | None) -> Iterator[IO[bytes]]:
    """The zip of a backup, which is seekable; of an encrypted one, in a file without a name that is gone with it.

    Raises ``CommandError`` where the key is missing or another one.
    """
    with path.open("rb") as stream:
        is_sealed = stream.read(len(HEAD)) == HEAD
        stream.seek(0)
        if not is_sealed:
            yield stream
            return
        if identity is None:
            raise CommandError("It is encrypted: --identity names the file of the key. Nothing was restored.")
        beside = path.parent if os.access(path.parent, os.W_OK) else settings.VAR  # there is room for the file itself
        with tempfile.TemporaryFile(dir=beside) as plain:
            try:
                pyrage.decrypt_io(stream, plain, _identities(identity))
            except pyrage.DecryptError as error:
                raise CommandError(
                    f"The key does not open it, or it is damaged ({error}). Nothing was restored."
                ) from error
            plain.seek(0)
            yield plain


def _identities(file: Path) -> list[x25519.Identity]:
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text()
        lines = [line.strip() for line in text.splitlines()]
        return [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (pyrage.IdentityError, OSError) as error:
        raise CommandError(f"{file} holds no secret key of age, which begins with AGE-SECRET-KEY-1.") from error
