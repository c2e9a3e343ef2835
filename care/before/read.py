"""Which visit is coming, and what was said before it."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from care.before_said import ABOUT_THEMSELVES, DECLINED, QUESTIONS, THEIRS_TO_SHARE
from care.models import Talked, VisitAnswer
from care.visits.read import VisitDays, visit_days
from people.access import Record
from people.models import Patient, User
from symptoms.models.base import Source
from symptoms.read.private import answers_shown

ASKED_BEFORE = dt.timedelta(days=14)
ORDER = {name: place for place, name in enumerate(QUESTIONS)}


@dataclass(frozen=True)
class Coming:
    """The visit that is prepared for. ``since``: the day of the last one before today, if there was one."""

    day: dt.date
    since: dt.date | None

    def near(self, today: dt.date) -> bool:
        """Whether it is asked about by now."""
        return self.day - today <= ASKED_BEFORE


def coming(days: VisitDays, today: dt.date) -> Coming | None:
    """A visit of today is coming until the day is over, also where it was entered already."""
    before = VisitDays(tuple(each for each in days.days if each[0] < today))
    planned = before.next(today)
    day = today if planned == today else days.next(today)
    return Coming(day, before.last(today)) if day else None


def coming_of(patient: Patient, today: dt.date) -> Coming | None:
    return coming(visit_days(patient.pk), today)


def said_for(patient: Patient, visit: Coming) -> QuerySet[VisitAnswer]:
    """What stands of it. A visit that was moved takes along what was said before its other day."""
    rows = VisitAnswer.objects.standing().filter(patient=patient)
    if visit.since is None:
        return rows
    began = dt.datetime.combine(visit.since, dt.time(), zoneinfo.ZoneInfo(patient.time_zone))
    return rows.filter(visit_day__gt=visit.since, made_at__gte=began)


def own_answers(patient: Patient, user: User, visit: Coming) -> dict[str, VisitAnswer]:
    """What one author said, by question; also that they were asked and did not want to."""
    return {row.question: row for row in said_for(patient, visit).filter(author=user).order_by("made_at")}


def shown(
    rows: QuerySet[VisitAnswer], record: Record, user: User | None, *, on_paper: bool = False
) -> list[VisitAnswer]:
    """Of answers those that this reader is shown, the person's first, in the order of the questions. Two queries."""

    def place(row: VisitAnswer) -> tuple[bool, str, int, int]:
        return row.source == Source.CAREGIVER, str(row.author), row.author_id, ORDER[row.question]

    return sorted(_whole(rows.filter(may_see(record, user, on_paper=on_paper))), key=place)


def answers_for(record: Record, user: User) -> QuerySet[VisitAnswer]:
    """Everything that was said before visits and is shown to this reader, what was corrected since too."""
    return _whole(VisitAnswer.objects.filter(may_see(record, user), patient=record.patient))


def may_see(record: Record, user: User | None, *, on_paper: bool = False) -> Q:
    """Of all that was said before visits, which rows this reader is shown."""
    may = answers_shown(record, user, ABOUT_THEMSELVES, THEIRS_TO_SHARE, on_paper=on_paper)
    return may & ~Q(question=DECLINED)


def _whole(rows: QuerySet[VisitAnswer]) -> QuerySet[VisitAnswer]:
    talks = Prefetch("talks", Talked.objects.select_related("by"))
    return rows.select_related("author", "patient").prefetch_related(talks)


def asks(record: Record, user: User, today: dt.date) -> Coming | None:
    """The visit that somebody is to be asked about: near, and they have said nothing of it yet. Two queries at most."""
    if record.for_clinician or not record.may_write:
        return None
    visit = coming_of(record.patient, today)
    if visit is None or not visit.near(today):
        return None
    return None if said_for(record.patient, visit).filter(author=user).exists() else visit
