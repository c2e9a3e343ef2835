"""The function check. What moved since the last one is asked about after saving, never before (CLINICAL 1.2)."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clinical.vocabulary import FUNCTION_ITEMS
from people.access import Record, Verb, open_record
from people.models import Patient
from people.requests import SignedIn
from symptoms import services
from symptoms.days import local_day
from symptoms.forms.function_check import FunctionCheckForm, initial_function_check
from symptoms.models import FunctionCheck, Treatment
from symptoms.models.base import Source
from symptoms.views.common import after_saving, is_own, open_to_write, receipt_words, said_before, source_of
from symptoms.wording import FRAME, FUNCTION, INTRO, Question, Text

TEXTS = {"intro": INTRO, "frame": FRAME}
ASKED_ABOUT = 2  # a move of this many levels may be a slip


@dataclass(frozen=True)
class Move:
    """An item that moved by two levels or more since the check before."""

    question: Text
    before: Text
    now: Text


@require_http_methods(["GET", "HEAD", "POST"])
def function_check(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    record = open_to_write(request, patient_id)
    now = timezone.now()
    if request.method == "POST":
        return _save(request, record, now)
    today = local_day(record.patient, now)
    said = said_before(FunctionCheck, record, today, request)
    form = FunctionCheckForm(initial=initial_function_check(today, said), asks_help=is_own(record))
    too_early = None if said or record.for_clinician else _next_possible(record.patient, today)
    context = {"record": record, "form": form, "day": today, "too_early": too_early, **TEXTS}
    return render(request, "symptoms/function_check.html", context)


def _save(request: SignedIn, record: Record, now: dt.datetime) -> HttpResponse:
    form = FunctionCheckForm(request.POST, asks_help=is_own(record))
    status = 422
    if form.is_valid():
        day = form.cleaned_data["day"]
        try:
            receipt = services.record_function_check(
                record.patient,
                day,
                form.answers(form.values, said_before(FunctionCheck, record, day, request)),
                by=request.user,
                source=source_of(record, helped=form.cleaned_data.get("helped", False)),
                now=now,
                id=form.cleaned_data["id"],
            )
        except ValidationError as refused:
            form.refuse(refused)
        except services.IdInUse:
            form.sent_before()
            status = 409
        else:
            messages.success(request, receipt_words(record, receipt.entry, form.cleaned_data["day"]))
            check = FunctionCheck.objects.get(pk=receipt.entry.pk)
            if moves(check) or machine_question(check):
                return redirect("function_check_saved", record.patient.pk, check.pk)
            return after_saving(record)
    context = {"record": record, "form": form, "day": form.cleaned_data.get("day"), **TEXTS}
    return render(request, "symptoms/function_check.html", context, status=status)


@require_safe
def function_check_saved(request: SignedIn, patient_id: uuid.UUID, entry_id: uuid.UUID) -> HttpResponse:
    """Asks about what moved much; it is saved either way."""
    record = open_record(request.user, patient_id, Verb.LOG)
    check = get_object_or_404(
        FunctionCheck.objects.standing(), patient=record.patient, author=request.user, pk=entry_id
    )
    context = {"record": record, "moves": moves(check), "machine": machine_question(check)}
    return render(request, "symptoms/function_check_saved.html", context)


def _next_possible(patient: Patient, today: dt.date) -> dt.date | None:
    """From when on the next check can be made, where that is not today yet."""
    last = (
        FunctionCheck.objects.standing()
        .filter(patient=patient, day__lte=today)
        .exclude(source=Source.CLINICIAN)
        .order_by("-day")
        .values_list("day", flat=True)
        .first()
    )
    possible = last and last + dt.timedelta(days=services.MINIMUM_DAYS_BETWEEN_FUNCTION_CHECKS)
    return possible if possible and possible > today else None


def moves(check: FunctionCheck) -> list[Move]:
    """What moved much since this author's kind of check before; raters are not compared with each other."""
    kinds = [Source.CLINICIAN] if check.source == Source.CLINICIAN else [Source.SELF, Source.HELPED, Source.CAREGIVER]
    before = (
        FunctionCheck.objects.standing()
        .filter(patient=check.patient_id, day__lt=check.day, source__in=kinds)
        .order_by("-day", "-made_at", "pk")
        .first()
    )
    found: list[Move] = []
    if before is None:
        return found
    for item in FUNCTION_ITEMS:
        then, now = getattr(before, item), getattr(check, item)
        asked = [_wording(item, said) for said in (before, check)]
        if then is not None and now is not None and abs(then - now) >= ASKED_ABOUT and asked[0] == asked[1]:
            question = asked[1]
            found.append(Move(question.text, question.answer(then), question.answer(now)))
    return found


def _wording(item: str, check: FunctionCheck) -> Question:
    return FUNCTION[f"{item}_gastrostomy" if item == "cutting_food" and check.gastrostomy else item]


def machine_question(check: FunctionCheck) -> str:
    """``listed`` or ``unlisted`` where the answer on a breathing machine and the list of treatments disagree."""
    answer = check.respiratory_insufficiency
    if answer is None:
        return ""
    on_list = (
        Treatment.objects.standing()
        .filter(patient=check.patient_id, kind=Treatment.Kind.NIV, start__lte=check.day)
        .exclude(stop__lt=check.day)
        .exists()
    )
    if on_list == (answer < 4):
        return ""
    return "listed" if on_list else "unlisted"
