"""The check-in page: one plain form for a day."""

import datetime as dt
import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.access import Record
from people.models import Patient
from people.requests import SignedIn
from symptoms import services
from symptoms.days import local_day
from symptoms.forms.check_in import CheckInForm, initial_check_in
from symptoms.forms.day import DayForm
from symptoms.models import CheckIn
from symptoms.views.common import after_saving, is_own, open_to_write, receipt_words, said_before, source_of


@require_safe
def check_in_mine(request: SignedIn) -> HttpResponse:
    """To the one record that this person writes in, or a choice, or a start."""
    patients = Patient.objects.writable_by(request.user).select_related("clinic")[:100]
    if len(patients) == 1:
        return redirect("check_in", patients[0].pk)
    return render(request, "symptoms/choose.html", {"patients": patients})


@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    record = open_to_write(request, patient_id)
    now = timezone.now()
    if request.method == "POST":
        return _save(request, record, now)
    today = local_day(record.patient, now)
    choose = DayForm(request.GET, patient=record.patient, now=now)
    day = choose.cleaned_data.get("day") or today if choose.is_valid() else today
    form = CheckInForm(
        initial=initial_check_in(day, said_before(CheckIn, record, day, request)), asks_help=is_own(record)
    )
    return _page(request, record, form, choose, day=day, today=today, status=400 if choose.errors else 200)


def _save(request: SignedIn, record: Record, now: dt.datetime) -> HttpResponse:
    form = CheckInForm(request.POST, asks_help=is_own(record))
    status = 422
    if form.is_valid():
        day = form.cleaned_data["day"]
        try:
            receipt = services.record_check_in(
                record.patient,
                day,
                form.answers(form.values, said_before(CheckIn, record, day, request)),
                by=request.user,
                source=source_of(record, helped=form.cleaned_data.get("helped", False)),
                now=now,
                id=form.cleaned_data["id"],
                not_known=form.not_known,
            )
        except ValidationError as refused:
            form.refuse(refused)
        except services.IdInUse:
            form.sent_before()
            status = 409
        else:
            messages.success(request, receipt_words(record, receipt.entry, form.cleaned_data["day"]))
            return after_saving(record)
    day = form.cleaned_data.get("day")
    choose = DayForm({}, patient=record.patient, now=now)
    return _page(request, record, form, choose, day=day, today=local_day(record.patient, now), status=status)


def _page(
    request: SignedIn,
    record: Record,
    form: CheckInForm,
    choose: DayForm,
    *,
    day: dt.date | None,
    today: dt.date,
    status: int,
) -> HttpResponse:
    context = {
        "record": record,
        "form": form,
        "choose": choose,
        "day": day,
        "today": today,
        "yesterday": today - dt.timedelta(days=1),
    }
    return render(request, "symptoms/check_in.html", context, status=status)
