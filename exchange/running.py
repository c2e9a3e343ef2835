"""A large file, brought in by a worker: whole or not at all, however often it is asked for.

``told`` of a file that is done: ``counts``, ``created`` (how many records), ``facts`` and ``notes``; of one that was
refused: ``problems`` and ``more``; of one that asks: ``questions`` (key, sentence, options, proposed) and those of one
that was refused, where some of it can't be read either, or ``doubts`` (sentences on values that can hardly be) and
``more_doubts``, how many more there are; of one that failed: ``sentence``.
"""

import datetime as dt
import logging
import zlib
from io import BytesIO
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from exchange.archive.load import ImportedArchive
from exchange.assistant.apart import is_clear, kind_of
from exchange.assistant.asking import PageAsker
from exchange.assistant.clear import read_clear
from exchange.assistant.place import Place
from exchange.importing import Imported
from exchange.imports import noting
from exchange.large import lost_after, mapping_of
from exchange.models import Import, LargeFile
from exchange.rows import SHOWN, CsvRefused, FileInDoubt
from exchange.signs_of_life import SignsOfLife
from exchange.tables.bring import Open, bring
from exchange.tables.mapping import from_json
from exchange.tables.questions import Asked
from exchange.tables.read import read_tables
from people import audit
from people.access import Verb, clinics_of
from people.rights import Channel

State = LargeFile.State
logger = logging.getLogger(__name__)


class Overtaken(Exception):
    """Somebody else is at the file by now: nothing of this try is kept."""


def run(file_id: str, *, now: dt.datetime) -> None:
    """Bring a file in and tell what came of it. Nothing is done where somebody is at it, where it is in, and where who
    sent it may not do so any more."""
    file = _taken(file_id, now)
    if file is None:
        return
    language = (file.by.language if file.by else file.clinic.language) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            _check_sender(file)
            with SignsOfLife(file) as signs:
                _bring(file, signs)
        except PermissionDenied as gone:
            _end(file, State.FAILED, {"sentence": str(gone)})
        except Overtaken:
            logger.warning("A large file was taken over by another worker.")
        except CsvRefused as refused:
            _end(file, State.REFUSED, _refused(refused))
        except Asked as asked:
            _end(file, State.ASKED, _asked(asked))
        except FileInDoubt as doubtful:
            _end(file, State.ASKED, _in_doubt(doubtful))
        except SoftTimeLimitExceeded:
            _end(file, State.FAILED, {"sentence": _("This took too long, and nothing was kept. Send it in parts.")})
        except Exception:
            logger.exception("A large file could not be brought in.")
            _end(file, State.FAILED, {"sentence": _("Something went wrong here, and nothing was kept. Try it again.")})


def _check_sender(file: LargeFile) -> None:
    """Again, for it was asked for a while ago. Raises ``PermissionDenied``."""
    if file.by and not clinics_of(file.by, Verb.WRITE, channel=Channel.JOB).filter(pk=file.clinic_id).exists():
        audit.record("refused", user=file.by, detail=f"large file {file.pk}")
        raise PermissionDenied(_("Who sent this cannot write in this clinic any more, and nothing was kept."))


def _taken(file_id: str, now: dt.datetime) -> LargeFile | None:
    """The file, from now on this worker's; None where it is not to be had."""
    waits = Q(state=State.WAITING) | Q(state=State.UNDER_WAY, seen_at__lt=now - lost_after())
    mine = LargeFile.objects.filter(waits, pk=file_id, data__isnull=False)
    if not mine.update(state=State.UNDER_WAY, seen_at=now, tries=F("tries") + 1, rows_done=0, told={}):
        return None
    return LargeFile.objects.select_related("clinic", "by").get(pk=file_id)


def _bring(file: LargeFile, signs: SignsOfLife) -> None:
    data, file.data = zlib.decompress(bytes(file.data or b"")), None
    kind = kind_of(BytesIO(data))
    bring_in = _bring_clear if is_clear(kind, data) else _bring_table
    with transaction.atomic():
        told, noted = bring_in(file, data, kind, signs)
        rows = signs.rows or 0
        if not _end(file, State.DONE, told, data=None, imported=noted, rows=rows, rows_done=rows):
            raise Overtaken


def _bring_table(
    file: LargeFile, data: bytes, kind: Import.Kind, signs: SignsOfLife
) -> tuple[dict[str, Any], Import | None]:
    """What is told of it, and the note."""
    meant = mapping_of(file)
    brought = bring(
        read_tables(data),
        file.clinic,
        confirm=file.confirm,
        now=timezone.now(),
        mapping=from_json(meant) if meant else None,
        found=signs.found,
        **_how(file, signs),
    )
    return _done(brought.done, brought.facts), brought.noted


def _bring_clear(
    file: LargeFile, data: bytes, kind: Import.Kind, signs: SignsOfLife
) -> tuple[dict[str, Any], Import | None]:
    """The same of a file of which nothing has to be asked to read it."""
    assert file.by, "sent on a page"
    now = timezone.now()
    clear = read_clear(data, kind, Place(file.by, file.clinic), now=now)
    signs.found(clear.rows)
    done = clear.bring_in(confirm=file.confirm, now=now, **_how(file, signs))
    return _done(done), noting.of(file.clinic, by=file.by, now=now)


def _how(file: LargeFile, signs: SignsOfLife) -> dict[str, Any]:
    return {
        "asker": PageAsker(file.answers, {}, accept=file.accept),
        "by": file.by,
        "sent": noting.Sent(file.file_name, file.checksum, file.size),
        "progress": signs.progress,
    }


def _end(file: LargeFile, state: str, told: dict[str, Any], **fields: Any) -> bool:
    """Whether it was still this worker's to end."""
    return bool(file.of_this_try().update(state=state, told=told, **fields))


def _done(done: Imported | ImportedArchive, facts: int = 0) -> dict[str, Any]:
    return {
        "counts": done.counts,
        "created": len(done.created),
        "facts": facts,
        "notes": list(done.notes),
    }


def _refused(refused: CsvRefused) -> dict[str, Any]:
    return {"problems": [str(problem) for problem in refused.problems], "more": refused.more}


def _in_doubt(doubtful: FileInDoubt) -> dict[str, Any]:
    told = [str(question) for question in doubtful.questions]
    return {"doubts": told[:SHOWN], "more_doubts": len(told[SHOWN:])}


def _asked(asked: Asked) -> dict[str, Any]:
    questions = [
        {
            "key": question.key,
            "sentence": question.sentence,
            "options": list(question.options),
            "proposed": question.proposed,
        }
        for question in asked.questions
    ]
    refused = asked.refused if isinstance(asked, Open) else None
    return {"questions": questions, **(_refused(refused) if refused else {})}
