"""The one maker of derived numbers: rows -> ``clinical`` -> the report row, always from scratch.

Nothing here reads the clock; a moment is handed in.
"""

import datetime as dt
import hashlib
import json
import uuid
import zoneinfo
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Case, Count, DateTimeField, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from clinical import ENGINE
from clinical.glance import LATELY_DAYS
from clinical.involvement import involvement
from clinical.need import Facts
from clinical.outline import outline
from clinical.plain import Json, plain
from clinical.report import Computed, compute
from clinical.set_aside import SetAside
from clinical.signs import Flag, flags
from people.clock import AHEAD
from people.models import Patient
from symptoms.models import Report
from symptoms.read.history import read_history
from symptoms.read.plans import kept
from symptoms.read.stored import with_stamp
from symptoms.record.days import local_day


def refresh(patient_id: uuid.UUID | str, *, now: dt.datetime, since: dt.datetime | None = None) -> bool:
    """Bring one patient's report up to date for their day; False where it was (``since``: and was made since then),
    and for a record that is not there any more.

    Safe to run twice, late and in any order: it is computed from the rows that stand, stamped with the version that was
    read *before* them, and never replaces a report of a newer version or day.
    """
    try:
        patient = with_stamp(patient_id)
    except Patient.DoesNotExist:  # erased since the job was asked for
        return False
    at = last_day(patient, now)
    last: Report | None = getattr(patient, "report", None)
    made_lately = last and (since is None or last.computed_at >= since) and last.computed_at <= now + AHEAD
    if last and made_lately and is_current(patient, last) and last.as_of == at:
        return False
    computed = report_of(patient, at)
    made = {"data_version": patient.data_version, "engine": ENGINE, "as_of": at, "computed_at": now}
    made |= {"placed": False}
    series = computed.series.to_json()
    made |= {"report": computed.report.to_json(), "series": series, "series_digest": _digest(series)}
    made |= {"outline": _outline(computed), "facts": plain(_with_plan(patient, at, computed.facts))}
    return _store(patient, last, made)


def report_of(patient: Patient, at: dt.date) -> Computed:
    """The report as it would have stood on a day, from entries for days up to it."""
    closed = patient.ended_on is not None and at >= patient.ended_on
    return compute(read_history(patient, at), patient.reference, closed=closed)


def last_day(patient: Patient, now: dt.datetime) -> dt.date:
    """Of which a report speaks: today, where the patient is; of a record that was closed, the day of that."""
    today = local_day(patient, now)
    return today if patient.ended_on is None else min(today, patient.ended_on)


def memories_set_aside(patient: Patient, at: dt.date) -> dict[str, SetAside]:
    """By cell the memories that the answers contradict, at once, for whoever has just said one: the report follows."""
    verdicts = involvement(read_history(patient, at))
    return {found.cell.name: found.set_aside for found in verdicts if found.set_aside}


def raised_now(patient: Patient, at: dt.date) -> tuple[Flag, ...]:
    """The warning signs by what stands now, at once, for whoever has just written: the report follows."""
    return () if patient.ended_on else flags(read_history(patient, at))


def _store(patient: Patient, last: Report | None, made: dict[str, Any]) -> bool:
    """Write a report unless there is a newer one, which one statement decides; ``last``: what was there before.

    The series is most of a row and often as it was: then it is neither sent nor written again.
    """
    if last is None:
        with suppress(IntegrityError), transaction.atomic():  # someone else may make the first one at the same moment
            Report(patient=patient, **made).save(force_insert=True)
            return True
    version, day = made["data_version"], made["as_of"]
    later = Q(data_version__gt=version) | Q(data_version=version, as_of__gt=day)
    newer = Q(engine=ENGINE, computed_at__lte=made["computed_at"] + AHEAD) & later
    row = Report.objects.filter(patient=patient).exclude(newer)
    if last is not None and last.series_digest == made["series_digest"]:
        others = {name: value for name, value in made.items() if name != "series"}
        if row.filter(series_digest=last.series_digest).update(**others):
            return True
    return bool(row.update(**made))


def _with_plan(patient: Patient, at: dt.date, facts: Facts) -> Facts:
    """With how much of the person's own plan was kept, where there is one."""
    plans = list(patient.plans.all())
    if not plans:
        return facts
    since = at - dt.timedelta(days=LATELY_DAYS - 1)
    lately = replace(facts.glance, kept=kept(plans, facts.glance.lately, since, at))
    return replace(facts, glance=lately)


def _outline(computed: Computed) -> Json | None:
    """What a page takes of it, where that is less."""
    report, series = outline(computed.report, computed.series)
    if report is computed.report and series is computed.series:
        return None
    return {"report": report.to_json(), "series": series.to_json()}


def _digest(series: Json) -> str:
    return hashlib.blake2b(json.dumps(series).encode(), digest_size=16).hexdigest()


def stale(*, now: dt.datetime) -> Iterator[uuid.UUID]:
    """The patients whose report is missing, behind their data or engine, from an earlier day of theirs, or made at a
    moment that has not come yet."""
    return _behind(_days(now), now).order_by("pk").values_list("pk", flat=True).iterator()


def waiting(*, now: dt.datetime) -> tuple[int, dt.datetime | None]:
    """How many reports are stale, and since when the one that waits longest: since the last write, and of one that is
    behind its day alone since the midnight of that; None where none waits whose moment is known."""
    days = _days(now)
    midnights = [
        When(time_zone=zone, then=Value(dt.datetime.combine(day, dt.time(), zoneinfo.ZoneInfo(zone))))
        for zone, day in days.items()
    ]
    since = Case(
        When(report=None, then=Coalesce("changed_at", "created_at")),
        When(~Q(report__data_version=F("data_version")), then="changed_at"),
        When(report__engine=ENGINE, then=Case(*midnights, output_field=DateTimeField())),
        output_field=DateTimeField(),
    )
    found = _behind(days, now).aggregate(count=Count("pk"), since=Min(since))
    return found["count"], found["since"]


def _days(now: dt.datetime) -> dict[str, dt.date]:
    """Today, by each time zone in which somebody is."""
    zones = Patient.objects.order_by().values_list("time_zone", flat=True).distinct()
    return {zone: now.astimezone(zoneinfo.ZoneInfo(zone)).date() for zone in zones}


def _behind(days: Mapping[str, dt.date], now: dt.datetime) -> QuerySet[Patient]:
    behind = Q(report__isnull=True) | ~Q(report__data_version=F("data_version")) | ~Q(report__engine=ENGINE)
    for zone, today in days.items():
        goes_on = Q(ended_on=None) | Q(ended_on__gt=today)
        behind |= Q(goes_on, time_zone=zone, report__as_of__lt=today)
    behind |= Q(ended_on__isnull=False) & Q(report__as_of__lt=F("ended_on")) & Q(ended_on__lte=now.date())
    behind |= Q(report__computed_at__gt=now + AHEAD)
    return Patient.objects.filter(behind)


def is_current(patient: Patient, report: Report | None) -> bool:
    """Whether a stored report says all that was entered."""
    return report is not None and report.data_version == patient.data_version and report.engine == ENGINE
