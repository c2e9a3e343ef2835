"""From a file that was chosen to what came of it: what the pages of the clinic and of the person have in common."""

import datetime as dt
import json
from contextlib import suppress
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse

from exchange import kept as waiting_room
from exchange import large
from exchange.assistant.answering import keep_what_is_asked_back, leave_out_what_is_wrong, take_answers
from exchange.assistant.apart import is_clear, kind_of
from exchange.assistant.forms import FileForm
from exchange.assistant.mappings import fitting, keep_mapping
from exchange.assistant.outcome import Outcome, outcome_of
from exchange.assistant.place import Place
from exchange.imports.noting import Sent
from exchange.models import Import, KeptFile, LargeFile
from exchange.phone.export import is_export, read_export
from exchange.rows import CsvRefused
from exchange.tables.mapping import from_json
from exchange.tables.read import read_tables
from people.numbers import whole

FIRST = 20_000  # bytes that say how the columns are called
COUNTS = ("new", "corrected", "unchanged", "repeated", "confirmed")
SHOW, BRING, RIGHT, KEEP_ALL, LEAVE_OUT, AWAY = "show", "bring", "right", "keep_all", "leave_out", "away"


def keep(file: UploadedFile, place: Place, now: dt.datetime) -> KeptFile:
    """A file that was chosen waits from now on; read with the clinic's own mapping where one fits. Of a phone's export
    its days wait. Raises ``CsvRefused`` for one that is broken."""
    record, phone = place.record, None
    if is_export(file):
        sent = Sent.of_stream(file)
        data, phone = read_export(file).to_bytes(), {"checksum": sent.checksum, "size": sent.size}
    else:
        data = file.read()
    kept = waiting_room.keep(
        data,
        file.name or "",
        user=place.user,
        clinic=place.clinic,
        patient=record.patient if record else None,
        now=now,
        phone=phone,
    )
    if record is None and phone is None and kind_of(BytesIO(data)) is Import.Kind.TABLE:
        try:
            kept.mapping = next(iter(fitting(place.clinic, read_tables(data))), None)
        except CsvRefused:  # its page says so
            return kept
        kept.save(update_fields=["mapping"])
    return kept


def keep_or_tell(form: FileForm, place: Place, now: dt.datetime) -> bool:
    """Whether the file of a form waits from now on; where it is broken, the form says so."""
    try:
        keep(form.cleaned_data["file"], place, now)
    except CsvRefused as refused:
        form.add_error("file", str(refused))
        return False
    return True


def keep_large(file: UploadedFile, place: Place, now: dt.datetime) -> LargeFile | None:
    """A file that takes longer than a page may, on its way to a worker; None for another.

    A table is read with the clinic's own mapping where one fits its first lines. The days of a phone's export are for a
    page, whatever their size.
    """
    if is_export(file):
        return None
    data = file.read()
    file.seek(0)
    if not large.is_large(data):
        return None
    mapping = None
    if not is_clear(kind_of(BytesIO(data)), data):
        with suppress(CsvRefused):  # its worker says so
            mapping = next(iter(fitting(place.clinic, read_tables(data[:FIRST].rpartition(b"\n")[0]))), None)
    meant = from_json(json.dumps(mapping.said)) if mapping else None
    return large.keep(data, place.clinic, by=place.user, now=now, name=file.name or "", mapping=meant)


def press(kept: KeptFile, post: QueryDict, place: Place, now: dt.datetime) -> Outcome | None:
    """Take what was pressed. What stands in the way, where it was to be brought in and could not be; None otherwise.

    Raises ``ValidationError`` for a name under which no mapping can be kept.
    """
    do = post.get("do", SHOW)
    take_answers(kept, post)
    if do in (LEAVE_OUT, KEEP_ALL):
        change = leave_out_what_is_wrong if do == LEAVE_OUT else keep_what_is_asked_back
        change(kept, outcome_of(kept, place, now))
    if do == RIGHT:
        kept.confirmed = post.get("digest", "")[:64]
    if place.record is None and "mapping" in post:
        kept.mapping = place.clinic.mappings.filter(pk=whole(str(post["mapping"]))).first()
    kept.save()
    return _bring_in(kept, place, now, post.get("keep_as", "")) if do in (BRING, RIGHT) else None


def _bring_in(kept: KeptFile, place: Place, now: dt.datetime, keep_as: str) -> Outcome | None:
    """Once, however often it is pressed."""
    with transaction.atomic():
        kept = KeptFile.objects.select_for_update(of=("self",)).select_related("mapping").get(pk=kept.pk)
        if kept.done is not None:
            return None
        outcome = outcome_of(kept, place, now, write=True)
        if not outcome.can_come_in:
            return outcome
        if keep_as.strip() and outcome.proposal and place.record is None:
            keep_mapping(place.clinic, keep_as, outcome.proposal.mapping, by=place.user, now=now)
        kept.done, kept.data, kept.answers = told(outcome), b"", {}
        kept.save()
    return None


def told(outcome: Outcome) -> dict[str, Any]:
    """What came of it, or would, in numbers and sentences."""
    done = outcome.done
    assert done is not None
    counts = {name: getattr(done, name, 0) for name in COUNTS}
    people = getattr(done, "patients", None) or getattr(done, "people", 0)
    return {
        **counts,
        "people": people,
        "facts": outcome.facts,
        "created": list(done.created),
        "notes": [str(note) for note in done.notes],
        "mark": outcome.mark,
    }


def link_of(done: dict[str, Any]) -> str:
    """Where the import can be looked at; blank where there is nothing to look at."""
    return reverse("import_of", args=[done["mark"]]) if done["mark"] else ""
