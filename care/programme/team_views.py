"""The pages of the team about one programme: how it goes, a new version, its end."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from care.models import Exercise
from care.programme.forms import ProgrammeForm, initial_of_programme
from care.programme.read import Programmes, programmes_of
from care.programme.shown import amount, days, parts
from care.programme.weeks import lines
from care.programme.write import Set, set_programme
from care.programme_said import KINDS
from people.access import Of, Record, Verb, open_record
from people.requests import SignedIn
from people.typed import given_back, keeps_typed
from symptoms.models.base import Source
from symptoms.record.days import local_day
from symptoms.views.common import open_to_look_and_write
from symptoms.write.transaction import IdInUse

NOT_THEIRS = gettext_lazy("The care team sets the exercise programme.")

REVIEW = dt.timedelta(weeks=6)  # what the form begins with


@require_safe
def programme(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """What is in force, how the weeks were, and all versions."""
    record = open_record(request.user, patient_id, Verb.VIEW, Of.TEAM, told=NOT_THEIRS)
    today = local_day(record.patient, timezone.now())
    programmes = programmes_of(record.patient)
    context = {
        "record": record,
        "now": programmes.on(today),
        "items": _items(programmes, today),
        "later": [each for each in programmes.versions if each.row.start > today],
        "versions": list(reversed(programmes.versions)),
        "lines": lines(record.patient, programmes, today),
        "may_end": record.may_write and programmes.last is not None and not programmes.last.row.ended,
    }
    return render(request, "care/programme/team.html", context)


def _items(programmes: Programmes, today: dt.date) -> list[dict[str, Any]]:
    version = programmes.on(today)
    return [
        {
            "item": item,
            "amount": amount(item),
            "days": days(item),
            "parts": parts(item.cells),
            "kind": KINDS[item.kind],
        }
        for item in (version.items if version else ())
    ]


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def set_one(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """A new version, which begins as the last one is. "More" and "Take" add rows and save nothing."""
    record = open_to_look_and_write(request, patient_id, Of.TEAM, told=NOT_THEIRS)
    now = timezone.now()
    collection = Exercise.objects.filter(clinic=record.patient.clinic, retired_at=None)
    of: dict[str, Any] = {"patient": record.patient, "now": now, "collection": collection}
    if request.method != "POST":
        form = ProgrammeForm(initial=_begin(record, now) | given_back(request), **of)
        form.warn()
        return _form(request, record, form)
    action = request.POST.get("action")
    form = ProgrammeForm(request.POST, **of)
    if action in ("more", "take"):
        given = form.with_taken() if action == "take" else {name: request.POST[name] for name in request.POST}
        form = ProgrammeForm(initial=given, more=int(action == "more"), **of)
        form.warn()
        return _form(request, record, form)
    if form.is_valid():
        try:
            set_programme(
                record.patient,
                form.said,
                by=request.user,
                source=Source.CLINICIAN,
                now=now,
                id=form.cleaned_data["id"],
            )
        except ValidationError as refused:
            form.refuse(refused)
        except IdInUse:
            form.sent_before()
        else:
            messages.success(request, _("Saved."))
            return redirect("programme", patient_id)
    return _form(request, record, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def end_one(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """From today on there is nothing to do. What was said stays."""
    record = open_to_look_and_write(request, patient_id, Of.TEAM, told=NOT_THEIRS)
    now = timezone.now()
    last = programmes_of(record.patient).last
    if request.method != "POST" and last and not last.row.ended:
        return render(request, "care/programme/end.html", {"record": record, "last": last})
    if last and not last.row.ended:
        wanted = Set(local_day(record.patient, now), ended=True)
        set_programme(record.patient, wanted, by=request.user, source=Source.CLINICIAN, now=now)
    return redirect("programme", patient_id)


def _begin(record: Record, now: dt.datetime) -> dict[str, Any]:
    today = local_day(record.patient, now)
    last = programmes_of(record.patient).last
    begin: dict[str, Any] = {"id": uuid.uuid4(), "start": today, "review": today + REVIEW}
    return begin | ({"note": last.row.note} | initial_of_programme(last.items) if last else {})


def _form(request: SignedIn, record: Record, form: ProgrammeForm, *, status: int = 200) -> HttpResponse:
    return render(request, "care/programme/set.html", {"record": record, "form": form}, status=status)
