"""The one writer of drafts: each press is kept at once, and becomes part of an entry when the person is done or stops.

An entry is written once and not with every press, so that the record tells what someone said and not how they
pressed. Until then the answers are as safe as an entry: a row of the same database.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from clinical.vocabulary import MEASURES
from people.access import Record, Verb, open_record
from people.clock import AHEAD
from people.models import Patient, User
from people.prepared import prepared
from people.rights import Channel
from symptoms.models import CheckIn, Draft, FunctionCheck, Measurement
from symptoms.models.base import DayEntry
from symptoms.read.last_said import own_entry
from symptoms.record.columns import ENTRY_SECTIONS, statement_of
from symptoms.record.days import local_day
from symptoms.record.roles import source_of
from symptoms.record.standing import Statement, beyond, together
from symptoms.record.validation import check_day, clean_values
from symptoms.write import verbs
from symptoms.write.transaction import Receipt

IDLE = dt.timedelta(minutes=10)  # who has pressed nothing for so long has stopped, and what they said counts
KEPT = dt.timedelta(hours=48)  # ACCESS 17 asks for 20 hours
REFUSED = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # when a draft was touched that is tried again after the next press
MODELS: dict[Draft.Kind, tuple[type[DayEntry], ...]] = {
    Draft.Kind.CHECK_IN: (CheckIn, Measurement),
    Draft.Kind.FUNCTION_CHECK: (FunctionCheck,),
}
logger = logging.getLogger(__name__)


def draft_of(patient: Patient, author: User, day: dt.date, kind: str) -> Draft | None:
    return next(iter(_drafts(patient.pk, author.pk, day, kind)), None)


@prepared
def _drafts(patient: uuid.UUID, author: int, day: dt.date, kind: str) -> QuerySet[Draft]:
    return Draft.objects.filter(patient=patient, author=author, day=day, kind=kind)


def keep(
    record: Record,
    day: dt.date,
    kind: str,
    *,
    by: User,
    now: dt.datetime,
    answers: Mapping[str, Any] | None = None,
    not_known: Mapping[str, str] | None = None,
    helped: bool | None = None,
    step: str | None = None,
    wording: str = "",
    confirmed: Collection[str] = (),
) -> Draft:
    """Add answers to the draft. The same again changes nothing. Raises ``ValidationError``; then nothing is kept.

    A draft that was recorded begins anew with what the entry does not say: the entry may have changed since, from
    another device or by a correction, and only what is pressed now is said now.
    """
    check_day(record.patient, day, now)
    sections = tuple(section for model in MODELS[Draft.Kind(kind)] for section in ENTRY_SECTIONS[model])
    new = Statement(answers or {}, not_known or {}, confirmed=frozenset(confirmed))
    new = replace(new, values=clean_values(new.given, sections))
    with transaction.atomic():
        draft, _ = Draft.objects.select_for_update().get_or_create(
            patient=record.patient, author=by, day=day, kind=kind, defaults={"touched_at": now}
        )
        if draft.recorded_at:
            new = beyond(said_of(draft, source_of(record)), new)
        before = pressed(draft)
        said = together(before, new)
        helped = draft.helped if helped is None else helped
        if (said, helped) != (before, draft.helped):
            draft.answers, draft.not_known, draft.helped = dict(said.values), dict(said.not_known), helped
            draft.confirmed = sorted(said.confirmed)
            if draft.recorded_at:  # what follows is another entry, in the place of the one that was recorded
                draft.recorded_at, draft.entry_id = None, uuid.uuid4()
            draft.wording = wording or draft.wording
        draft.step = draft.step if step is None else step
        draft.touched_at = now
        draft.save()
    return draft


def pressed(draft: Draft | None) -> Statement:
    """What is on its way to an entry."""
    if draft is None:
        return Statement()
    return Statement(draft.answers, draft.not_known, confirmed=frozenset(draft.confirmed))


def said_with(entry: DayEntry | None, draft: Draft | None) -> Statement:
    """What an author says of a day, recorded or on its way."""
    return together(statement_of(entry), pressed(draft))


def said_of(draft: Draft, source: str) -> Statement:
    """What the entries of the author for the day of a draft say, in the voice of ``source``."""
    said = Statement()
    for model in MODELS[Draft.Kind(draft.kind)]:
        entry = own_entry(model, draft.patient_id, draft.day, draft.author_id, source)
        said = together(said, statement_of(entry))
    return said


def record_draft(
    record: Record, draft: Draft, *, now: dt.datetime, confirm: Collection[str] | None = None
) -> Receipt | None:
    """Make the entry of a draft, and the measurement where something was measured. Doing it twice is doing it once.

    It is written as of the last press, however late the one who records it comes. Where all that was said of the day
    was taken back, so is the entry. None where nothing was said. Raises ``ValidationError`` where the entry is refused;
    the draft stays as it is. ``confirm``: of a function check, as in ``record_function_check``; raises ``InDoubt``.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
        if not draft.waits:
            return None
        measured = {name: value for name, value in draft.answers.items() if MEASURES[name].section == "measurement"}
        said = {name: value for name, value in draft.answers.items() if name not in measured}
        how: dict[str, Any] = {
            "by": draft.author,
            "source": source_of(record, helped=draft.helped),
            "now": draft.touched_at if local_day(record.patient, draft.touched_at) >= draft.day else now,
            "wording": draft.wording,
        }
        receipt = None
        if measured:
            id = uuid.uuid5(draft.entry_id, "measurement")
            receipt = _or_nothing(
                Measurement, record, draft, measured, verbs.record_measurement, id=id, confirmed=draft.confirmed, **how
            )
        if draft.kind == Draft.Kind.FUNCTION_CHECK:
            check, more = verbs.record_function_check, how | {"confirm": confirm}
            receipt = _or_nothing(FunctionCheck, record, draft, said, check, id=draft.entry_id, **more)
        elif said or draft.not_known:
            more = how | {"not_known": draft.not_known}
            entry = _or_nothing(CheckIn, record, draft, said, verbs.record_check_in, id=draft.entry_id, **more)
            receipt = entry or receipt
        Draft.objects.filter(pk=draft.pk).update(recorded_at=now, answers={}, not_known={}, confirmed=[])
    return receipt


def record_waiting(*, now: dt.datetime) -> int:
    """Record the drafts whose authors have stopped, however long ago, and clear away what was recorded long ago."""
    stopped = Q(touched_at__lte=now - IDLE, touched_at__gt=REFUSED) | Q(touched_at__gt=now + AHEAD)
    waiting = Draft.objects.filter(stopped, recorded_at=None)
    done = _record(waiting, now)
    Draft.objects.filter(touched_at__lt=now - KEPT).exclude(recorded_at=None).delete()
    Draft.objects.filter(touched_at__lt=now - KEPT, answers={}, not_known={}).delete()
    return done


def record_all(patient: Patient, *, now: dt.datetime) -> int:
    """Record what anybody has pressed for this patient, at once: the record is about to be closed."""
    return _record(Draft.objects.filter(patient=patient, recorded_at=None), now)


def _record(waiting: QuerySet[Draft], now: dt.datetime) -> int:
    done = 0
    for draft in waiting.exclude(answers={}, not_known={}).select_related("author", "patient"):
        if draft.day > local_day(draft.patient, now):  # they travelled west, where that day is still to come
            continue
        try:
            record = open_record(draft.author, draft.patient_id, Verb.WRITE, channel=Channel.JOB)
            done += record_draft(record, draft, now=now) is not None
        except Draft.DoesNotExist:  # cleared away at this moment
            continue
        except (Http404, PermissionDenied, ValidationError) as refused:  # their access has ended, or a rule forbids it
            logger.warning("The draft %s is not recorded (%s); it stays.", draft.pk, type(refused).__name__)
            Draft.objects.filter(pk=draft.pk, touched_at=draft.touched_at).update(touched_at=REFUSED)
    return done


def _or_nothing(
    model: type[DayEntry], record: Record, draft: Draft, said: dict[str, Any], write: Any, **how: Any
) -> Receipt | None:
    """An entry, unless all that was said of the day was taken back: then none stands."""
    entry = own_entry(model, draft.patient_id, draft.day, draft.author_id, how["source"])
    if together(statement_of(entry), Statement(said, how.get("not_known", {}))).anything:
        return write(record.patient, draft.day, said, **how)
    if entry:
        verbs.retract(entry, by=draft.author)
    return None
