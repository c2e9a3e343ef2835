"""What the pages that write have in common."""

import datetime as dt
import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from people.access import Of, Record, Verb, open_record
from people.requests import SignedIn
from symptoms.day import drafts
from symptoms.day.page import receipt_words
from symptoms.models import CheckIn, Draft
from symptoms.read.last_said import Entry, own_entry
from symptoms.record.days import local_day
from symptoms.record.roles import is_own, source_of


def open_to_write(
    request: SignedIn, patient_id: uuid.UUID, of: Of = Of.RECORD, *, told: str | Promise = "", shows: bool = False
) -> Record:
    """The record, for a form: opening it is told apart from a look at the record."""
    verb = Verb.WRITE if request.method == "POST" else Verb.LOG
    return open_record(request.user, patient_id, verb, of, told=told, shows=shows)


def open_to_look_and_write(
    request: SignedIn, patient_id: uuid.UUID, of: Of = Of.RECORD, *, told: str | Promise = ""
) -> Record:
    """The same for a page that shows what was said before, which is a look."""
    return open_to_write(request, patient_id, of, told=told, shows=True)


def after_saving(record: Record) -> HttpResponseRedirect:
    """Home, where a caregiver of several says whose; the dashboard for a clinician."""
    if record.for_clinician:
        return redirect("dashboard", record.patient.pk)
    return redirect("home") if is_own(record) else redirect(f"{reverse('home')}?person={record.patient.pk}")


def said_before(entries: type[Entry], record: Record, day: dt.date, request: SignedIn) -> Entry | None:
    """What this author has already said about that day."""
    return own_entry(entries, record.patient.pk, day, request.user.pk, source_of(record))


def sentence(refused: Exception, step: str = "") -> str:
    """What was refused, in words; on the page of a step without its name, which stands above."""
    told = refused.messages if isinstance(refused, ValidationError) else [str(refused)]
    return " ".join(each.removeprefix(f"{step}: ") for each in told)


def pressed_before_signing_in(request: SignedIn) -> str:
    """What was pressed on this very page when the sign-in had ended (``alsweak.middleware.SignInFirst``); said once."""
    pressed = request.session.get("pressed") or {}
    if request.method == "POST" or pressed.get("at") != request.path:
        return ""
    del request.session["pressed"]
    return str(pressed["answer"])


def save_day(request: SignedIn, record: Record, day: dt.date) -> HttpResponse:
    """Record what was answered, and go to where the receipt stands. Done twice it says the same."""
    draft = drafts.draft_of(record.patient, request.user, day, Draft.Kind.CHECK_IN)
    if draft and draft.waits:
        try:
            drafts.record_draft(record, draft, now=timezone.now())
        except ValidationError as refused:
            messages.warning(request, sentence(refused))
            return redirect("hub", record.patient.pk, day)
    return to_receipt(request, record, day)


def to_receipt(request: SignedIn, record: Record, day: dt.date, *, told: bool = False) -> HttpResponse:
    """Where the receipt stands: home for today, the day's own page for another day."""
    if record.for_clinician:
        entry = CheckIn.objects.standing().filter(patient=record.patient, author=request.user, day=day).first()
        if entry and not told:
            messages.success(request, receipt_words(record, entry, day))
        return after_saving(record)
    if day == local_day(record.patient, timezone.now()):
        return after_saving(record)
    return redirect(f"{reverse('check_in', args=[record.patient.pk])}?day={day}")
