"""The one maker of derived numbers: rows -> ``clinical`` -> the report row, always from scratch.

Nothing here reads the clock; a moment is handed in.
"""

import datetime as dt
import uuid
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q

from clinical import ENGINE
from clinical.history import Daily, FunctionChecks, History, Readings
from clinical.signs import Flag
from people.models import Patient
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


def refresh(patient_id: uuid.UUID | str, *, now: dt.datetime, again: bool = False) -> bool:
    """Bring one patient's report up to date for their day; False where it was (``again``: then it is made anew).

    Safe to run twice, late and in any order: it is computed from the rows that stand, stamped with the version that was
    read *before* them, and never replaces a report of a newer version or day.
    """
    patient = Patient.objects.get(pk=patient_id)
    at = local_day(patient, now)
    ready = Report.objects.filter(patient=patient, data_version=patient.data_version, engine=ENGINE, as_of=at)
    if not again and ready.exists():
        return False
    computed = compute(patient, at)
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        newer = Q(data_version__gt=patient.data_version) | Q(data_version=patient.data_version, as_of__gt=at)
        if Report.objects.filter(newer, patient=patient, engine=ENGINE).exists():
            return False
        Report.objects.update_or_create(
            patient=patient,
            defaults={
                "data_version": patient.data_version,
                "engine": ENGINE,
                "as_of": at,
                "computed_at": now,
                **vars(computed),
            },
        )
    return True


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
    responses = FlagResponse.objects.filter(patient=patient).order_by("at", "pk") if flags else ()
    for response in responses:
        episode, day = (response.rule, response.since), local_day(patient, response.at)
        if episode in states and day <= at:
            over = response.until is not None and response.until <= at
            states[episode] = "open" if over or last[episode] > day else response.action
    return states
