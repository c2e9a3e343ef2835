"""Gunicorn's settings: ``gunicorn -c python:alsweak.gunicorn alsweak.wsgi``."""

import os
from pathlib import Path
from typing import Any

# The embedded worker's queue lives in the web process, so without Redis there is just one.
workers = int(os.environ.get("WEB_CONCURRENCY", "2")) if os.environ.get("REDIS_URL") else 1
threads = 8
worker_class = "gthread"
bind = os.environ.get("BIND", "127.0.0.1:8000")
timeout = 60
graceful_timeout = 20
keepalive = 5
logger_class = "alsweak.gunicorn_lines.Lines"
# Before anything counts: prometheus_client looks for it when it is loaded.
_counts = Path(os.environ.get("ALSWEAK_VAR", "var"), "metrics")
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_counts)


def on_starting(server: Any) -> None:
    """What the processes of an earlier start counted is not of this one."""
    _counts.mkdir(parents=True, exist_ok=True)
    for file in _counts.glob("*.db"):
        file.unlink()


def child_exit(server: Any, worker: Any) -> None:
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)
