"""Files that a job brings in: kept, asked for, and asked for again. What the job does is in ``exchange.running``."""

import datetime as dt
import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from celery import current_app
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext as _

from exchange.imports.noting import Sent
from exchange.models import LargeFile, ResearchExport
from exchange.packed import START
from exchange.tables.mapping import Mapping as Meaning
from exchange.tables.mapping import as_said
from people.models import Clinic, User

# 1 MB of text is about 16,000 rows, which take a worker 5 s, or 10 s on a busy machine: no page should take longer. A
# workbook is a zip, some ten times smaller than its text.
LARGE, LARGE_WORKBOOK = 1_000_000, 100_000  # bytes
KEPT = dt.timedelta(days=1)  # for answers, and to be run again
ASKED_AGAIN_AFTER = dt.timedelta(minutes=1)
TRIES = 2  # without anybody's press: a file that brings a worker down does not do so for ever
State = LargeFile.State


def is_large(data: bytes) -> bool:
    """Whether a file is for a job, not for a page."""
    return len(data) > (LARGE_WORKBOOK if data.startswith(START) else LARGE)


def keep(
    data: bytes,
    clinic: Clinic,
    *,
    by: User | None,
    now: dt.datetime,
    name: str = "",
    answers: Mapping[str, str] | None = None,
    accept: bool = False,
    confirm: bool = False,
    mapping: Meaning | None = None,
) -> LargeFile:
    """Keep a file, and ask a worker for it once that is committed. ``answers`` and ``accept`` are those of an
    ``Asker``, the rest is as in ``exchange.tables.bring.bring``."""
    sent = Sent.of(data, name)
    file = LargeFile.objects.create(
        clinic=clinic,
        by=by,
        sent_at=now,
        asked_at=now,
        file_name=sent.name,
        checksum=sent.checksum,
        size=sent.size,
        data=zlib.compress(data, 6),
        mapping=mapping and as_said(mapping),
        answers=dict(answers or {}),
        accept=accept,
        confirm=confirm,
    )
    _ask(file.pk)
    return file


def run_again(
    file: LargeFile,
    *,
    now: dt.datetime,
    answers: Mapping[str, str] | None = None,
    confirm: bool = False,
    mapping: Meaning | None = None,
) -> None:
    """Ask a worker for it once more: where it failed or stopped, was refused, or asked something. Twice is once.

    ``answers`` come beside those that were given; ``confirm``, ``mapping``: from now on. Raises ``ValidationError``
    where it is under way or done, and where the file is not kept any more.
    """
    with transaction.atomic():
        row = LargeFile.objects.select_for_update(no_key=True).get(pk=file.pk)
        if row.data is None and row.state != State.DONE:
            raise ValidationError(_("A file is kept for a day. Send this one again."))
        if row.state == State.DONE or (row.state == State.UNDER_WAY and not is_lost(row, now)):
            raise ValidationError(_("This file is under way, or it is in already."))
        row.state, row.asked_at, row.seen_at, row.rows_done, row.told = State.WAITING, now, None, 0, {}
        row.answers |= dict(answers or {})
        row.confirm = row.confirm or confirm
        row.mapping = as_said(mapping) if mapping else row.mapping
        row.save()
        _ask(row.pk)
    file.refresh_from_db()


def without_data() -> QuerySet[LargeFile]:
    """The files as they are told of: with ``is_kept`` in the place of their bytes."""
    kept = ExpressionWrapper(Q(data__isnull=False), output_field=BooleanField())
    return LargeFile.objects.defer("data").annotate(is_kept=kept)


def is_lost(file: LargeFile, now: dt.datetime) -> bool:
    """Whether nobody is at a file that was under way: its worker ended in the middle of it, and nothing of it is in."""
    return file.state == State.UNDER_WAY and (file.seen_at is None or file.seen_at < now - lost_after())


def lost_after() -> dt.timedelta:
    """SQLite has one writer: while a file is written there, nobody can say that they are at it."""
    return dt.timedelta(seconds=30) if connection.vendor == "postgresql" else dt.timedelta(minutes=10)


def look_after(now: dt.datetime) -> None:
    """Forget the files of yesterday with what was told of them; ask again for those that no worker has heard of, and
    once for those whose worker ended."""
    old = LargeFile.objects.filter(data__isnull=False, sent_at__lt=now - KEPT)
    old.exclude(state=State.UNDER_WAY, seen_at__gte=now - lost_after()).update(data=None, answers={}, told={})
    lost = Q(state=State.UNDER_WAY, seen_at__lt=now - lost_after(), tries__lt=TRIES)
    unheard = Q(state=State.WAITING, asked_at__lt=now - ASKED_AGAIN_AFTER)
    _ask(*LargeFile.objects.filter(lost | unheard, data__isnull=False).values_list("pk", flat=True))


def _ask(*files: Any) -> None:
    def ask(which: Iterable[Any] = files) -> None:
        for pk in which:
            current_app.send_task("exchange.tasks.bring_large", [str(pk)])

    transaction.on_commit(ask, robust=True)  # the broker may be away: it is asked for again


def overdue(before: dt.datetime) -> int:
    """How many files and exports for research were asked for before a moment and are neither done nor given up."""
    waits = Q(state__in=(State.WAITING, State.UNDER_WAY))
    files = LargeFile.objects.filter(waits, data__isnull=False, sent_at__lt=before).count()
    return files + ResearchExport.objects.filter(waits, asked_at__lt=before).count()


def mapping_of(file: LargeFile) -> str | None:
    """As JSON, as ``exchange.tables.mapping.from_json`` takes it."""
    return json.dumps(file.mapping) if file.mapping else None
