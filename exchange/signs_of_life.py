"""How far a job is, told while its transaction is open."""

import datetime as dt
import threading
from types import TracebackType
from typing import Self

from django.db import Error, connection
from django.utils import timezone

from exchange.models import Job

EVERY = dt.timedelta(seconds=1)


class SignsOfLife:
    """Within ``with``: a thread with a connection of its own keeps the row of the job up to date, so that others read
    it before the transaction of this thread ends.

    On SQLite, which has one writer, it waits while this thread writes.
    """

    def __init__(self, job: Job) -> None:
        self._row = job.of_this_try()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tell, name="signs of life", daemon=True)
        self.rows: int | None = None
        self.rows_done = 0

    def found(self, rows: int) -> None:
        self.rows = rows

    def progress(self, rows: int) -> None:
        self.rows_done += rows

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _tell(self) -> None:
        try:
            while not self._over.wait(EVERY.total_seconds()):
                try:
                    self._row.update(seen_at=timezone.now(), rows=self.rows, rows_done=self.rows_done)
                except Error:  # another writer, or the database is away: the next one tells it
                    connection.close()
        finally:
            connection.close()
