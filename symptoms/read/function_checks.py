"""Around a function check: when the next may be made, what moved, whether a machine is on the list."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from clinical.vocabulary import FUNCTION_ITEMS
from people.models import Patient
from people.prepared import prepared
from symptoms.models import FunctionCheck, Treatment
from symptoms.models.base import Source
from symptoms.record.validation import APART
from symptoms.wording import FUNCTION, PERSON, Question, Text, Voice

ASKED_ABOUT = 2  # a move of this many levels may be a slip
EVERY = dt.timedelta(days=28)  # CLINICAL 1.1 [P]


@dataclass(frozen=True)
class Move:
    """An item that moved by two levels or more since the check before."""

    item: str
    question: Text
    before: Text
    now: Text


def last_check(patient: Patient, today: dt.date) -> dt.date | None:
    """The day of the last check outside the clinic."""
    return next(iter(_last_checks(patient.pk, today)), None)


@prepared
def _last_checks(patient: uuid.UUID, today: dt.date) -> QuerySet[FunctionCheck, dt.date]:
    checks = FunctionCheck.objects.standing().filter(patient=patient, day__lte=today)
    return checks.exclude(source=Source.CLINICIAN).order_by("-day").values_list("day", flat=True)[:1]


def next_possible(patient: Patient, today: dt.date) -> dt.date | None:
    """From when on the next check can be made, where that is not today yet."""
    last = last_check(patient, today)
    possible = last and last + APART
    return possible if possible and possible > today else None


def is_due(patient: Patient, today: dt.date) -> bool:
    """Whether it is time for the next one: 28 days after the last, or never made yet."""
    last = last_check(patient, today)
    return last is None or today - last >= EVERY


def moves(check: FunctionCheck, voice: Voice = PERSON) -> list[Move]:
    """What moved much since this author's kind of check before; raters are not compared with each other."""
    kinds = [Source.CLINICIAN] if check.source == Source.CLINICIAN else [Source.SELF, Source.HELPED, Source.CAREGIVER]
    before = (
        FunctionCheck.objects.standing()
        .filter(patient=check.patient_id, day__lt=check.day, source__in=kinds)
        .exclude(**{f"{item}__isnull": True for item in FUNCTION_ITEMS})  # a total alone
        .order_by("-day", "-made_at", "pk")
        .first()
    )
    found: list[Move] = []
    if before is None:
        return found
    for item in FUNCTION_ITEMS:
        then, now = getattr(before, item), getattr(check, item)
        asked = [_wording(item, said) for said in (before, check)]
        if then is not None and now is not None and abs(then - now) >= ASKED_ABOUT and asked[0] == asked[1]:
            question = asked[1]
            words = question.text, question.answer(then), question.answer(now)
            found.append(Move(item, *map(voice.says, words)))
    return found


def _wording(item: str, check: FunctionCheck) -> Question:
    return FUNCTION[f"{item}_gastrostomy" if item == "cutting_food" and check.gastrostomy else item]


def machine_question(check: FunctionCheck) -> str:
    """``listed`` or ``unlisted`` where the answer on a breathing machine and the list of treatments disagree."""
    answer = check.respiratory_insufficiency
    if answer is None:
        return ""
    on_list = _goes_on(check.patient_id, Treatment.Kind.NIV, check.day)
    if on_list == (answer < 4):
        return ""
    return "listed" if on_list else "unlisted"


def tube_listed(patient: Patient, day: dt.date) -> bool:
    """Whether a feeding tube is on the list of treatments on a day: then it is not asked about (CLINICAL 8)."""
    return _goes_on(patient.pk, Treatment.Kind.GASTROSTOMY, day)


def _goes_on(patient: uuid.UUID, kind: str, day: dt.date) -> bool:
    rows = Treatment.objects.standing().filter(patient=patient, kind=kind, start__lte=day)
    return rows.exclude(stop__lt=day).exists()
