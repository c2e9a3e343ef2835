"""What was said before a visit, by visit and by who said it, as the team reads it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from care.before.read import coming, said_for, shown
from care.before.shown import Told, told
from care.models import VisitAnswer
from care.visits.read import VisitDays, visit_days
from people.access import Record
from people.models import User


@dataclass(frozen=True)
class Of:
    """What one author said."""

    who: str
    source: str
    lines: tuple[Told, ...]


@dataclass(frozen=True)
class List:
    """What was said for the visit of a day; ``waiting``: how many answers are still to be talked about."""

    day: dt.date
    of: tuple[Of, ...]

    @property
    def lines(self) -> list[Told]:
        return [line for each in self.of for line in each.lines]

    @property
    def waiting(self) -> int:
        return sum(line.waits for line in self.lines)


def coming_list(record: Record, user: User, today: dt.date, days: VisitDays | None = None) -> List | None:
    """Of the coming visit, where there is one. Three queries at most. ``days``: of the visits, where they were read."""
    visit = coming(days or visit_days(record.patient.pk), today)
    return List(visit.day, _by_author(told(shown(said_for(record.patient, visit), record, user)))) if visit else None


def lists_of(record: Record, user: User, today: dt.date) -> list[List]:
    """Of the coming visit, and of the one before it for which anything was said."""
    near = coming_list(record, user, today)
    there = {line.row.pk for line in near.lines} if near else set()
    earlier = VisitAnswer.objects.standing().filter(patient=record.patient, visit_day__lte=today).exclude(pk__in=there)
    rows = shown(earlier, record, user)
    last = max((row.visit_day for row in rows), default=None)
    found = [List(last, _by_author(told(row for row in rows if row.visit_day == last)))] if last else []
    return [*([near] if near else []), *found]


def _by_author(lines: Iterable[Told]) -> tuple[Of, ...]:
    def author(line: Told) -> tuple[int, str]:
        return line.row.author_id, line.row.get_source_display()

    found = [(key, tuple(those)) for key, those in groupby(lines, key=author)]
    return tuple(Of(str(those[0].row.author), source, those) for (_pk, source), those in found)
