"""The Celery app of the site: asking for a job never holds up a page, whatever state Redis is in.

A message is a hint (DESIGN 2): the row is there, and a sweep finds it within a minute. So it is given up soon, and
where Redis did not take the last one, the next ones are not even tried for some seconds.
"""

import time
from typing import Any

from celery import Celery
from kombu import Connection
from kombu.exceptions import OperationalError

GIVE_UP_SECONDS = 0.7  # a page has two seconds, and a press may ask for two jobs
LET_BE_SECONDS = 5.0


class Jobs(Celery):
    """Celery, with short time limits for what it sends and a rest after a message that was not taken."""

    rests_until = 0.0  # by the clock that never jumps

    def connection_for_write(self, url: str | None = None, heartbeat: int | None = None, **kwargs: Any) -> Connection:
        """A connection to send by. A worker that waits for messages, which takes longer, has one of its own."""
        soon = {"socket_timeout": GIVE_UP_SECONDS, "socket_connect_timeout": GIVE_UP_SECONDS}
        kwargs["transport_options"] = (kwargs.get("transport_options") or {}) | soon
        return super().connection_for_write(url, heartbeat=heartbeat, **kwargs)

    def send_task(self, *args: Any, **kwargs: Any) -> Any:
        """Send one message. Raises ``kombu.exceptions.OperationalError`` where Redis does not take it, or did not a
        moment ago."""
        if time.monotonic() < self.rests_until:
            raise OperationalError("Redis took no message a moment ago; this one was not tried.")
        try:
            return super().send_task(*args, **kwargs)
        except OperationalError:
            self.rests_until = time.monotonic() + LET_BE_SECONDS
            raise
