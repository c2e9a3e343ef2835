"""The person's own plan: how often, what, and how much of it was kept. Never a reproach, only a count."""

import datetime as dt
import uuid
from bisect import bisect_left
from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from clinical.period import Kept
from people.models import Patient
from people.prepared import prepared
from symptoms.models import Plan


def plan_of(patient: Patient, day: dt.date) -> Plan:
    """The plan in force on a day; daily and everything where none was ever made."""
    return next(iter(_latest(patient.pk, day)), None) or Plan(patient=patient, since=day)


@prepared
def _latest(patient: uuid.UUID, day: dt.date) -> QuerySet[Plan]:
    return Plan.objects.filter(patient=patient, since__lte=day)[:1]


def kept(plans: Sequence[Plan], days: Collection[dt.date], start: dt.date, end: dt.date) -> Kept:
    """How many of the entries planned from ``start`` to ``end`` (both counted) were made on ``days``.

    ``plans``: all of the person's, in any order; before the first one a day is a day of the default plan. A stretch of
    the plan (a day, two days, a week) is kept by one entry in it; paused days ask for none.
    """
    last_of_day = {plan.since: plan for plan in sorted(plans, key=lambda plan: (plan.since, plan.pk or 0))}
    changes = [plan for since, plan in sorted(last_of_day.items()) if since <= end]
    if not changes or changes[0].since > start:
        changes.insert(0, Plan(since=start))
    ordered = sorted(days)
    planned = made = 0
    for plan, after in zip(changes, [*changes[1:], None], strict=True):
        until = min(end, after.since - dt.timedelta(days=1)) if after else end
        begin = max(plan.since, start)
        while plan.every and begin <= until:
            stop = begin + plan.every - dt.timedelta(days=1)
            next_day = bisect_left(ordered, begin)  # a look at each day again would take minutes from 1900 on
            logged = next_day < len(ordered) and ordered[next_day] <= min(stop, until)
            if logged or stop <= until:
                planned, made = planned + 1, made + logged
            begin = stop + dt.timedelta(days=1)
    return Kept(planned, made)


def due(plan: Plan, last: dt.date | None, day: dt.date) -> bool:
    """Whether the plan asks for an entry on ``day``, where the last one was for ``last``."""
    return plan.every is not None and (last is None or day - last >= plan.every)
