"""A synthetic life into the database, each word by its own author, through the services like anyone else's."""

import datetime as dt
import zoneinfo
from typing import Any

from alsweak.synthetic import due
from alsweak.synthetic.accounts import writer
from alsweak.synthetic.lives import VISIT_DAYS, Life
from care.treatments.write import say_of_day
from care.visits.write import Noted, note_visits
from people.models import Clinic, Membership, Patient, User
from people.records import create_record
from symptoms.models import Treatment
from symptoms.write import verbs
from symptoms.write.bulk import DaySaid, record_days

EVENING = dt.time(20, 0)
LAST_DAYS = 3  # on which something is said of each treatment
OF_A_DAY: dict[str, dict[str, Any]] = {
    "niv": {"comfort": 7, "helped": 6, "troubles": ["dry_mouth"]},
    "gastrostomy": {"feed_ml": 1000, "water_ml": 500},
    "orthosis": {"hours": 6},
    "aac": {"hours": 3},
}


def store(
    life: Life,
    clinic: Clinic,
    clinician: User,
    *,
    emails: dict[str, str],
    now: dt.datetime,
    again: int = VISIT_DAYS,
) -> Patient:
    """The record with its accounts. ``emails``: of the ``patient`` and of the ``caregiver``; ``again``: days from the
    last visit to the next one."""
    patient = create_record(clinic, life.plan.reference, by=clinician, **life.patient)
    person = writer(patient, emails["patient"], life.plan.name, Membership.Role.PATIENT)
    said_by = {person: ("self", "helped"), clinician: ("clinician",)}
    author_of = {"self": person}
    if life.said["caregiver"]:
        caregiver = writer(patient, emails["caregiver"], life.plan.caregiver, Membership.Role.CAREGIVER)
        said_by[caregiver], author_of["caregiver"] = ("caregiver",), caregiver
    zone = zoneinfo.ZoneInfo(patient.time_zone)

    def made_at(day: dt.date) -> dt.datetime:
        return min(now, dt.datetime.combine(day, EVENING, zone))

    for author, sources in said_by.items():
        said = [DaySaid(day, source, values) for source in sources for day, values in life.said[source].items()]
        record_days(patient, said, by=author, made_at=made_at)
    note_visits({patient: _visits(life, again)}, by=clinician, made_at=made_at)
    due.answer(patient, sorted(life.said["clinician"]), by=clinician, made_at=made_at)
    for treatment in life.treatments:
        row = verbs.record_treatment(patient, by=clinician, source="clinician", now=now, **treatment).entry
        assert isinstance(row, Treatment)
        for day in sorted(life.said["self"])[-LAST_DAYS:]:
            if row.kind in OF_A_DAY and day >= row.start:
                say_of_day(row, day, OF_A_DAY[row.kind], by=person, source="self", now=made_at(day))
    for event in life.events:
        verbs.record_event(patient, by=person, source="self", now=now, **event)
    for memory in life.memories:
        verbs.remember_onset(patient, by=author_of[memory["source"]], now=now, **memory)
    return patient


def _visits(life: Life, again: int) -> list[Noted]:
    """In person, each a quarter of a year before the next."""
    days = sorted(life.said["clinician"])
    following = [*days[1:], *(day + dt.timedelta(days=again) for day in days[-1:])]
    return [
        Noted(day, "in_person", after, life.examined.get(day, {})) for day, after in zip(days, following, strict=True)
    ]
