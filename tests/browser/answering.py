"""The live server's answers that are still on their way: a test ends only after them.

Else one that a page left behind writes into the data of the next test, or stands in the way of emptying it.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PATIENCE = 30  # seconds: as long as a question of the site's to its database may take


class Answering:
    """A WSGI application that knows how many of its answers have begun and not ended."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application
        self.begun = 0
        self.changed = threading.Condition()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with self._one():
            body = self.application(environ, start_response)
            try:
                yield from body
            finally:
                close: Any = getattr(body, "close", lambda: None)
                close()

    @contextmanager
    def _one(self) -> Iterator[None]:
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self.changed:
            self.begun += more
            self.changed.notify_all()

    def wait(self) -> None:
        """Until none is on its way; RuntimeError after PATIENCE."""
        with self.changed:
            if not self.changed.wait_for(lambda: self.begun == 0, PATIENCE):
                raise RuntimeError(f"{self.begun} answers of the live server have not ended in {PATIENCE} s.")
