"""The one maker of derived numbers: rows -> ``clinical`` -> the report row, always from scratch.

Nothing here reads the clock; a moment is handed in.
"""

import datetime as dt
import hashlib
import json
import uuid
import zoneinfo
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from clinical import ENGINE
from clinical.history import Daily, FunctionChecks, History, Readings
from clinical.signs import Flag
from people.models import Patient
from people.prepared import prepared
from symptoms.days import local_day
from symptoms.history import read_history
from symptoms.models import FlagResponse, Report
from symptoms.report_json import Json, plain, report_json, series_json

URGENCY = {"routine": 1, "soon": 2, "urgent": 3, "emergency": 4}


@dataclass(frozen=True)
class Computed:
    """A report as of a day, not stored yet."""

    report: Json
    series: Json
    urgency: int
    last_spread: dt.date | None
    last_day: dt.date | None


def refresh(patient_id: uuid.UUID | str, *, now: dt.datetime, since: dt.datetime | None = None) -> bool:
    """Bring one patient's report up to date for their day; False where it was (``since``: and was made since then).

    Safe to run twice, late and in any order: it is computed from the rows that stand, stamped with the version that was
    read *before* them, and never replaces a report of a newer version or day.
    """
    patient = Patient.objects.select_related("report").defer("report__report", "report__series").get(pk=patient_id)
    at = local_day(patient, now)
    last: Report | None = getattr(patient, "report", None)
    if last and is_current(patient, last) and last.as_of == at and (since is None or last.computed_at >= since):
        return False
    computed = compute(patient, at)
    stamps = {"data_version": patient.data_version, "engine": ENGINE, "as_of": at, "computed_at": now}
    return _store(patient, last, {**stamps, **vars(computed), "series_digest": _digest(computed.series)})


def compute(patient: Patient, at: dt.date) -> Computed:
    """The report as it would have stood on a day, from entries for days up to it."""
    history = read_history(patient, at)
    clinical, flags = report_json(history)
    states = _flag_states(patient, flags, at)
    report = {
        "patient": patient.reference,
        "as_of": at.isoformat(),
        "engine": ENGINE,
        "current": True,
        **clinical,
        "flags": [
            {
                "rule": flag.rule,
                "level": flag.level,
                "since": flag.since.isoformat(),
                "last": flag.last.isoformat(),
                "state": states[flag.rule, flag.since],
            }
            for flag in flags
        ],
    }
    waiting = [URGENCY[str(flag.level)] for flag in flags if states[flag.rule, flag.since] == "open"]
    days = [section.days[-1] for section in _sections(history) if len(section.days)]
    return Computed(
        report=report,
        series=series_json(history) | {"flags": [_detail(flag) for flag in flags]},
        urgency=max(waiting, default=0),
        last_spread=max((dt.date.fromisoformat(event["date"]) for event in report["spread"]["events"]), default=None),
        last_day=max(days).item() if days else None,
    )


def _store(patient: Patient, last: Report | None, made: dict[str, Any]) -> bool:
    """Write a report unless there is a newer one, which one statement decides; ``last``: what was there before.

    The series is most of a row and often as it was: then it is neither sent nor written again.
    """
    if last is None:
        with suppress(IntegrityError), transaction.atomic():  # someone else may make the first one at the same moment
            Report(patient=patient, **made).save(force_insert=True)
            return True
    version, day = made["data_version"], made["as_of"]
    newer = Q(engine=ENGINE) & (Q(data_version__gt=version) | Q(data_version=version, as_of__gt=day))
    row = Report.objects.filter(patient=patient).exclude(newer)
    if last is not None and last.series_digest == made["series_digest"]:
        others = {name: value for name, value in made.items() if name != "series"}
        if row.filter(series_digest=last.series_digest).update(**others):
            return True
    return bool(row.update(**made))


def _digest(series: Json) -> str:
    return hashlib.blake2b(json.dumps(series).encode(), digest_size=16).hexdigest()


def _detail(flag: Flag) -> Json:
    """What a flag was raised by, and by which version of the rules."""
    return {name: plain(getattr(flag, name)) for name in ("rule", "since", "count", "inputs", "version")}


def stale(*, now: dt.datetime) -> Iterator[uuid.UUID]:
    """The patients whose report is missing, behind their data or engine, or from an earlier day of theirs."""
    behind = Q(report__isnull=True) | ~Q(report__data_version=F("data_version")) | ~Q(report__engine=ENGINE)
    for zone in Patient.objects.order_by().values_list("time_zone", flat=True).distinct():
        behind |= Q(time_zone=zone, report__as_of__lt=now.astimezone(zoneinfo.ZoneInfo(zone)).date())
    return Patient.objects.filter(behind).order_by("pk").values_list("pk", flat=True).iterator()


def is_current(patient: Patient, report: Report | None) -> bool:
    """Whether a stored report says all that was entered."""
    return report is not None and report.data_version == patient.data_version and report.engine == ENGINE


def _sections(history: History) -> tuple[Daily | FunctionChecks | Readings, ...]:
    """Whatever says that something was entered on a day."""
    return (
        history.weakness,
        history.fasciculation,
        history.fatigue,
        history.asymmetry,
        history.signs,
        history.function,
        *history.measurements.values(),
    )


def _flag_states(patient: Patient, flags: tuple[Flag, ...], at: dt.date) -> dict[tuple[str, dt.date], str]:
    """``open`` until the care team did something; a snooze runs out, a new firing after a response opens it again."""
    states = {(flag.rule, flag.since): "open" for flag in flags}
    last = {(flag.rule, flag.since): flag.last for flag in flags}
    for rule, since, action, until, answered_at in _responses(patient.pk) if flags else ():
        episode, day = (rule, since), local_day(patient, answered_at)
        if episode in states and day <= at:
            over = until is not None and until <= at
            states[episode] = "open" if over or last[episode] > day else action
    return states


@prepared
def _responses(pk: uuid.UUID) -> QuerySet[FlagResponse, tuple[Any, ...]]:
    rows = FlagResponse.objects.filter(patient=pk).order_by("at", "pk")
    return rows.values_list("rule", "since", "action", "until", "at")
