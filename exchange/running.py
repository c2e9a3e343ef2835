"""A large file, brought in by a worker: whole or not at all, however often it is asked for.

``told`` of a file that is done: ``counts``, ``created`` (how many records), ``facts`` and ``notes``; of one that was
refused: ``problems`` and ``more``; of one that asks: ``questions`` (key, sentence, options, proposed) and those of one
that was refused, where some of it can't be read either; of one that failed: ``sentence``.
"""

import datetime as dt
import logging
import zlib
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from exchange.assistant.asking import PageAsker
from exchange.imports.noting import Sent
from exchange.large import lost_after, mapping_of
from exchange.models import LargeFile
from exchange.rows import CsvRefused
from exchange.signs_of_life import SignsOfLife
from exchange.tables.bring import Brought, Open, bring
from exchange.tables.mapping import from_json
from exchange.tables.read import read_tables

State = LargeFile.State
logger = logging.getLogger(__name__)


class Overtaken(Exception):
    """Somebody else is at the file by now: nothing of this try is kept."""


def run(file_id: str, *, now: dt.datetime) -> None:
    """Bring a file in and tell what came of it. Nothing is done where somebody is at it, and where it is in."""
    file = _taken(file_id, now)
    if file is None:
        return
    language = (file.by.language if file.by else file.clinic.language) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            with SignsOfLife(file) as signs:
                _bring(file, signs)
        except Overtaken:
            logger.warning("A large file was taken over by another worker.")
        except CsvRefused as refused:
            _end(file, State.REFUSED, _refused(refused))
        except Open as asked:
            _end(file, State.ASKED, _asked(asked))
        except SoftTimeLimitExceeded:
            _end(file, State.FAILED, {"sentence": _("This took too long, and nothing was kept. Send it in parts.")})
        except Exception:
            logger.exception("A large file could not be brought in.")
            _end(file, State.FAILED, {"sentence": _("Something went wrong here, and nothing was kept. Try it again.")})


def _taken(file_id: str, now: dt.datetime) -> LargeFile | None:
    """The file, from now on this worker's; None where it is not to be had."""
    waits = Q(state=State.WAITING) | Q(state=State.UNDER_WAY, seen_at__lt=now - lost_after())
    mine = LargeFile.objects.filter(waits, pk=file_id, data__isnull=False)
    if not mine.update(state=State.UNDER_WAY, seen_at=now, tries=F("tries") + 1, rows_done=0, told={}):
        return None
    return LargeFile.objects.select_related("clinic", "by").get(pk=file_id)


def _bring(file: LargeFile, signs: SignsOfLife) -> None:
    meant = mapping_of(file)
    data, file.data = file.data or b"", None
    with transaction.atomic():
        brought = bring(
            read_tables(zlib.decompress(bytes(data))),
            file.clinic,
            PageAsker(file.answers, {}, accept=file.accept),
            now=timezone.now(),
            by=file.by,
            sent=Sent(file.file_name, file.checksum, file.size),
            mapping=from_json(meant) if meant else None,
            confirm=file.confirm,
            found=signs.found,
            progress=signs.progress,
        )
        rows = signs.rows or 0
        if not _end(file, State.DONE, _done(brought), data=None, imported=brought.noted, rows=rows, rows_done=rows):
            raise Overtaken


def _end(file: LargeFile, state: str, told: dict[str, Any], **fields: Any) -> bool:
    """Whether it was still this worker's to end."""
    return bool(file.of_this_try().update(state=state, told=told, **fields))


def _done(brought: Brought) -> dict[str, Any]:
    done = brought.done
    return {
        "counts": done.counts,
        "created": len(done.created),
        "facts": brought.facts,
        "notes": list(done.notes),
    }


def _refused(refused: CsvRefused) -> dict[str, Any]:
    return {"problems": [str(problem) for problem in refused.problems], "more": refused.more}


def _asked(asked: Open) -> dict[str, Any]:
    questions = [
        {
            "key": question.key,
            "sentence": question.sentence,
            "options": list(question.options),
            "proposed": question.proposed,
        }
        for question in asked.questions
    ]
    return {"questions": questions, **(_refused(asked.refused) if asked.refused else {})}
