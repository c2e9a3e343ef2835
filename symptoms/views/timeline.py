"""Measurements and marks: what is written now and then."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import Of, Record
from people.requests import SignedIn
from people.typed import given_back, keeps_typed
from symptoms.day.page import receipt_words
from symptoms.forms.day import DayForm
from symptoms.forms.entries import PARTS, MarkForm, MeasurementForm
from symptoms.models import Measurement
from symptoms.models.base import Recorded
from symptoms.record.columns import values_of
from symptoms.record.days import local_day
from symptoms.record.roles import is_own, source_of, voice_of
from symptoms.views import asking
from symptoms.views.common import after_saving, open_to_write, said_before
from symptoms.write import verbs
from symptoms.write.asking import InDoubt


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def measurement(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """All of it at once for a clinician; else one of ``PARTS`` a page, by its name in the address."""
    record = open_to_write(request, patient_id)
    now = timezone.now()
    form = MeasurementForm(
        request.POST or None,
        initial=given_back(request) or {"id": uuid.uuid4(), **_measured(request, record, now)},
        asks_help=is_own(record),
        voice=voice_of(record),
    )

    def save() -> verbs.Receipt:
        said = form.cleaned_data
        source = source_of(record, helped=said.get("helped", False))
        return verbs.record_measurement(
            record.patient,
            said["day"],
            form.values,
            by=request.user,
            source=source,
            now=now,
            id=said["id"],
            confirm=asking.confirmed_in(request),
        )

    asked = next((name for name in PARTS if name and name in request.GET), "")
    context: dict[str, Any] = {
        "part": form.part(asked),
        "part_name": asked,
        "title": PARTS[asked][0],
        "others": [(name, title) for name, (title, _names) in PARTS.items() if name != asked],
    }
    return fill_in(request, record, form, save, "symptoms/measurement.html", **context)


def _measured(request: SignedIn, record: Record, now: dt.datetime) -> dict[str, Any]:
    """Today; or ``?day=``, with what this author measured on it, to be changed."""
    choose = DayForm(request.GET, patient=record.patient, now=now)
    day = choose.cleaned_data.get("day") if choose.is_valid() else None
    if day is None:
        return {"day": local_day(record.patient, now)}
    entry = said_before(Measurement, record, day, request)
    return {"day": day, **(values_of(entry) if entry else {})}


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def mark_cell(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """A clinician's word on a part of the body, or "another cause"."""
    record = open_to_write(request, patient_id, Of.FINDINGS, told=_("A clinician marks parts of the body."))
    initial = given_back(request) or request.GET.dict()
    form = MarkForm(request.POST or None, initial=initial, for_clinician=record.for_clinician)

    def save() -> verbs.Receipt:
        return verbs.mark_cell(
            record.patient, by=request.user, source=source_of(record), now=timezone.now(), **form.cleaned_data
        )

    return fill_in(request, record, form, save, "symptoms/mark.html")


def fill_in(
    request: SignedIn,
    record: Record,
    form: Any,
    save: Callable[[], verbs.Receipt],
    template: str,
    onward: Callable[[Recorded], HttpResponse] | None = None,
    **context: Any,
) -> HttpResponse:
    """Show the form; save what was sent and go on, or show what has to be looked at again. ``onward``: where to, with
    what was saved; else where everything leads."""
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if asking.wants_change(request):
                status = 200
            elif form.is_valid():
                entry = save().entry
                day = getattr(entry, "day", None) or getattr(entry, "start", None)
                messages.success(request, receipt_words(record, entry, day or local_day(record.patient, entry.made_at)))
                return onward(entry) if onward else after_saving(record)
        except InDoubt as doubtful:
            return asking.ask(request, doubtful, record)
        except ValidationError as refused:
            form.refuse(refused)
        except verbs.IdInUse:
            form.sent_before()
            status = 409
    return render(request, template, {"record": record, "form": form, **context}, status=status)
