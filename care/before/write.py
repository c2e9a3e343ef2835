"""The one writer of what is said before a visit, and of what was talked about.

Each verb is one transaction under the patient's lock, with its audit event. No report follows from it, so that the
version of the record stays.
"""

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from care.before.read import Coming, coming_of, own_answers
from care.before_said import DECLINED, Said, check
from care.models import Talked, VisitAnswer
from people import audit
from people.models import Patient, User
from symptoms.models import Report
from symptoms.models.base import Source
from symptoms.record.days import local_day
from symptoms.write import verbs
from symptoms.write.transaction import IdInUse, NoLongerStands, Receipt, lock, record_row


def say(
    patient: Patient,
    said: Said,
    *,
    by: User,
    source: str,
    now: dt.datetime,
    id: uuid.UUID | None = None,
) -> Receipt:
    """Answer one question before the coming visit, in place of what the author answered before. The same is one answer.

    Raises ``ValidationError`` for what is not asked, and where no visit is coming; ``IdInUse``.
    """
    check(said, own=source != Source.CAREGIVER)
    visit = _coming(patient, now)

    def earlier() -> VisitAnswer | Receipt | None:
        before = own_answers(patient, by, visit).get(said.question)
        if before and before.visit_day == visit.day and _said(before) == said:
            return Receipt(before, created=False)
        return before

    fields = {"visit_day": visit.day, **said.fields}
    return record_row(VisitAnswer, patient, fields, earlier, by=by, source=source, now=now, id=id, after=noted)


def decline(patient: Patient, *, by: User, source: str, now: dt.datetime) -> Receipt:
    """Not this time: nobody is asked again before this visit, and can still say something."""
    return say(patient, Said(DECLINED, ("not_this_time",)), by=by, source=source, now=now)


def take_back(row: VisitAnswer, *, by: User, now: dt.datetime) -> None:
    """One's own answer, until the day of the visit is over. Twice is once. Raises ``NoLongerStands``."""
    if row.visit_day < local_day(row.patient, now):
        raise ValidationError(_("This visit is over. What was said before it stays."))
    verbs.retract(row, by=by, after=noted)


def mark_talked(row: VisitAnswer, *, done: bool, by: User, now: dt.datetime, press: uuid.UUID | None = None) -> Talked:
    """That an answer was talked about, or was not after all. The same press is one row, and so is the same word again.

    Raises ``NoLongerStands`` where the answer was changed since, ``IdInUse`` for a press that said something else.
    """
    try:
        with transaction.atomic():
            lock(row.patient)
            before = Talked.objects.filter(press=press).first() if press else None
            if before:
                if (before.answer_id, before.done, before.by_id) != (row.pk, done, by.pk):
                    raise IdInUse
                return before
            if not VisitAnswer.objects.standing().filter(pk=row.pk).exists():
                raise NoLongerStands
            last = Talked.objects.filter(answer=row).last()
            if last and last.done == done:
                return last
            made = Talked.objects.create(
                patient=row.patient, answer=row, done=done, press=press or uuid.uuid4(), by=by, at=now
            )
            noted(row.patient, by, "write" if done else "retract", made)
    except IntegrityError as taken:  # the press was used for another record at the same moment
        raise IdInUse from taken
    return made


def noted(patient: Patient, by: User, verb: str, what: Any) -> None:
    """The end of a write from which no report follows: its audit event. What was asked counts in the list at once."""
    Report.objects.to_place(patient)
    audit.record(verb, user=by, patient=patient, detail=audit.of(what))


def _said(row: VisitAnswer) -> Said:
    return Said(row.question, tuple(row.answer.split()), row.words, row.shown_to)


def _coming(patient: Patient, now: dt.datetime) -> Coming:
    visit = coming_of(patient, local_day(patient, now))
    if visit is None:
        raise ValidationError(_("No next visit is on record, so nothing was saved."))
    return visit
