"""Who needs the care team first, and why: the lines of the list, of the people that ``care.listed`` finds."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from care.answers import answers_of, states
from care.listed import day_of, shown
from care.places import shown_with
from care.visits.read import unless_over
from clinical.due import Task
from clinical.glance import Glance
from clinical.need import Facts, Group, Need, need
from clinical.seen import New, Seen, since
from people.models import Patient, User
from reports.reasons import Reason, reasons
from symptoms.derive import maker
from symptoms.record.days import local_day


@dataclass(frozen=True)
class Row:
    """``need`` is None before the first report, and of a record that was closed; ``new`` where one never looked."""

    patient: Patient
    need: Need | None
    known: Facts
    next_visit: dt.date | None = None
    new: New | None = None
    looked_on: dt.date | None = None
    changed: bool = False
    due: tuple[Task, ...] = ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        current = maker.is_current(self.patient, getattr(self.patient, "report", None))
        return reasons(self.need, self.due, current=current)

    @property
    def group(self) -> Group:
        return self.need.group if self.need else Group.QUIET

    @property
    def last_day(self) -> dt.date | None:
        return self.known.last_day

    @property
    def glance(self) -> Glance:
        return self.known.glance


def rows(found: Any, user: User, now: dt.datetime) -> list[Row]:
    """In the order of ``found``. Three queries, however many they are."""
    listed = shown(found, user)
    answered = answers_of([patient.pk for patient in listed])
    day = day_of(now)
    return [_row(patient, answered[patient.pk], local_day(patient, now), _due(patient, day)) for patient in listed]


def _due(patient: Any, day: dt.date) -> tuple[Task, ...]:
    """As the place in the list has it."""
    since = patient.due or {}
    return tuple(task for task in Task if task in since and since[task] <= day.isoformat())


def _row(patient: Any, answered: list, today: dt.date, due: tuple[Task, ...]) -> Row:
    report, following = getattr(patient, "report", None), unless_over(patient.next_named, today)
    if report is None:
        return Row(patient, None, Facts(), following)
    facts = shown_with(Facts.from_json(report.facts), () if patient.personal else patient.agreed_shares or ())
    if patient.ended_on:
        return Row(patient, None, facts)  # closed: nothing follows
    found = need(facts, states(patient, facts.signs, answered, today), today)
    if patient.looked_seen is None:
        return Row(patient, found, facts, following, due=due)
    seen = Seen.from_json(patient.looked_seen)
    changed = report.data_version != patient.looked_version
    return Row(patient, found, facts, following, since(facts, seen), seen.day, changed, due)
