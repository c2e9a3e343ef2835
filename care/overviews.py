"""The view of a clinic over its people: the one maker of ``care.models.Overview``, once a night, always from scratch.

Who counts: whose record the clinic keeps at that moment, and goes on. The clinic looks at its own care with what it may
open anyway, so that it needs no further consent; it leaves out the signs and answers that are shown to a clinic only
where somebody said so. Reports are read as they stand, and nobody's is made anew.
"""

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KeyTransform

from care.answers import answers_of, lives
from care.due.read import Heard, due_of, heard_of
from care.models import Overview, SignAnswer
from clinical.cohort.person import TAKEN, Course, OpenSign, Person, person
from clinical.cohort.view import VERSION, overview
from clinical.cohort.view import Overview as View
from clinical.due import State
from clinical.life import fired_on
from clinical.need import Facts, need
from clinical.rules import PRIVATE_ON_PAPER
from people.clock import AHEAD
from people.models import Clinic, Patient
from symptoms.models import LARGE, Report
from symptoms.record.days import local_day

NIGHT = dt.time(3)  # of the clinic's day: from then on yesterday's view is behind
LATE = dt.timedelta(days=2)
BATCH = 500
ANSWERED_LATELY = dt.timedelta(days=365)
Answers = list[SignAnswer]


@dataclass(frozen=True)
class Shown:
    """The view as it was made last; ``view`` is None of fewer people than are shown. ``late``: nights were left out."""

    made_at: dt.datetime
    view: View | None
    late: bool


def last(clinic: Clinic, now: dt.datetime) -> Shown | None:
    """None where none was made yet, or only by another version. One query."""
    row = Overview.objects.filter(clinic=clinic, version=VERSION).first()
    if row is None:
        return None
    here = row.made_at.astimezone(zoneinfo.ZoneInfo(clinic.time_zone))
    return Shown(here, View.from_json(row.said) if row.said else None, now - row.made_at > LATE)


def behind(now: dt.datetime) -> list[int]:
    """The clinics whose view is missing, from before their last night, of another version, or lacks people whose first
    report has come since. One query."""
    without = Count("patients", filter=Q(patients__ended_on=None, patients__report=None))
    clinics = Clinic.objects.without_own_records().annotate(without=without).select_related("overview")
    return [clinic.pk for clinic in clinics.order_by("pk") if _is_behind(clinic, now)]


def make(clinic_id: int, now: dt.datetime) -> bool:
    """Bring one clinic's view up to date; False where it was. Twice is once; where it fails the last one stays, and a
    newer one is never replaced."""
    if clinic_id not in behind(now):
        return False
    going_on = Patient.objects.filter(clinic=clinic_id, ended_on=None)
    number, people = going_on.count(), list(_people(going_on, now))
    made = overview(people)
    said = {
        "made_at": now,
        "people": len(people),
        "missing": max(number - len(people), 0),
        "version": VERSION,
        "said": made.to_json() if made else None,
    }
    with transaction.atomic():
        last = Overview.objects.select_for_update().filter(clinic=clinic_id).first()
        if last and now <= last.made_at <= now + AHEAD:
            return False
        Overview.objects.update_or_create(clinic_id=clinic_id, defaults=said)
    return True


def _is_behind(clinic: Any, now: dt.datetime) -> bool:
    last: Overview | None = getattr(clinic, "overview", None)
    if last is None or last.version != VERSION or clinic.without < last.missing or last.made_at > now + AHEAD:
        return True
    here = now.astimezone(zoneinfo.ZoneInfo(clinic.time_zone))
    night = dt.datetime.combine(here.date(), NIGHT, here.tzinfo)
    return last.made_at < (night if night <= here else night - dt.timedelta(days=1))


def _people(going_on: QuerySet[Patient], now: dt.datetime) -> Iterator[Person]:
    """In batches: four queries each, the first of which goes on."""
    parts = {name: KeyTransform(name, "report") for name in TAKEN}
    reports = (
        Report.objects.filter(patient__in=going_on).select_related("patient__clinic").defer(*LARGE).annotate(**parts)
    )
    rows = reports.order_by("pk").iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        ids = [row.patient_id for row in batch]
        answered, heard = answers_of(ids), heard_of(ids)
        for row in batch:
            yield _person(row, answered[row.patient_id], heard[row.patient_id], now)


def _person(row: Any, answered: Answers, heard: Heard, now: dt.datetime) -> Person:
    patient, facts, today = row.patient, Facts.from_json(row.facts), local_day(row.patient, now)
    course, kept = Course.from_json({name: getattr(row, name) for name in TAKEN}), facts.glance.kept
    return person(
        course,
        patient.onset_month,
        patient.onset_precision,
        kept=kept.kept / kept.planned if kept and kept.planned else None,
        weeks=facts.glance.answered,
        waiting=tuple(_waiting(patient, facts, answered, today)),
        answered=tuple(_first_answers(patient, answered, now)),
        due=tuple(each.task for each in due_of(patient, facts.due, heard, today, shown=()) if each.state is State.DUE),
    )


def _waiting(patient: Patient, facts: Facts, answered: Answers, today: dt.date) -> Iterator[OpenSign]:
    """From its first day on; one that was answered and has fired again, from its last firing on."""
    known = lives(patient, facts.signs, answered, today)
    for sign in need(facts, {key: life.state for key, life in known.items()}, today).waiting:
        if sign.rule not in PRIVATE_ON_PAPER:
            since = fired_on(sign) if known[sign.rule, sign.since].answer else sign.since
            yield OpenSign(sign.level, max((today - since).days, 0))


def _first_answers(patient: Patient, answered: Iterable[SignAnswer], now: dt.datetime) -> Iterator[int]:
    """Days from the first day of an episode to the first answer that was not undone, of the last year."""
    seen = set()
    for row in answered:
        episode = row.rule, row.since
        if row.undone or episode in seen or row.rule in PRIVATE_ON_PAPER:
            continue
        seen.add(episode)
        if row.at >= now - ANSWERED_LATELY:
            yield max((local_day(patient, row.at) - row.since).days, 0)
