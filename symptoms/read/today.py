"""How today stands in several records at once: by whom it was written, or whether the plan still asks for it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from people.models import Patient
from symptoms.models import CheckIn, Plan
from symptoms.read.plans import due
from symptoms.record.days import local_day

LONGEST = dt.timedelta(days=7)  # from one planned entry to the next: what is older changes nothing


@dataclass(frozen=True)
class Today:
    """``by``: who wrote for today, in the order in which they did; ``due``: nobody yet, and the plan asks for it."""

    by: tuple[str, ...] = ()
    due: bool = False


def today_of(patients: Sequence[Patient], now: dt.datetime) -> dict[uuid.UUID, Today]:
    """By the day and the plan of each. Two queries, however many they are; none where there is nobody."""
    days = {patient.pk: local_day(patient, now) for patient in patients if patient.ended_on is None}
    if not days:
        return {}
    first, last = min(days.values()) - LONGEST, max(days.values())
    plans = {
        plan.patient_id: plan
        for plan in Plan.objects.filter(patient__in=days, since__lte=last).order_by("since", "pk")
        if plan.since <= days[plan.patient_id]
    }
    written: dict[uuid.UUID, list[CheckIn]] = {}
    rows = CheckIn.objects.standing().filter(patient__in=days, day__range=(first, last)).select_related("author")
    for row in rows.order_by("day", "made_at", "pk"):
        if row.day <= days[row.patient_id]:
            written.setdefault(row.patient_id, []).append(row)
    return {pk: _today(day, plans.get(pk) or Plan(since=day), written.get(pk, [])) for pk, day in days.items()}


def _today(day: dt.date, plan: Plan, rows: list[CheckIn]) -> Today:
    by = tuple(dict.fromkeys(str(row.author) for row in rows if row.day == day))
    return Today(by, not by and due(plan, rows[-1].day if rows else None, day))
