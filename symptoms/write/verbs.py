"""The only writers of what is recorded: form, API, file and job all end here.

Each verb is one transaction: it locks the patient's row (so that writes to one record follow each other), writes the
rows and the audit event, raises ``data_version`` and, once committed, asks a worker for the report. The same id twice
is one row and the same receipt. Access is the caller's to check, with ``people.access.open_record``.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from clinical.courses import COURSES
from clinical.vocabulary import MEASURES
from people.models import Patient, User
from symptoms.models import (
    CellMark,
    CheckIn,
    Event,
    FunctionCheck,
    Measurement,
    RememberedOnset,
    Treatment,
)
from symptoms.models.base import AskedBack, DayEntry, Recorded, Source
from symptoms.read.another import before_ending
from symptoms.read.last_said import last_said
from symptoms.record.columns import measure_names, statement_of
from symptoms.record.standing import Statement
from symptoms.record.validation import check_course, check_day
from symptoms.write.others import said_again
from symptoms.write.remembering import follow, remember_onset, say_where_it_began
from symptoms.write.transaction import (
    IdInUse,
    NoLongerStands,
    Receipt,
    changed,
    lock,
    own,
    record_day,
    record_span,
    supersede,
)

__all__ = [
    "IdInUse",
    "NoLongerStands",
    "Receipt",
    "correct",
    "mark_cell",
    "record_check_in",
    "record_event",
    "record_function_check",
    "record_measurement",
    "record_no_change",
    "record_treatment",
    "remember_onset",
    "retract",
    "say_where_it_began",
    "undo",
]


def record_check_in(
    patient: Patient,
    day: dt.date,
    values: Mapping[str, Any],
    *,
    by: User,
    source: str,
    now: dt.datetime,
    id: uuid.UUID | None = None,
    wording: str = "",
    confirmed_same: Collection[str] = (),
    not_known: Mapping[str, str] | None = None,
) -> Receipt:
    """Record what one author says about one day; a second check-in for the day adds to the first and replaces it.

    What the second does not speak of is kept as it was said: answers, confirmations, why there is no grade.
    ``values``: measure name to number (``None`` takes an earlier answer of that day back). ``confirmed_same``: sections
    that the person confirmed as "same as last time". ``not_known``: cell to ``not_tried`` or ``cannot_tell``.
    Raises ``ValidationError`` (by measure name or ``day``) and ``IdInUse``; then nothing is written.
    """
    new = Statement(values, not_known or {}, frozenset(confirmed_same))
    return record_day(CheckIn, patient, day, new, by=by, source=source, now=now, id=id, wording=wording)


def record_no_change(
    patient: Patient,
    day: dt.date,
    *,
    by: User,
    source: str,
    now: dt.datetime,
    id: uuid.UUID | None = None,
    wording: str = "",
) -> Receipt:
    """Record that nothing has changed since what was last said: a new, dated answer, marked as confirmed.

    Whoever has already said something of that day keeps it: then the receipt is of that entry. Raises
    ``ValidationError`` where nothing was ever said that could be the same.
    """
    check_day(patient, day, now)
    with transaction.atomic():
        lock(patient)
        mine = CheckIn.objects.standing().filter(patient=patient, day=day, author=by)
        there = (CheckIn.objects.filter(pk=id).first() if id else None) or mine.first()
        if there:
            if (there.patient_id, there.author_id) != (patient.pk, by.pk):
                raise IdInUse
            return Receipt(there, created=False)
        last = last_said(patient, day)
        if last.day is None:
            raise ValidationError(_("Nothing was said before this day, so there is nothing to be the same as."))
        same = {MEASURES[name].section for name in last.values}
        return record_check_in(
            patient,
            day,
            last.values,
            by=by,
            source=source,
            now=now,
            id=id,
            wording=wording,
            confirmed_same=same,
            not_known=last.not_known,
        )


def record_function_check(
    patient: Patient,
    day: dt.date,
    values: Mapping[str, Any],
    *,
    by: User,
    source: str,
    now: dt.datetime,
    id: uuid.UUID | None = None,
    wording: str = "",
    mode: str | None = None,
    confirm: Collection[str] | None = None,
    confirmed: Collection[str] = (),
    anew: bool = False,
) -> Receipt:
    """Record a function check; ``mode``: how it was answered, if not as usual for such a source. Outside the clinic two
    of them are at least 14 days apart (CLINICAL 1.1). ``confirm``, ``confirmed``, ``anew``: as ``record_measurement``
    has them, of a total that the clinic scored."""
    new = Statement(values, mode=mode, confirmed=frozenset(confirmed))
    how: dict[str, Any] = {"id": id, "wording": wording, "confirm": confirm, "anew": anew}
    return record_day(FunctionCheck, patient, day, new, by=by, source=source, now=now, **how)


def record_measurement(
    patient: Patient,
    day: dt.date,
    values: Mapping[str, Any],
    *,
    by: User,
    source: str,
    now: dt.datetime,
    id: uuid.UUID | None = None,
    wording: str = "",
    confirm: Collection[str] | None = None,
    confirmed: Collection[str] = (),
    anew: bool = False,
) -> Receipt:
    """Record what was measured on a day; a second measurement by the same author on that day adds to the first.

    ``confirm``: whoever says it can be asked back, and has confirmed these, as ``weight=157``; None: nobody can be.
    ``confirmed``: measures that were asked back and confirmed before. ``anew``: it corrects what this author said of
    the day. Raises ``InDoubt`` for what has to be confirmed first (CLINICAL 9.3); then nothing is written.
    """
    new = Statement(values, confirmed=frozenset(confirmed))
    how: dict[str, Any] = {"id": id, "wording": wording, "confirm": confirm, "anew": anew}
    return record_day(Measurement, patient, day, new, by=by, source=source, now=now, **how)


VERBS: dict[type[DayEntry], Any] = {
    CheckIn: record_check_in,
    FunctionCheck: record_function_check,
    Measurement: record_measurement,
}


def correct(entry: DayEntry, values: Mapping[str, Any], *, by: User, now: dt.datetime, **more: Any) -> Receipt:
    """A new entry with ``values`` in place of all that ``entry`` said; the old one stays, superseded. What came in a
    file is marked as a mistake.

    ``more``: what the verb that records such an entry takes besides. Raises ``NoLongerStands``.
    """
    own(entry, by)
    if entry.status != Recorded.Status.STANDING:
        raise NoLongerStands
    anew = dict.fromkeys(measure_names(type(entry))) | dict(values)
    if isinstance(entry, FunctionCheck):
        more = {"mode": entry.mode} | more
    if isinstance(entry, AskedBack):
        more["anew"] = True
    verb = VERBS[type(entry)]
    with transaction.atomic():
        if entry.author_id != by.pk:  # it came in a file, and goes where that is taken back
            retract(entry, by=by)
        return verb(entry.patient, entry.day, anew, by=by, source=entry.source, now=now, **more)


def retract(record: Recorded, *, by: User, after: Callable[[Patient, User, str, Any], None] | None = None) -> None:
    """Mark a record as entered in error. Doing it twice is doing it once. ``after``: what ends the write, where it is
    not ``changed``. Where it said no more than that a treatment ended, this stands again as it was before.

    Raises ``NoLongerStands`` where something else took its place: that is what counts now.
    """
    own(record, by)
    with transaction.atomic():
        lock(record.patient)
        record.refresh_from_db(fields=["status"])
        if record.status == Recorded.Status.SUPERSEDED:
            raise NoLongerStands
        if type(record).objects.standing().filter(pk=record.pk).update(status=Recorded.Status.ENTERED_IN_ERROR):
            if isinstance(record, RememberedOnset):
                follow(record.patient, record, None)
            (after or changed)(record.patient, by, "retract", record)
            if isinstance(record, Treatment) and (before := before_ending(record)):
                again = said_again(record, before)
                again.save(force_insert=True)
                changed(record.patient, by, "write", again, detail=f"treatment {again.pk} again as {before.pk}")


def undo(entry: DayEntry, *, by: User, now: dt.datetime) -> None:
    """Take an entry back; where it took the place of an earlier one of that day, that one's answers count again, and
    the next undo takes them back too.

    Doing it twice is doing it once. Raises ``NoLongerStands`` and ``PermissionDenied`` as ``correct`` does.
    """
    with transaction.atomic():
        lock(entry.patient)
        entry.refresh_from_db(fields=["status"])
        before: Any = entry.supersedes if entry.status == Recorded.Status.STANDING else None
        retract(entry, by=by)
        if before is None:
            return
        said = statement_of(before)
        more: dict[str, Any] = {"wording": before.wording}
        if isinstance(before, CheckIn):
            more |= {"confirmed_same": said.same, "not_known": said.not_known}
        if isinstance(before, FunctionCheck):
            more["mode"] = said.mode
        if isinstance(before, AskedBack):
            more["confirmed"] = said.confirmed
        verb = VERBS[type(entry)]
        verb(entry.patient, entry.day, said.values, by=by, source=before.source, now=now, **more)


def record_treatment(patient: Patient, *, by: User, source: str, now: dt.datetime, **fields: Any) -> Receipt:
    """``fields``: kind, start, and maybe id, stop, label, detail, side, dose, stop_reason, supersedes (a treatment that
    this one corrects or ends; one of another it only ends). What is of one day ends on it. Raises ``ValidationError``
    by field for what its kind doesn't have, ``PermissionDenied`` for more than an ending of another's."""
    course = COURSES.get(fields["kind"])
    if course and course.once:
        fields = fields | {"stop": fields["start"]}
    check_course(fields)
    return record_span(Treatment, patient, by=by, source=source, now=now, **fields)


def record_event(patient: Patient, *, by: User, source: str, now: dt.datetime, **fields: Any) -> Receipt:
    """``fields``: kind, start, and maybe id, end, label, serious, supersedes."""
    return record_span(Event, patient, by=by, source=source, now=now, **fields)


def mark_cell(
    patient: Patient, cell: str, kind: str, *, by: User, source: str, now: dt.datetime, on: dt.date | None = None
) -> Receipt:
    """A clinician's word on a cell, or "another cause" by anyone who may write. It replaces an earlier mark."""
    if kind != CellMark.Kind.OTHER_CAUSE and source != Source.CLINICIAN:
        raise PermissionDenied(_("Only a clinician can mark a part as involved or not involved."))
    if on:
        check_day(patient, on, now, field="on")
    with transaction.atomic():
        lock(patient)
        earlier = patient.cellmarks.standing().filter(cell=cell).first()
        if earlier and earlier.source == Source.CLINICIAN and source != Source.CLINICIAN:
            raise PermissionDenied(_("A clinician has marked this part; only the care team can change that."))
        mark = CellMark(patient=patient, cell=cell, kind=kind, on=on, author=by, source=source, made_at=now)
        supersede(earlier, mark)
        mark.full_clean(exclude=["patient", "author", "supersedes"])
        mark.save(force_insert=True)
        changed(patient, by, "write", mark)
    return Receipt(mark, created=True)
