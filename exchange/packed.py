"""What is in a zip, however broken it is."""

import zipfile
import zlib
from typing import IO

# What zipfile raises for bytes that are not as they were: a place before the beginning is a ValueError, too new a way
# of packing a NotImplementedError, a password a RuntimeError.
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)
START = b"PK\x03\x04"


def names_in(file: IO[bytes]) -> list[str] | None:
    """Of the files that it holds; None where it cannot be read."""
    try:
        with zipfile.ZipFile(file) as packed:
            return packed.namelist()
    except BROKEN:
        return None
