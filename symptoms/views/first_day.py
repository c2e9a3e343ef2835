"""Somebody's first day: one question a page, each of them one press or left out, and a receipt at the end."""

import datetime as dt
import uuid
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.models import Membership, User, time_zones
from people.preferences import change
from people.reach import reach_of
from people.records import start_own_record
from people.requests import SignedIn
from people.typed import given_back, keeps_typed
from symptoms.day import drafts, first_day, reminders
from symptoms.day.first_day import BEGAN, CLINIC, HELPERS, NAME, NOW, OFTEN, PLACE, REMINDER, SINCE, TOPICS
from symptoms.day.page import day_page
from symptoms.forms.first_day import NameForm, PlaceForm, told
from symptoms.read.memories import said_to_be_first
from symptoms.read.plans import plan_of
from symptoms.views import first_body, first_plan
from symptoms.views.first_way import CHOOSE, SKIP, Way, opened
from symptoms.views.travel import device_zone
from symptoms.wording.day import TOPICS as TOPIC_WORDS
from symptoms.wording.places import countries, place
from symptoms.wording.remembered import part_and_month
from symptoms.write.facts import change_facts, move

PAGE = ["GET", "HEAD", "POST"]
COUNTRIES_A_PAGE = 4  # beside the next ones and the long list


@keeps_typed
@require_http_methods(PAGE)
def start(request: SignedIn) -> HttpResponse:
    """The first question of someone without a record; a record of their own is made with its answer. Whoever has one
    goes home."""
    asked = first_day.open_to(request.user)
    question = asked[0]
    pressed = request.POST.get("answer", "") or given_back(request).get("answer", "")
    name, zone, error = request.user.name, device_zone(request) or settings.TIME_ZONE, ""
    form = NameForm(request.POST if question == NAME and request.method == "POST" else None)
    if _has_own(request.user):
        return redirect("home")
    if request.method == "POST":
        if pressed == SKIP:
            return _make(request, asked, name=name, zone=zone)
        if question == NAME and form.is_valid():
            return _make(request, asked, name=form.cleaned_data["answer"], zone=zone)
        if question == PLACE and pressed in time_zones():
            return _make(request, asked, name=name, zone=pressed)
        error = str(CHOOSE) if question == PLACE else told(form)
    context = {"number": 1, "count": len(asked), "back_url": reverse("home"), "error": error, "new": True}
    status = 422 if error else 200
    if question == NAME:
        return render(request, "symptoms/first_day/name.html", context | {"given": pressed}, status=status)
    return render(request, "symptoms/first_day/place.html", context | _places(request, zone), status=status)


def _has_own(user: User) -> bool:
    return user.memberships.current().filter(role=Membership.Role.PATIENT).exists()


