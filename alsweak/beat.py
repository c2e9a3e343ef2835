"""Beat goes on when a clock that was ahead is put right: Celery's own waits until the moment has come again."""

import datetime as dt
from typing import Any

from celery.beat import PersistentScheduler, Scheduler

SLACK = dt.timedelta(minutes=1)


class Steady(Scheduler):
    """A schedule without a memory, for a worker inside the web process."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        now = self.app.now()
        for entry in self.schedule.values():
            if entry.last_run_at > now + SLACK:
                entry.last_run_at = now
                self._heap = None  # is made anew, of the times that are right
        return float(super().tick(*args, **kwargs))


class Kept(Steady, PersistentScheduler):
    """The one of a beat by itself, which keeps its times in a file."""
