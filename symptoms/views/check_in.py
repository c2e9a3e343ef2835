"""A day: the page where one begins, "no change" in one press, and what follows the last question."""

import datetime as dt
import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.models import Patient
from people.requests import SignedIn
from symptoms.day import drafts
from symptoms.day.page import day_page
from symptoms.forms.day import DayForm
from symptoms.models import CheckIn, Draft, Event
from symptoms.record.days import local_day
from symptoms.record.roles import source_of
from symptoms.views.common import open_to_look_and_write, open_to_write, save_day, sentence, to_receipt
from symptoms.views.travel import travel_of
from symptoms.wording.day import wording_now
from symptoms.write import verbs


@require_safe
def check_in_mine(request: SignedIn) -> HttpResponse:
    """To the one record that this person writes in, or a choice, or a start."""
    patients = Patient.objects.writable_by(request.user).select_related("clinic")[:100]
    if len(patients) == 1:
        return redirect("check_in", patients[0].pk)
    return render(request, "symptoms/choose.html", {"patients": patients})


@require_safe
def check_in(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Today, or ``?day=``."""
    record = open_to_look_and_write(request, patient_id)
    now = timezone.now()
    today = local_day(record.patient, now)
    choose = DayForm(request.GET, patient=record.patient, now=now)
    day = choose.cleaned_data.get("day") or today if choose.is_valid() else today
    context = {
        "record": record,
        "choose": choose,
        "page": day_page(record, request.user, day, today),
        "travel": travel_of(request, record, now),
    }
    return render(request, "symptoms/check_in.html", context, status=400 if choose.errors else 200)


@require_POST
def no_change(request: SignedIn, patient_id: uuid.UUID, day: dt.date) -> HttpResponse:
    record = open_to_write(request, patient_id)
    draft = drafts.draft_of(record.patient, request.user, day, Draft.Kind.CHECK_IN)
    try:
        verbs.record_no_change(
            record.patient,
            day,
            by=request.user,
            source=source_of(record, helped=bool(draft and draft.helped)),
            now=timezone.now(),
            id=_id_of(request),
            wording=wording_now(),
        )
    except (ValidationError, verbs.IdInUse) as refused:
        messages.warning(request, sentence(refused))
        return redirect("check_in", record.patient.pk)
    return to_receipt(request, record, day)


@require_POST
def done(request: SignedIn, patient_id: uuid.UUID, day: dt.date) -> HttpResponse:
    """Record what was answered. Pressed again it says the same."""
    return save_day(request, open_to_write(request, patient_id), day)


@require_POST
def undo(request: SignedIn, patient_id: uuid.UUID, day: dt.date) -> HttpResponse:
    """Take back one's own entry for a day, at once or later."""
    record = open_to_write(request, patient_id)
    entry = get_object_or_404(CheckIn, patient=record.patient, author=request.user, day=day, pk=_id_of(request))
    try:
        verbs.undo(entry, by=request.user, now=timezone.now())
        messages.success(request, _("Taken back. It no longer counts."))
    except ValidationError as refused:
        messages.warning(request, sentence(refused))
    return to_receipt(request, record, day, told=True)


@require_POST
def helped(request: SignedIn, patient_id: uuid.UUID, day: dt.date) -> HttpResponse:
    """ "Someone helps me" is one press, and one press takes it back."""
    record = open_to_write(request, patient_id)
    try:
        drafts.keep(
            record,
            day,
            Draft.Kind.CHECK_IN,
            by=request.user,
            now=timezone.now(),
            helped=request.POST.get("helped") == "on",
        )
    except ValidationError as refused:
        messages.warning(request, sentence(refused))
        return redirect("check_in", record.patient.pk)
    return to_receipt(request, record, day, told=True)


@require_POST
def fell(request: SignedIn, patient_id: uuid.UUID, day: dt.date) -> HttpResponse:
    """A fall on this day in one press, and one press (``take_back``) takes it back."""
    record = open_to_write(request, patient_id)
    try:
        if "take_back" in request.POST:
            fall = get_object_or_404(Event, patient=record.patient, author=request.user, start=day, pk=_id_of(request))
            verbs.retract(fall, by=request.user)
            messages.success(request, _("Taken back. It no longer counts."))
        else:
            draft = drafts.draft_of(record.patient, request.user, day, Draft.Kind.CHECK_IN)
            source = source_of(record, helped=bool(draft and draft.helped))
            said = {"id": _id_of(request), "kind": Event.Kind.FALL, "start": day}
            verbs.record_event(record.patient, by=request.user, source=source, now=timezone.now(), **said)
    except (ValidationError, verbs.IdInUse) as refused:
        messages.warning(request, sentence(refused))
    return to_receipt(request, record, day, told=True)


def _id_of(request: SignedIn) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("id", ""))
    except ValueError:
        return None
