"""The questions of somebody's first day: which are open, where they are, and when it is over.

What is known already is not asked. Which questions those are is decided when it begins, so that "3 of 9" stays true;
what is answered is written by the same verbs as on any other day.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from people.access import Record
from people.models import Membership, Patient, User
from people.prepared import prepared
from symptoms.models import FirstDay, Plan, Reminder
from symptoms.record.days import local_day
from symptoms.record.roles import is_own

NAME, PLACE, BEGAN, NOW, TOPICS, OFTEN, REMINDER, HELPERS, CLINIC = QUESTIONS = (
    "name",
    "place",
    "began",
    "now",
    "topics",
    "often",
    "reminder",
    "helpers",
    "clinic",
)
SINCE = "since"  # when each weak part began: asked with "now"


@dataclass(frozen=True)
class Stands:
    """How it stands with somebody's first day: ``begun``, some of its questions were seen; ``over``, none are left,
    since today. On such a day nothing else is asked."""

    begun: bool
    over: bool = False


def open_to(user: User) -> list[str]:
    """What is asked of someone who has no record yet."""
    known = {NAME} if user.name else set()
    known |= set() if user.email else {REMINDER}
    return [question for question in QUESTIONS if question not in known]


def open_of(patient: Patient, user: User) -> list[str]:
    """What is asked of a record's own person."""
    helped = Membership.objects.current().filter(patient=patient, role=Membership.Role.CAREGIVER)
    planned = Plan.objects.filter(patient=patient).exists()
    known = {
        NAME: bool(patient.name),
        PLACE: not patient.is_kept_alone,  # where the clinic is, until the person says otherwise
        BEGAN: bool(patient.onset_cell),
        TOPICS: planned,
        OFTEN: planned,
        REMINDER: not user.email or Reminder.objects.filter(patient=patient, user=user).exists(),
        HELPERS: helped.exists(),
    }
    return [question for question in QUESTIONS if not known.get(question)]


def begin(patient: Patient, asked: Sequence[str], *, now: dt.datetime) -> FirstDay:
    """Twice is once: what was open at first stays what is asked."""
    row, _created = FirstDay.objects.get_or_create(patient=patient, defaults={"asked": [*asked], "begun_at": now})
    return row


def stay(first: FirstDay, at: str) -> None:
    """Remember the page, to come back to it."""
    if first.at != at:
        FirstDay.objects.filter(pk=first.pk).update(at=at)
        first.at = at


def end(first: FirstDay, *, now: dt.datetime) -> None:
    """Nothing of it is offered any more. Twice is once."""
    FirstDay.objects.filter(pk=first.pk, ended_at=None).update(ended_at=now)


def stands(record: Record, last_day: dt.date | None, today: dt.date) -> Stands | None:
    """Whether to offer the person to go on with it: one that has begun, or where nothing was ever said of a day. None
    for everybody else, and from the day after its end on.

    ``last_day``: of the latest check-in. One query.
    """
    if not is_own(record) or not record.may_write:
        return None
    row = next(iter(_of(record.patient.pk)), None)
    if row is None:
        return None if last_day else Stands(begun=False)
    if row.ended_at is None:
        return Stands(begun=True)
    return Stands(begun=True, over=True) if local_day(record.patient, row.ended_at) == today else None


@prepared
def _of(patient: uuid.UUID) -> QuerySet[FirstDay]:
    return FirstDay.objects.filter(patient=patient)
