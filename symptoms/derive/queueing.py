"""Very many reports, by all the workers there are. The rows say how far they have got, not the queue."""

import datetime as dt
import time
import uuid
from collections.abc import Iterator, Sequence

from clinical import ENGINE
from symptoms.derive import tasks
from symptoms.derive.tasks import CHUNK
from symptoms.models import Report

LOOK_SECONDS = 1.0
PATIENCE_SECONDS = 10.0
TIMES = 2  # to ask again in vain before giving up


def refresh_by_workers(wanted: Sequence[uuid.UUID], *, since: dt.datetime) -> Iterator[set[uuid.UUID]]:
    """Ask the workers for the reports that were not made since a moment, and yield whose were made, as they are made.

    Where none is made for a while (a worker was killed, or Redis lost what it held) it asks again for those who are
    left; a job that comes twice does nothing the second time. It ends when nobody is left, or when asking again did
    not help. Leaving it early does no harm: the workers go on, and a new run takes over what they have made since.
    Raises ``kombu.exceptions.OperationalError`` where Redis is away.
    """
    left = dict.fromkeys(wanted)
    in_vain = 0
    while left and in_vain <= TIMES:
        _ask(list(left), since)
        in_vain += 1
        patience = time.monotonic() + PATIENCE_SECONDS
        while left and time.monotonic() < patience:
            time.sleep(LOOK_SECONDS)
            made = _made(since) & left.keys()
            if made:
                left = {pk: None for pk in left if pk not in made}
                in_vain, patience = 0, time.monotonic() + PATIENCE_SECONDS
                yield made


def _ask(patient_ids: Sequence[uuid.UUID], since: dt.datetime) -> None:
    for start in range(0, len(patient_ids), CHUNK):
        tasks.refresh_many.delay([str(pk) for pk in patient_ids[start : start + CHUNK]], since.isoformat())


def _made(since: dt.datetime) -> set[uuid.UUID]:
    return set(Report.objects.filter(computed_at__gte=since, engine=ENGINE).values_list("pk", flat=True))
