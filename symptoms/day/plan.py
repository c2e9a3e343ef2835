"""Changing the person's own plan. A new one never changes what was planned before it."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from people import audit
from people.models import Patient, User
from symptoms.models import Plan
from symptoms.read.plans import plan_of
from symptoms.write.transaction import lock


def change_plan(
    patient: Patient, day: dt.date, *, by: User, cadence: str | None = None, left_out: Collection[str] | None = None
) -> Plan:
    """A plan from ``day`` on; what is not named stays as it was."""
    with transaction.atomic():
        lock(patient)
        before = plan_of(patient, day)
        plan = Plan(
            patient=patient,
            author=by,
            since=day,
            cadence=before.cadence if cadence is None else cadence,
            left_out=before.left_out if left_out is None else sorted(left_out),
            made_at=timezone.now(),
        )
        plan.full_clean(exclude=["patient", "author"])
        plan.save(force_insert=True)
        audit.record("write", user=by, patient=patient, detail=f"plan {plan.pk}")
    return plan
