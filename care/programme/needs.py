"""Whose programme needs a look, of all records that somebody opens for a clinic."""

import datetime as dt
import uuid
from dataclasses import dataclass

from care.models import ExerciseAnswer
from care.programme.read import answers_between, by_patient, counted
from care.programme_said import REASONS
from clinical.exercise import LOOKED_BACK, Why, why
from people.models import Clinic, Patient, User
from symptoms.record.days import local_day
from symptoms.wording import Text


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
        answers = counted(said.get(pk, []))
        made = local_day(people[pk], version.row.made_at)
        since = max(made, version.row.start)
        reasons = why(answers, today, since=since, review=version.row.review, planned=bool(version.items))
        last = max((answer.day for answer in answers), default=None)
        found.append(Need(people[pk], reasons, version.row.start, version.row.review, last))
    return sorted(found, key=_order)


def _order(need: Need) -> tuple[int, int, str]:
    first = list(Why).index(need.why[0]) if need.why else len(Why)
    return first, -len(need.why), str(need.patient)