def _make(request: SignedIn, asked: list[str], *, name: str, zone: str) -> HttpResponse:
    """A press that comes twice makes one record."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=request.user.pk)
        if _has_own(user):
            return redirect("home")
        if name and not user.name:
            change(user, name=name)
        patient = start_own_record(user, name=name, time_zone=zone)
        first_day.begin(patient, asked, now=timezone.now())
    way = opened(request, patient.pk)
    return way.go(way.after(asked[0]))


@require_safe
def first(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """To the page where they were last; of a day that is over, to the same question of today."""
    way = opened(request, patient_id)
    if way.first.ended_at:
        return redirect("first_day_end", patient_id)
    question, _slash, rest = way.first.at.partition("/")
    if not question:
        return redirect(way.url(way.first.asked[0]))
    if question == NOW and not rest.startswith(str(way.day)):
        return redirect(way.url(NOW))
    return redirect(way.root + way.first.at)


@require_http_methods(PAGE)
def first_at(request: SignedIn, patient_id: uuid.UUID, question: str, part: str = "", step: str = "") -> HttpResponse:
    """One question; ``part`` and ``step`` where it takes several pages."""
    way = opened(request, patient_id)
    if question == NOW and not part:
        return redirect(way.url(NOW))
    if question not in ASK or (step and question not in (BEGAN, SINCE)):
        raise Http404(_("There is no such question."))
    _stay(way)
    return ASK[question](way, part, step)


@require_http_methods(PAGE)
def first_now(request: SignedIn, patient_id: uuid.UUID, day: dt.date, part: str = "") -> HttpResponse:
    """How each part is, on the day that the address names."""
    way = opened(request, patient_id, day)
    _stay(way)
    return first_body.now(way, part)


def _stay(way: Way) -> None:
    if way.request.method == "GET":
        first_day.stay(way.first, way.request.path.removeprefix(way.root))


# --- The questions ----------------------------------------------------------------------------------------------------


def _name(way: Way, part: str, step: str) -> HttpResponse:
    user, patient, error = way.request.user, way.record.patient, ""
    given = patient.name or user.name
    if way.request.method == "POST":
        form = NameForm(way.request.POST)
        if way.pressed == SKIP:
            return way.go(way.after(NAME))
        if form.is_valid():
            with transaction.atomic():
                change_facts(patient, by=user, name=form.cleaned_data["answer"])
                if not user.name:
                    change(user, name=form.cleaned_data["answer"])
            return way.go(way.after(NAME))
        given, error = way.pressed, told(form)
    context = way.context(NAME, given=given, error=error)
    return render(way.request, "symptoms/first_day/name.html", context, status=422 if error else 200)


def _place(way: Way, part: str, step: str) -> HttpResponse:
    error = ""
    if way.request.method == "POST":
        if way.pressed == SKIP:
            return way.go(way.after(PLACE))
        try:
            move(way.record.patient, way.pressed, by=way.request.user)
            return way.go(way.after(PLACE))
        except ValidationError:
            error = str(CHOOSE)
    places = _places(way.request, way.record.patient.time_zone)
    context = way.context(PLACE, error=error, **places)
    return render(way.request, "symptoms/first_day/place.html", context, status=422 if error else 200)


def _places(request: SignedIn, zone: str) -> dict[str, object]:
    """What is offered: the device's own zone; where it is not known, some of each country; and all in a long list."""
    if "all" in request.GET:
        return {"form": PlaceForm(initial={"answer": zone})}
    here = device_zone(request)
    if here:
        return {"zones": [(here, place(here))], "more": None}
    offered = countries()
    start = int(number) if (number := request.GET.get("from", "")).isdecimal() and len(number) < 4 else 0
    shown = offered[start : start + COUNTRIES_A_PAGE]
    return {"zones": shown, "more": start + COUNTRIES_A_PAGE if offered[start + COUNTRIES_A_PAGE :] else None}


def _helpers(way: Way, part: str, step: str) -> HttpResponse:
    if way.request.method == "POST":
        return way.go(way.after(HELPERS))
    return render(way.request, "symptoms/first_day/helpers.html", way.context(HELPERS))


def _clinic(way: Way, part: str, step: str) -> HttpResponse:
    """The last one: told, not asked. Its press ends the first day."""
    if way.request.method == "POST":
        return _end(way)
    clinic = way.record.patient.clinic
    context = way.context(CLINIC, clinic=None if clinic.is_own_records else clinic, reach=reach_of(clinic))
    return render(way.request, "symptoms/first_day/clinic.html", context)


ASK: dict[str, Callable[[Way, str, str], HttpResponse]] = {
    NAME: _name,
    PLACE: _place,
    BEGAN: first_body.began,
    SINCE: first_body.since,
    TOPICS: first_plan.topics,
    OFTEN: first_plan.often,
    REMINDER: first_plan.reminder,
    HELPERS: _helpers,
    CLINIC: _clinic,
}


# --- The end ----------------------------------------------------------------------------------------------------------


@require_http_methods(PAGE)
def leave(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Go on, another time, or never again; what was said is kept in any case."""
    way = opened(request, patient_id)
    if request.method == "POST" and way.pressed == "never":
        return _end(way)
    return render(request, "symptoms/first_day/leave.html", {"record": way.record, "back_url": way.root})


def _end(way: Way) -> HttpResponse:
    """What waits to be recorded is recorded now."""
    now = timezone.now()
    if way.draft and way.draft.waits:
        with suppress(ValidationError):  # it stays, and is tried again with the next press of that day
            drafts.record_draft(way.record, way.draft, now=now)
    first_day.end(way.first, now=now)
    return redirect("first_day_end", way.record.patient.pk)


@require_safe
def end(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """What was saved, and that there is nothing more to do today."""
    way = opened(request, patient_id)
    if not way.first.ended_at:
        return redirect("first_day", patient_id)
    patient = way.record.patient
    plan, began = plan_of(patient, way.day), said_to_be_first(patient)
    reminder = reminders.reminder_of(patient, request.user)
    context = {
        "record": way.record,
        "page": day_page(way.record, request.user, way.day, way.day),
        "said_first": part_and_month(began.cell, began.month, began.precision) if began else "",
        "plan": plan.get_cadence_display() if plan.pk else "",
        "left_out": [TOPIC_WORDS[topic] for topic in plan.left_out],
        "hour": f"{reminder.hour}:00" if reminder and reminder.on else "",
        "zone": place(patient.time_zone),
        "back_url": reverse("home"),
    }
    return render(request, "symptoms/first_day/end.html", context)
