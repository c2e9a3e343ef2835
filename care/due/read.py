"""What is due of people: what their reports hold, what the team answered, and what was said before visits.

What a report holds is a fact of the entries; the rest is joined when it is read, so that it counts at once.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Max, Q, QuerySet

from care.before_said import ABOUT_THEMSELVES, DECLINED, THEIRS_TO_SHARE
from care.models import DueAnswer, Programme, VisitAnswer
from clinical.due import Action, Answer, Asked, Due, Known, Task, Why, due
from people.consent import Part
from people.models import Patient
from symptoms.models.base import Source
from symptoms.record.days import local_day


@dataclass(frozen=True)
class Version:
    """Of an exercise programme. ``review``: None of one by which it ended."""

    start: dt.date
    review: dt.date | None
    made_at: dt.datetime


@dataclass(frozen=True)
class Heard:
    """``answers``: all that the team answered, in its order; ``said``: what was said before visits as (question,
    answer, the last moment); ``programmes``: the versions of an exercise programme."""

    answers: Sequence[DueAnswer] = ()
    said: list[tuple[str, str, dt.datetime]] = field(default_factory=list)
    programmes: list[Version] = field(default_factory=list)

    def programme(self, today: dt.date) -> Version | None:
        """The version in force (``care.programme.read.Programmes.on``)."""
        begun = next((each for each in reversed(self.programmes) if each.start <= today), None)
        return begun if begun and begun.review else None


def heard_of(
    patients: Collection[uuid.UUID], programmes: Mapping[uuid.UUID, list[Version]] | None = None
) -> dict[uuid.UUID, Heard]:
    """Of each of these people. Three queries; two where their ``programmes`` are known."""
    answers: dict[uuid.UUID, list[DueAnswer]] = {pk: [] for pk in patients}
    for row in rows().filter(patient__in=patients):
        answers[row.patient_id].append(row)
    versions = _programmes_of(patients) if programmes is None else programmes
    found = {pk: Heard(answered, programmes=versions.get(pk, [])) for pk, answered in answers.items()}
    asked = Q(source=Source.CAREGIVER) & ~Q(question__in=(DECLINED, *THEIRS_TO_SHARE)) | Q(question="planning")
    said = VisitAnswer.objects.standing().filter(asked, patient__in=patients).order_by()
    for pk, question, answer, at in said.values_list("patient", "question", "answer").annotate(at=Max("made_at")):
        found[pk].said.append((question, answer, at))
    return found


def _programmes_of(patients: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Version]]:
    found: dict[uuid.UUID, list[Version]] = {}
    rows = Programme.objects.standing().filter(patient__in=patients).order_by("made_at", "pk")
    for pk, start, review, ended, made_at in rows.values_list("patient", "start", "review", "ended", "made_at"):
        found.setdefault(pk, []).append(Version(start, None if ended else review, made_at))
    return found


def rows() -> QuerySet[DueAnswer]:
    """With who answered, and whether it was taken back."""
    return DueAnswer.objects.select_related("by", "taken_back__by")


def due_of(
    patient: Patient,
    known: Known,
    heard: Heard,
    today: dt.date,
    *,
    shown: Collection[str],
) -> tuple[Due, ...]:
    """What is due of one person on a day. ``shown``: the parts that are shown to whoever asks."""
    programme = heard.programme(today)
    known = _with_said(patient, known.with_strain() if Part.CAREGIVER in shown else known, heard, shown)
    return due(
        known,
        standing(patient, heard.answers),
        today,
        guideline=patient.clinic.guideline,
        review=programme.review if programme else None,
    )


def standing(patient: Patient, answers: Sequence[DueAnswer]) -> list[Answer]:
    """Those that count, in their order."""
    return [
        Answer(Task(row.task), Action(row.action), local_day(patient, row.at), row.on, row.until)
        for row in answers
        if row.counts
    ]


def _with_said(patient: Patient, known: Known, heard: Heard, shown: Collection[str]) -> Known:
    for question, answer, at in heard.said:
        day = local_day(patient, at)
        if question == "planning" and answer == "yes":
            known = known.asking(Asked(Task.PLANNING, Why.WISH, day))
        elif question == "planning":
            known = known.also(Task.PLANNING, day)
        elif question not in ABOUT_THEMSELVES or Part.CAREGIVER in shown:
            known = known.also(Task.CAREGIVER, day)
    return known
