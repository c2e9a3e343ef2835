"""What every job of the site is made from: it tries again what can pass, and is kept where it failed."""

from typing import Any

from celery import Task as CeleryTask
from celery.exceptions import WorkerLostError
from celery.worker.request import Request as CeleryRequest
from django.db import InterfaceError, OperationalError

LOST_TIMES = 3  # what has ended its worker so often is not given to a fourth


class Request(CeleryRequest):
    """A job at a worker, as the process sees it that lives on where the job's own ends in the middle of it."""

    def on_failure(self, exc_info: Any, *args: Any, **kwargs: Any) -> Any:
        error = getattr(exc_info.exception, "exc", exc_info.exception)
        if isinstance(error, WorkerLostError):
            from alsweak.jobs import failed

            times = failed.note(self.task.name, self.args, self.kwargs, self.id, error)
            failed.let_go_of_the_connection()  # the processes that are started next must not share it
            if times >= LOST_TIMES:
                self.acknowledge()
        return super().on_failure(exc_info, *args, **kwargs)


class Task(CeleryTask):
    """A database that restarts is there again in seconds: three more tries, each after up to twice as long."""

    Request = Request
    autoretry_for = (OperationalError, InterfaceError)
    max_retries = 3
    retry_backoff = 2  # seconds
    retry_backoff_max = 60
    retry_jitter = True

    # Celery calls the first after a hard time limit too. Both import late: a task is made before there are models.

    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        from alsweak.jobs import failed

        failed.note(self.name, args, kwargs, task_id, exc)

    def on_success(self, retval: Any, task_id: str, args: Any, kwargs: Any) -> None:
        from alsweak.jobs import failed

        failed.forget(self.name, args, kwargs)
