"""How often, how long and how late, for Prometheus: numbers alone, by route, of nobody.

Each web process counts in files of a folder (``PROMETHEUS_MULTIPROC_DIR``, which ``alsweak.gunicorn`` empties at a
start), so that whichever is asked tells of all. What waits is asked of the database when somebody looks.
"""

import os
from collections.abc import Iterator
from secrets import compare_digest

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from alsweak import health

BUCKETS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10)  # seconds; 0.3, 0.5 and 1 are the bounds of TRUST 28
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

_answers = Counter("alsweak_answers", "Requests that were answered.", ["route", "method", "status"])
_seconds = Histogram("alsweak_answer_seconds", "How long an answer took.", ["route"], buckets=BUCKETS)

GAUGES = {
    "reports_waiting": "Reports that are behind what was entered.",
    "oldest_report": "Seconds for which the oldest of them has waited.",
    "pulse": "Seconds since a worker last did what beat asks for.",
    "letters_waiting": "Letters that wait to be sent.",
    "oldest_letter": "Seconds for which the oldest of them has waited.",
    "jobs_failed": "Jobs that failed and are not set aside.",
    "files_stuck": "Files and exports that have been under way for an hour.",
    "pdfs_stuck": "PDFs that have been under way for ten minutes.",
    "audit_unsealed": "Seconds for which the oldest event of the audit has waited for its seal.",
    "audit_months": "Months of the audit that are made ahead, on PostgreSQL.",
}


def count(route: str, method: str, status: int, seconds: float) -> None:
    """One answer. A method that is none of HTTP's usual ones counts as "other": whoever asks can invent them."""
    _answers.labels(route, method if method in METHODS else "other", str(status)).inc()
    _seconds.labels(route).observe(seconds)


@login_not_required
@never_cache
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """For who brings ``ALSWEAK_METRICS_TOKEN``; for everybody else, and where none is set, there is no such page."""
    token = f"Bearer {settings.ALSWEAK_METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    if not settings.ALSWEAK_METRICS_TOKEN or not compare_digest(given.encode(), token.encode()):
        raise Http404
    return HttpResponse(generate_latest(_counted()) + generate_latest(_waiting()), content_type=CONTENT_TYPE_LATEST)


class _Waiting(Collector):
    def collect(self) -> Iterator[Metric]:
        found = health.look(timezone.now())
        for name, told in GAUGES.items():
            if (value := getattr(found, name)) is not None:
                yield GaugeMetricFamily(f"alsweak_{name}", told, value=value)


def _waiting() -> CollectorRegistry:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Waiting())
    return registry


def _counted() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry
