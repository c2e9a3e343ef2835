"""How a record is written: under the patient's lock, once for each id, with its audit event and its report asked for.

The verbs are in ``symptoms.write.verbs``; nothing else calls this.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from people import audit
from people.models import Patient, User
from people.records import is_nobody
from symptoms.derive import tasks
from symptoms.models import Event, FunctionCheck, Treatment
from symptoms.models.base import DayEntry, Recorded, Source
from symptoms.read.another import is_ones_own
from symptoms.record.columns import ENTRY_SECTIONS, statement_of
from symptoms.record.roles import same_voice
from symptoms.record.standing import Statement, together
from symptoms.record.validation import check_apart, check_day, check_given_total, clean_values, days_of_checks
from symptoms.write.asking import ask_back
from symptoms.write.others import only_ends, refusal
from symptoms.write.rows import build, save_all


class IdInUse(Exception):
    """The id that came with an entry already belongs to an entry that says something else."""

    def __str__(self) -> str:
        return _("This id already belongs to another entry; nothing was saved. Send it again with a new id.")


class NoLongerStands(ValidationError):
    """The entry that was to be changed is not the one that counts any more."""

    def __init__(self) -> None:
        super().__init__(_("This entry was already corrected or taken back; nothing was saved. Look at it again."))


@dataclass(frozen=True)
class Receipt:
    """What is stored now; ``created`` is False where the same entry had arrived before."""

    entry: Recorded
    created: bool


def record_day(
    model: type[DayEntry],
    patient: Patient,
    day: dt.date,
    new: Statement,
    *,
    by: User,
    source: str,
    now: dt.datetime,
    id: uuid.UUID | None,
    wording: str = "",
    confirm: Collection[str] | None = None,
    anew: bool = False,
) -> Receipt:
    """One author's entry for one day, in place of what they said of that day before and with what it did not touch.
    What a helper wrote down for the person (``helped``) and what they say themselves are two.

    ``new``: what is said now, its values as they were given. ``wording``: which version of our words was answered, in
    which language. ``confirm``: where values are asked back, which of them were confirmed (``weight=157``); None where
    nothing is asked. ``anew``: it corrects what was said before, which then is nothing to compare with.
    Raises ``InDoubt`` for what has to be asked first; then nothing is written.
    """
    check_day(patient, day, now)
    new = replace(new, values=clean_values(new.given, ENTRY_SECTIONS[model]))
    check_given_total(new.values, source)
    id = id or uuid.uuid4()
    try:
        with transaction.atomic():
            lock(patient)
            before = model._default_manager.filter(pk=id).first()
            if before:
                return _same_or_refuse(before, patient, day, new, by, source)
            mine = model._default_manager.standing().filter(patient=patient, day=day, author=by)
            previous = mine.filter(source__in=same_voice(source)).first()
            if model is FunctionCheck and source != Source.CLINICIAN:
                check_apart(day, days_of_checks([patient])[patient.pk])
            earlier = statement_of(previous)
            said = together(earlier, new)
            if not said.anything:
                raise ValidationError(_("Nothing was filled in, so nothing was saved."))
            if confirm is not None:
                without = previous.pk if previous and anew else None
                asked = ask_back(model, patient, day, said, earlier, source, confirm, without=without)
                said = replace(said, confirmed=said.confirmed | asked)
            entry, sections = build(
                model,
                said,
                id=id,
                patient=patient,
                day=day,
                time_zone=patient.time_zone,
                author=by,
                source=source,
                made_at=now,
                wording=wording,
            )
            supersede(previous, entry)
            save_all([(entry, sections)])
            changed(patient, by, "write", entry)
    except IntegrityError as taken:  # the id was used for another patient at the same moment
        raise IdInUse from taken
    return Receipt(entry, created=True)


def record_span(
    model: type[Treatment] | type[Event], patient: Patient, *, by: User, source: str, now: dt.datetime, **fields: Any
) -> Receipt:
    """A treatment or an event; ``fields`` may name the id and the span that it supersedes: one's own, or another's
    treatment that goes on, of which no more is said than that it ended. What another ended of one's own is one's
    own."""
    check_day(patient, fields["start"], now, field="start")
    id, superseded = fields.pop("id", None), fields.pop("supersedes", None)

    theirs: Treatment | None = None

    def earlier() -> Recorded | None:
        nonlocal theirs
        if superseded:
            theirs = only_ends(superseded, fields, by)
            if theirs is None and not is_ones_own(superseded, by):
                own(superseded, by)
        return superseded

    def after(patient: Patient, by: User, verb: str, row: Any) -> None:
        changed(patient, by, verb, row, detail=f"treatment {row.pk} ends treatment {theirs.pk}" if theirs else "")

    return record_row(model, patient, fields, earlier, by=by, source=source, now=now, id=id, after=after)


def record_row(
    model: type[Recorded],
    patient: Patient,
    said: Mapping[str, Any],
    earlier: Callable[[], Recorded | Receipt | None],
    *,
    by: User,
    source: str,
    now: dt.datetime,
    id: uuid.UUID | None,
    after: Callable[[Patient, User, str, Any], None] | None = None,
) -> Receipt:
    """A row that says ``said`` by the names of its fields, once for each id. ``after``: what ends the write,
    where it is not ``changed``.

    ``earlier`` is asked under the lock for the row whose place it takes, or for the receipt of one that says so
    already; it may refuse. Raises ``ValidationError`` by field, ``NoLongerStands`` and ``IdInUse``.
    """
    try:
        with transaction.atomic():
            lock(patient)
            before = model._default_manager.filter(pk=id).first() if id else None
            if before:
                if not says(before, {"patient_id": patient.pk, "author_id": by.pk, "source": source, **said}):
                    raise IdInUse
                return Receipt(before, created=False)
            found = earlier()
            if isinstance(found, Receipt):
                return found
            row = model(id=id or uuid.uuid4(), patient=patient, author=by, source=source, made_at=now, **said)
            supersede(found, row)
            row.full_clean(exclude=["patient", "author", "supersedes"])
            row.save(force_insert=True)
            (after or changed)(patient, by, "write", row)
    except IntegrityError as taken:  # the id was used for another patient at the same moment
        raise IdInUse from taken
    return Receipt(row, created=True)


def says(row: Recorded, said: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in said.items())


def lock(patient: Patient) -> None:
    """Let the writes to one record follow each other, to the end of the transaction."""
    Patient.objects.held(patient.pk)


def _same_or_refuse(before: DayEntry, patient: Patient, day: dt.date, new: Statement, by: User, source: str) -> Receipt:
    identity = (before.patient_id, before.author_id, before.day, before.source)
    if identity != (patient.pk, by.pk, day, source) or not statement_of(before).says(new):
        raise IdInUse
    return Receipt(before, created=False)


def supersede(old: Recorded | None, new: Recorded) -> None:
    """Put ``new`` in the place of ``old``. Raises ``NoLongerStands`` where something else took it before."""
    if old is None:
        return
    new.supersedes = old
    if not type(old)._default_manager.standing().filter(pk=old.pk).update(status=Recorded.Status.SUPERSEDED):
        raise NoLongerStands


def own(record: Recorded, by: User) -> None:
    """Raises ``PermissionDenied`` for what someone else wrote. What came in a file, or by a program of a clinic,
    anyone may change who may write."""
    if record.author_id != by.pk and not is_nobody(record.author):
        raise refusal(record)


def changed(patient: Patient, by: User, verb: str, what: Any, *, detail: str = "") -> None:
    """The audit event, the new version and the request for a report: the end of every write."""
    audit.record(verb, user=by, patient=patient, detail=detail or audit.of(what))
    Patient.objects.filter(pk=patient.pk).update(data_version=F("data_version") + 1, changed_at=Now())
    # The broker may be away: the row is safe, and the sweep finds it.
    transaction.on_commit(lambda: tasks.refresh.delay(str(patient.pk)), robust=True)
