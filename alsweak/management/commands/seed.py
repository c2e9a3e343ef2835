"""``manage.py seed --patients N --days D --seed S``: synthetic people, the same for the same seed and last day."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from alsweak.synthetic import exercises
from alsweak.synthetic.accounts import clinician_of
from alsweak.synthetic.lives import draw_plan, live
from alsweak.synthetic.store import store
from people.models import Clinic, Membership, User

CLINIC = "Synthetic"
WITH_EXERCISES = 0.3  # of the people


class Command(BaseCommand):
    help = "Make synthetic people in a clinic of their own. Who is there already is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--patients", type=positive, required=True, metavar="N")
        parser.add_argument(
            "--days", type=positive, required=True, metavar="D", help="from the first entry to the last day"
        )
        parser.add_argument("--seed", type=int, required=True, metavar="S")
        parser.add_argument(
            "--end", type=dt.date.fromisoformat, metavar="DATE", help="the last day; today if not given"
        )

    def handle(self, *, patients: int, days: int, seed: int, end: dt.date | None, **options: Any) -> None:
        now = timezone.now()
        clinic, _created = Clinic.objects.get_or_create(name=CLINIC)
        clinician = clinician_of(clinic, "clinician@synthetic.invalid", "Synthetic clinician")
        there = set(clinic.patients.values_list("reference", flat=True))
        therapist = clinician_of(
            clinic, "therapist@synthetic.invalid", "Synthetic therapist", Membership.Role.THERAPIST
        )
        exercises.collect(clinic, by=therapist, now=now)
        new = 0
        for number in tqdm(range(patients), unit=" patients"):
            reference = f"syn-{seed}-{number + 1:04}"
            if reference in there:
                continue
            rng = np.random.default_rng([seed, number])
            life = live(rng, draw_plan(rng, reference, days), end or now.date())
            emails = {role: f"{reference}.{role}@synthetic.invalid" for role in ("patient", "caregiver")}
            with transaction.atomic():
                patient = store(life, clinic, clinician, emails=emails, now=now)
                wrote = sorted(life.said["self"])[-exercises.AGO :]
                if rng.random() < WITH_EXERCISES and wrote:
                    person = User.objects.get(email=emails["patient"])
                    exercises.set_and_answer(patient, wrote, by=therapist, person=person, rng=rng, now=now)
            new += 1
        self.stdout.write(f"{new} of {patients} patients were made in the clinic “{clinic}”.")


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
