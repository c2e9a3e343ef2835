"""A real Celery worker and beat as threads of the one web process, for a site without Redis.

The queue lives in memory and dies with the process; the sweep at the start finds whatever it held.
"""

import threading

from celery.beat import EmbeddedService
from django.conf import settings
from django.db import close_old_connections

from alsweak.beat import Steady
from alsweak.celery import app

_started = threading.Lock()


def start() -> None:
    """Start worker and beat once in this process; later calls do nothing."""
    if not settings.EMBEDDED_WORKER or not _started.acquire(blocking=False):
        return
    worker = app.Worker(
        pool="threads",
        concurrency=2,
        without_mingle=True,
        without_gossip=True,
        without_heartbeat=True,
        worker_redirect_stdouts=False,
        quiet=True,
    )
    threading.Thread(target=worker.start, name="celery-worker", daemon=True).start()
    app.conf.worker_redirect_stdouts = False
    beat = EmbeddedService(app, thread=True, scheduler_cls=Steady)
    beat.daemon = True
    beat.start()
    app.send_task("symptoms.derive.tasks.sweep_stale")
    app.send_task("alsweak.tasks.pulse")
    close_old_connections()
