"""The person's own plan: how often, what they keep track of, and reminders. Each choice is one press."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.access import Verb, open_record
from people.requests import SignedIn
from symptoms.day import reminders
from symptoms.day.plan import change_plan
from symptoms.day.walk import AREAS, OTHERS, TOPICS
from symptoms.models import Plan
from symptoms.read.plans import plan_of
from symptoms.record.days import local_day
from symptoms.views.common import open_to_write
from symptoms.wording.day import TOPICS as TOPIC_WORDS


@require_safe
def more(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """All that one does now and then."""
    record = open_record(request.user, patient_id, Verb.PROGRESS)  # a menu: it shows nothing of the record
    return render(request, "symptoms/more.html", {"record": record})


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    record = open_to_write(request, patient_id)
    day = local_day(record.patient, timezone.now())
    error = ""
    if request.method == "POST":
        try:
            change_plan(record.patient, day, by=request.user, cadence=request.POST.get("cadence", ""))
            return redirect("plan", record.patient.pk)
        except ValidationError:
            error = _("Choose one of these.")
    now = plan_of(record.patient, day)
    choices = [("cadence", value, label, now.cadence == value) for value, label in Plan.Cadence.choices]
    context = {"record": record, "choices": choices, "error": error}
    return render(request, "symptoms/plan.html", context, status=422 if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def topics(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """What is asked of the body, and with ``?others`` beside it. To leave something out loses nothing that was said."""
    record = open_to_write(request, patient_id)
    day = local_day(record.patient, timezone.now())
    left_out = set(plan_of(record.patient, day).left_out)
    if request.method == "POST":
        leave, ask = ({topic for topic in TOPICS if request.POST.get(name) == topic} for name in ("leave_out", "ask"))
        if leave or ask:
            change_plan(record.patient, day, by=request.user, left_out=(left_out | leave) - ask)
        return redirect(request.get_full_path())
    shown = OTHERS if "others" in request.GET else tuple(AREAS)
    asked = [topic not in left_out for topic in shown]
    names = ["leave_out" if on else "ask" for on in asked]  # set and never switched: the same twice is the same
    choices = [(name, topic, TOPIC_WORDS[topic], on) for name, topic, on in zip(names, shown, asked, strict=True)]
    return render(request, "symptoms/topics.html", {"record": record, "choices": choices, "others": shown is OTHERS})


@require_http_methods(["GET", "HEAD", "POST"])
def reminder(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """When to be reminded, for whoever signed in; "later today" puts off the one of today."""
    record = open_to_write(request, patient_id)
    now = timezone.now()
    if request.method == "POST":
        pressed = request.POST.get("hour", "")
        if pressed == "later":
            reminders.put_off(record.patient, request.user, now=now)
        elif pressed == "off" or pressed in map(str, reminders.HOURS):
            reminders.choose(record.patient, request.user, None if pressed == "off" else int(pressed))
        return redirect("reminder", record.patient.pk)
    mine = reminders.reminder_of(record.patient, request.user)
    hour = mine.hour if mine and mine.on else None
    choices: list[tuple[Any, ...]] = [
        ("hour", each, _("At %(hour)s") % {"hour": f"{each}:00"}, hour == each) for each in reminders.HOURS
    ]
    choices.append(("hour", "off", _("No reminders"), hour is None))
    later = reminders.later(record.patient, now=now) if hour is not None else None
    context = {"record": record, "choices": choices, "mine": mine, "later": later}
    return render(request, "symptoms/reminder.html", context)
