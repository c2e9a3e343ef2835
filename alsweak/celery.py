"""The Celery app and the whole beat schedule."""

import os
from typing import Any

from celery.signals import beat_init, worker_init

from alsweak.broker import Jobs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alsweak.settings")

app = Jobs("alsweak", task_cls="alsweak.jobs.task:Task")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["people", "symptoms.derive", "symptoms.day", "care", "reports", "exchange", "alsweak"])

SWEEP_SECONDS = 60
REMIND_SECONDS = 300
HOUR_SECONDS = 3600

app.conf.beat_schedule = {
    "pulse": {
        "task": "alsweak.tasks.pulse",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS - 5},
    },
    # Heals whatever was not delivered; one that waited out a stopped worker has been overtaken by the next.
    "sweep_stale": {
        "task": "symptoms.derive.tasks.sweep_stale",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS - 5},
    },
    "catch_up": {
        "task": "care.tasks.catch_up",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS - 5},
    },
    # Once a night of each clinic; a look each minute makes up for a night on which the machine was off.
    "make_overviews": {
        "task": "care.tasks.make_overviews",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS - 5},
    },
    "look_after_large": {
        "task": "exchange.tasks.look_after_large",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS - 5},
    },
    "look_after_pdfs": {
        "task": "reports.tasks.look_after_pdfs",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS - 5},
    },
    "record_waiting_drafts": {
        "task": "symptoms.day.tasks.record_waiting_drafts",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS - 5},
    },
    "drop_kept_files": {
        "task": "exchange.tasks.drop_kept_files",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS - 5},
    },
    "drop_handed_files": {
        "task": "exchange.tasks.drop_handed_files",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS - 5},
    },
    "erase_what_is_due": {
        "task": "exchange.tasks.erase_what_is_due",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS - 5},
    },
    "send_mail": {
        "task": "people.tasks.send_mail",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS - 5},
    },
    "drop_sessions": {
        "task": "people.tasks.drop_sessions",
        "schedule": HOUR_SECONDS,
        "options": {"expires": HOUR_SECONDS - 5},
    },
    "seal_audit": {
        "task": "people.tasks.seal_audit",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS - 5},
    },
    "remind": {
        "task": "symptoms.day.tasks.remind",
        "schedule": REMIND_SECONDS,
        "options": {"expires": REMIND_SECONDS - 5},
    },
    "ask_before_visits": {
        "task": "care.tasks.ask_before_visits",
        "schedule": REMIND_SECONDS,
        "options": {"expires": REMIND_SECONDS - 5},
    },
}


@worker_init.connect
@beat_init.connect
def refuse_half_set(**_: Any) -> None:
    """A worker or beat of a half-set production ends at once (Celery would only log another exception)."""
    from django.core.exceptions import ImproperlyConfigured

    from alsweak import checks

    try:
        checks.refuse_half_set()
    except ImproperlyConfigured as half_set:
        raise SystemExit(str(half_set)) from half_set
