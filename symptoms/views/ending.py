"""When a record ends: it is closed, in two steps, and can be opened again."""

import datetime as dt
import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import Record, Verb, open_record
from people.models import Patient
from people.requests import SignedIn
from people.typed import given_back, keeps_typed
from symptoms.day.drafts import record_all
from symptoms.forms.ending import EndingForm
from symptoms.record.days import local_day
from symptoms.record.roles import is_own
from symptoms.views.common import after_saving
from symptoms.write.ending import close_record, reopen_record


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Why first, on a page of its own; then since when, and what it means."""
    record = open_record(request.user, patient_id, Verb.CLOSE)
    if record.is_closed:
        return after_saving(record)
    now = timezone.now()
    why = request.POST.get("why") or request.GET.get("why", "")
    if why not in _reasons(record):
        reasons = [(value, Patient.Ending(value).label) for value in _reasons(record)]
        return render(request, "symptoms/end_why.html", {"record": record, "reasons": reasons})
    form = EndingForm(request.POST or None, initial=given_back(request) or {"on": local_day(record.patient, now)})
    if form.is_bound and form.is_valid():
        record_all(record.patient, now=now)  # what was pressed before is not lost
        try:
            close_record(record.patient, why=why, on=_day(record, form, now), by=request.user, now=now)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The record is closed. It can be opened again."))
            return after_saving(record)
    context = {"record": record, "form": form, "why": why, "asks_day": not is_own(record)}
    return render(request, "symptoms/end.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    record = open_record(request.user, patient_id, Verb.CLOSE)
    if request.method != "POST":
        return render(request, "symptoms/reopen.html", {"record": record})
    reopen_record(record.patient, by=request.user)
    messages.success(request, _("The record is open again."))
    return after_saving(record)


def _reasons(record: Record) -> tuple[str, ...]:
    """Nobody says of themselves that they died."""
    ending = Patient.Ending
    return (ending.MOVED, ending.WITHDREW) if is_own(record) else (ending.DIED, ending.MOVED, ending.WITHDREW)


def _day(record: Record, form: EndingForm, now: dt.datetime) -> dt.date:
    """For the person themselves it is today: nothing to type."""
    today = local_day(record.patient, now)
    return today if is_own(record) else form.cleaned_data["on"] or today
