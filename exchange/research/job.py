"""An export that a worker makes: asked for, made whole or not at all, fetched in pieces, forgotten."""

import datetime as dt
import logging
import tempfile
from collections.abc import Iterator
from typing import Any

from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import F, Q

from exchange.large import ASKED_AGAIN_AFTER, KEPT, TRIES, lost_after
from exchange.models import ResearchExport, ResearchPart
from exchange.research.give import give
from exchange.research.refused import Refused
from exchange.research.write import Given
from exchange.running import Overtaken
from exchange.signs_of_life import SignsOfLife
from people.models import Clinic

PIECE = 1 << 20  # bytes
State = ResearchExport.State
logger = logging.getLogger(__name__)


def ask(clinic: Clinic | None, *, now: dt.datetime) -> ResearchExport:
    """Ask a worker for it, once that is committed."""
    export = ResearchExport.objects.create(clinic=clinic, asked_at=now)
    _send([export.pk])
    return export


def run(export_id: str, *, now: dt.datetime) -> None:
    """Make it, and tell what came of it. Nothing is done where somebody is at it, where it is made, and where nobody
    waits for it any more."""
    waits = Q(state=State.WAITING) | Q(state=State.UNDER_WAY, seen_at__lt=now - lost_after())
    mine = ResearchExport.objects.filter(waits, pk=export_id)
    if not mine.update(state=State.UNDER_WAY, seen_at=now, tries=F("tries") + 1, rows_done=0, told={}):
        return
    export = ResearchExport.objects.select_related("clinic").get(pk=export_id)
    try:
        with SignsOfLife(export) as signs:
            _make(export, signs, now)
    except Overtaken:
        logger.warning("Nobody waits for an export for research any more, or another worker is at it.")
    except Refused as refused:
        _end(export, State.REFUSED, {"sentence": str(refused)})
    except SoftTimeLimitExceeded:
        _end(
            export, State.FAILED, {"sentence": "This took too long, and nothing was given. Take one clinic at a time."}
        )
    except Exception:
        logger.exception("An export for research could not be made.")
        _end(export, State.FAILED, {"sentence": "Something went wrong, and nothing was given. The log says what."})


def pieces(export: ResearchExport) -> Iterator[bytes]:
    """Of the zip, in order."""
    for place in range(export.parts.count()):
        yield bytes(ResearchPart.objects.get(export=export, place=place).data)


def look_after(now: dt.datetime) -> None:
    """Forget what nobody fetched for a day; ask again for what no worker has heard of, and once for what was lost."""
    ResearchExport.objects.filter(asked_at__lt=now - KEPT).delete()
    lost = Q(state=State.UNDER_WAY, seen_at__lt=now - lost_after(), tries__lt=TRIES)
    unheard = Q(state=State.WAITING, asked_at__lt=now - ASKED_AGAIN_AFTER)
    _send(ResearchExport.objects.filter(lost | unheard).values_list("pk", flat=True))


def _make(export: ResearchExport, signs: SignsOfLife, now: dt.datetime) -> None:
    with tempfile.TemporaryFile() as file:

        def keep(given: Given) -> None:
            if not _end(
                export, State.DONE, {"people": len(given.people), "rows": given.rows, "parquet": given.parquet}
            ):
                raise Overtaken
            file.seek(0)
            for place, piece in enumerate(iter(lambda: file.read(PIECE), b"")):
                ResearchPart.objects.create(export=export, place=place, data=piece)

        give(file, now=now, clinic=export.clinic, keep=keep, found=signs.found, progress=signs.progress)


def _end(export: ResearchExport, state: str, told: dict[str, Any]) -> bool:
    """Whether it was still this worker's to end."""
    return bool(export.of_this_try().update(state=state, told=told))


def _send(exports: Any) -> None:
    waiting = [str(pk) for pk in exports]

    def send() -> None:
        for pk in waiting:
            current_app.send_task("exchange.tasks.give_for_research", [pk])

    transaction.on_commit(send, robust=True)  # the broker may be away: it is asked for again
