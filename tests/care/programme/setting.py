"""A programme that is set for Ada, and what is said of it."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from care.programme.write import Set, answer, keep_exercise, set_programme
from symptoms.record.days import local_day

STRETCH = {"name": "Ankle stretch", "how": "Pull the foot up slowly.", "kind": "stretch", "cells": ["foot.left"]}
WALK = {"name": "Walk", "kind": "endurance", "cells": ["thigh.left", "thigh.right"], "minutes": 10}
ARMS = {"name": "Lift the arms", "kind": "range_of_motion", "cells": ["upper_arm.right"], "sets": 2, "repetitions": 8}


def today_of(record):
    return local_day(record, timezone.now())


def programme(record, by, *items, ago=20, review=30, **more):
    """Set so many days ago, looked at again so many days from today."""
    today = today_of(record)
    wanted = Set(today - dt.timedelta(ago), today + dt.timedelta(review), items=items or (STRETCH, WALK, ARMS), **more)
    return set_programme(record, wanted, by=by, source="clinician", now=timezone.now()).entry


def said(record, by, item, ago=0, source="self", id=None, **what):
    day = today_of(record) - dt.timedelta(ago)
    return answer(record, item, day, what, by=by, source=source, now=timezone.now(), id=id).entry


def page(record):
    return reverse("exercises", args=[record.pk])


def step(record, item, name="card", ago=0):
    return reverse("exercise_step", args=[record.pk, today_of(record) - dt.timedelta(ago), item.pk, name])


def sore(record):
    return reverse("exercises_sore", args=[record.pk, today_of(record)])


def kept(clinic, by, **said):
    """An exercise of the clinic's collection."""
    blank = {"how": "", "position": "", "sets": None, "repetitions": None, "minutes": None, "link": "", "stop_if": ""}
    return keep_exercise(clinic, blank | STRETCH | said, by=by, now=timezone.now())
