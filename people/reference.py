"""The reference of the request that is being answered: on the page of an error, and in its lines in the log."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

PLAIN = re.compile(r"[A-Za-z0-9-]{8,64}")
_current = ContextVar("reference", default="")


def current() -> str:
    """Blank where no request is being answered."""
    return _current.get()


def new() -> str:
    """Short enough to be read out on the telephone; one of 2^48."""
    return secrets.token_hex(6)


@contextmanager
def of_this(reference: str) -> Iterator[None]:
    before = _current.set(reference)
    try:
        yield
    finally:
        _current.reset(before)
