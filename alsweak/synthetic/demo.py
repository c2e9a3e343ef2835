"""The demo clinic: twelve synthetic people with the four who sign in, and a register's people where there is one."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.db import transaction
from tqdm import tqdm

from alsweak.synthetic import before_visit, cast, exercises, medicines
from alsweak.synthetic.accounts import DEMO_CLINIC, EMAILS, SAID_OF_ITSELF, clinician_of
from alsweak.synthetic.store import store
from exchange.csv import read_csv
from exchange.importing import import_rows
from people.clinics import join_clinic
from people.models import Clinic, Membership


def populate(register: Path, *, now: dt.datetime) -> list[str]:
    """Make the demo clinic, once, whole or not at all. What was done, in sentences."""
    told = []
    with transaction.atomic():
        clinic, created = Clinic.objects.get_or_create(name=DEMO_CLINIC, defaults=SAID_OF_ITSELF)
        if created:
            cleo = clinician_of(clinic, EMAILS["clinician"], "Cleo Hart")
            join_clinic(clinic, cleo, by=None, role=Membership.Role.ADMIN)
            for life in tqdm(cast.lives(now.date()), unit=" people"):
                how: dict[str, Any] = {"emails": _emails(life.plan.reference), "now": now}
                if life.plan.reference == cast.ADA:
                    ada = store(life, clinic, cleo, **how, again=before_visit.WEEKS * 7)
                    before_visit.say(ada, now=now)
                    medicines.say(ada, now=now)
                    exercises.of_the_demo(ada, clinic, now=now)
                else:
                    store(life, clinic, cleo, **how)
            told.append(f"The demo clinic was made, with {clinic.patients.count()} synthetic people.")
    if register.exists():
        rows = read_csv(register.read_bytes())
        done = import_rows(rows, clinic, by=None, now=now, future_days=True, close_checks=True, confirm=True)
        told.append(f"{register.name}: {done.patients} people; {done.new} rows are new, {done.unchanged} were known.")
    return told


def _emails(reference: str) -> dict[str, str]:
    if reference == cast.ADA:
        return EMAILS
    return {role: f"{reference.lower()}.{role}@demo.invalid" for role in ("patient", "caregiver")}
