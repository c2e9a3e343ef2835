"""Gunicorn's settings: ``gunicorn -c python:alsweak.gunicorn alsweak.wsgi``."""

import os
from typing import Any

from gunicorn.glogging import Logger

from alsweak import logs

# The embedded worker's queue lives in the web process, so without Redis there is just one.
workers = int(os.environ.get("WEB_CONCURRENCY", "2")) if os.environ.get("REDIS_URL") else 1
threads = 8
worker_class = "gthread"
bind = os.environ.get("BIND", "127.0.0.1:8000")
timeout = 60
graceful_timeout = 20
keepalive = 5


class Lines(Logger):
    """Gunicorn's own lines as those of the site are. No access log: it would hold addresses, and each answer has a line
    of the site's own (``alsweak.answered``)."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.of_this_process(os.environ)())

    def access(self, *args: Any) -> None:
        pass


logger_class = Lines
