"""Whose programme needs a look, of all records that somebody opens for a clinic."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import FilteredRelation, Q

from care.due.read import Version
from care.models import ExerciseAnswer, Programme
from care.programme.read import answers_between, by_patient, counted
from care.programme_said import REASONS
from clinical.exercise import LOOKED_BACK, Why, why
from people.models import Clinic, Patient, User
from symptoms.models.base import Recorded
from symptoms.record.days import local_day
from symptoms.wording import Text

COUNTS = ("item_id", "day", "source", "made_at", "done", "effort", "tired", "sore", "breathless")  # of an answer


@dataclass(frozen=True)
class Need:
    """One person with a programme; ``why`` may be empty."""

    patient: Patient
    why: tuple[Why, ...]
    start: dt.date
    review: dt.date | None
    last: dt.date | None

    @property
    def reasons(self) -> list[Text]:
        return [REASONS[each] for each in self.why]


def needs(user: User, clinic: Clinic, now: dt.datetime) -> list[Need]:
    """Everybody of a clinic with a programme in force whose record this person opens, who needs a look first. Four
    queries, however many they are."""
    people = {row.pk: row for row in Patient.objects.visible_to(user).filter(clinic=clinic, ended_on=None)}
    programmes = by_patient(people)
    around = now.date()
    said: dict[uuid.UUID, list[ExerciseAnswer]] = {}
    for row in answers_between(programmes, around - LOOKED_BACK - dt.timedelta(1), around + dt.timedelta(1)):
        said.setdefault(row.patient_id, []).append(row)
    found = []
    for pk, versions in programmes.items():
        today = local_day(people[pk], now)
        version = versions.on(today)
        if version is None:
            continue
        found.append(_need(people[pk], version.row, said.get(pk, []), today, planned=bool(version.items)))
    return sorted(found, key=_order)


def with_answers(patient: Patient, today: dt.date) -> tuple[list[Version], list[ExerciseAnswer]]:
    """The versions of somebody's programme, and what was lately said of it. One query: an answer is of an exercise of
    one version."""
    lately = Q(items__answers__day__range=(today - LOOKED_BACK, today), items__answers__status=Recorded.Status.STANDING)
    rows = Programme.objects.standing().filter(patient=patient).order_by("made_at", "pk")
    rows = rows.annotate(said=FilteredRelation("items__answers", condition=lately))
    versions: dict[uuid.UUID, Version] = {}
    answers = []
    told = rows.values_list("pk", "start", "review", "ended", "made_at", *(f"said__{name}" for name in COUNTS))
    for pk, start, review, ended, made_at, *said in told:
        versions[pk] = Version(start, None if ended else review, made_at)
        if said[0]:
            answers.append(ExerciseAnswer(**dict(zip(COUNTS, said, strict=True))))
    return [*versions.values()], answers


def need_of(patient: Patient, programme: Version, answers: list[ExerciseAnswer], today: dt.date) -> Need:
    """Of one person. ``programme``: the version in force, which no writer makes without an exercise."""
    return _need(patient, programme, answers, today, planned=True)


def _need(
    patient: Patient, programme: Programme | Version, rows: list[ExerciseAnswer], today: dt.date, *, planned: bool
) -> Need:
    answers = counted(rows)
    since = max(local_day(patient, programme.made_at), programme.start)
    reasons = why(answers, today, since=since, review=programme.review, planned=planned)
    last = max((answer.day for answer in answers), default=None)
    return Need(patient, reasons, programme.start, programme.review, last)


def _order(need: Need) -> tuple[int, int, str]:
    first = list(Why).index(need.why[0]) if need.why else len(Why)
    return first, -len(need.why), str(need.patient)
