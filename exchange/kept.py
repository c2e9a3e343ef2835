"""A file that waits on the page on which it is asked whether its values are right, so that it is chosen once."""

import base64
import binascii
import hashlib
import zlib

from exchange.rows import FileInDoubt

MOST = 600_000  # letters on the page; a larger file is chosen again


def pack(data: bytes) -> str:
    """The file as letters, or none where they are too many."""
    letters = base64.b64encode(zlib.compress(data, 9)).decode()
    return letters if len(letters) <= MOST else ""


def unpack(letters: str, max_bytes: int) -> bytes | None:
    """The file again; None for what was not packed here or is larger than a file may be."""
    try:
        reader = zlib.decompressobj()
        data = reader.decompress(base64.b64decode(letters, validate=True), max_bytes)
    except (binascii.Error, ValueError, zlib.error):
        return None
    return data if reader.eof else None


def digest(asked: FileInDoubt) -> str:
    """What confirms exactly these questions."""
    return hashlib.sha256(str(asked).encode()).hexdigest()
