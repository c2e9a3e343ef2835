"""Exercises: the collection of a clinic, and a programme that a therapist set, with what the person said of the days
since. Of the demo's first person it is six weeks old; yesterday's waits for one answer, and today's for all."""

import datetime as dt
import zoneinfo
from collections.abc import Sequence
from typing import Any

import numpy as np

from alsweak.synthetic.accounts import EMAILS, clinician_of
from care.programme.read import programmes_of
from care.programme.write import Set, answer, keep_exercise, set_programme
from people.models import Clinic, Membership, Patient, User
from symptoms.models.base import Source
from symptoms.record.days import local_day

AGO, REVIEW = 42, 63  # days
SHARE = 0.7  # of the days on which she says something
MOVEMENTS: tuple[dict[str, Any], ...] = (
    {
        "name": "Ankle stretch",
        "how": "Pull the foot up with a towel. Hold for a slow count of ten, then let go.",
        "kind": "stretch",
        "cells": ["foot.left", "foot.right"],
        "position": "Sitting, with the leg straight",
        "sets": 2,
        "repetitions": 3,
    },
    {
        "name": "Lift and lower the arms",
        "how": "Slide both arms forward on the table and back again. Someone can help.",
        "kind": "range_of_motion",
        "cells": ["upper_arm.left", "upper_arm.right"],
        "position": "Sitting at the table",
        "sets": 2,
        "repetitions": 8,
        "stop_if": "The shoulder hurts.",
    },
    {
        "name": "Walk",
        "how": "At your own pace, with your stick. Rest when you want to.",
        "kind": "endurance",
        "cells": ["thigh.left", "thigh.right", "foot.left", "foot.right"],
        "minutes": 10,
        "stop_if": "You can't talk comfortably while you walk.",
    },
)


def of_the_demo(patient: Patient, clinic: Clinic, *, now: dt.datetime) -> None:
    """Of its first person, by the therapist who signs in."""
    thea = clinician_of(clinic, EMAILS["therapist"], "Thea Lind", Membership.Role.THERAPIST)
    collect(clinic, by=thea, now=now)
    start = local_day(patient, now) - dt.timedelta(AGO)
    days = [start + dt.timedelta(ago) for ago in range(AGO)]
    person, rng = User.objects.get(email=EMAILS["patient"]), np.random.default_rng(8)
    set_and_answer(patient, days, by=thea, person=person, rng=rng, share=SHARE, now=now)


def collect(clinic: Clinic, *, by: User, now: dt.datetime) -> None:
    """The exercises into the clinic's collection, where there is none yet."""
    if clinic.exercises.exists():
        return
    blank = {"how": "", "position": "", "sets": None, "repetitions": None, "minutes": None, "link": "", "stop_if": ""}
    for movement in MOVEMENTS:
        keep_exercise(clinic, blank | movement, by=by, now=now)


def set_and_answer(
    patient: Patient,
    days: Sequence[dt.date],
    *,
    by: User,
    person: User,
    rng: np.random.Generator,
    now: dt.datetime,
    share: float = 1,
) -> None:
    """A programme from the first of ``days`` on, with what ``person`` said on a ``share`` of them, and of the last in
    any case but for how it was the day after. The same ``rng`` says the same."""
    evening, zone = dt.time(19, 0), zoneinfo.ZoneInfo(patient.time_zone)
    start, last = days[0], days[-1]
    wanted = Set(start, start + dt.timedelta(REVIEW), "Easy does it. A day off is fine.", items=MOVEMENTS)
    made = min(now, dt.datetime.combine(start, evening, zone))
    set_programme(patient, wanted, by=by, source=Source.CLINICIAN, now=made)
    (version,) = programmes_of(patient).versions
    for day in days:
        asked_later = min(now, dt.datetime.combine(day + dt.timedelta(1), evening, zone))
        if rng.random() > share and day != last:
            continue
        for item in version.items:
            said = _said(rng, item.minutes)
            if day != last and said["done"] != "not_today":
                said["sore"] = bool(rng.random() < 0.06)
            answer(patient, item, day, said, by=person, source=Source.SELF, now=asked_later)


def _said(rng: np.random.Generator, minutes: int | None) -> dict[str, Any]:
    done = str(rng.choice(["done", "part", "not_today"], p=[0.7, 0.2, 0.1]))
    if done == "not_today":
        return {"done": done}
    said: dict[str, Any] = {"done": done, "effort": int(rng.integers(2, 6)), "could_talk": bool(rng.random() < 0.95)}
    said["tired"] = bool(rng.random() < 0.06)
    if minutes:
        said["minutes"] = minutes if done == "done" else minutes // 2
    return said
