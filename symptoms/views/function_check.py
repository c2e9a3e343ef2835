"""The function check, one item a page. What moved since the last one is asked about after saving (CLINICAL 1.2)."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.access import Record, Verb, open_record
from people.requests import SignedIn
from symptoms.day import drafts, walk
from symptoms.day.page import receipt_words
from symptoms.day.questions import asked, in_words
from symptoms.models import Draft, FunctionCheck
from symptoms.read.function_checks import machine_question, moves, next_possible, tube_listed
from symptoms.record.days import local_day
from symptoms.record.roles import is_own, voice_of
from symptoms.record.validation import check_day
from symptoms.views import asking
from symptoms.views.common import (
    after_saving,
    open_to_write,
    pressed_before_signing_in,
    said_before,
    sentence,
)
from symptoms.wording import FRAME, INTRO
from symptoms.wording.day import wording_now
from symptoms.write.asking import InDoubt

KIND = Draft.Kind.FUNCTION_CHECK
SKIP = "skip"
TUBE = "function.gastrostomy"
FOOD = "function.cutting_food"


@require_http_methods(["GET", "HEAD", "POST"])
def function_check(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """The beginning: what it is about, or when the next one can be made. A press says that someone helps."""
    record = open_to_write(request, patient_id)
    now = timezone.now()
    today = local_day(record.patient, now)
    if request.method == "POST":
        helped = request.POST.get("helped") == "on"
        drafts.keep(record, today, KIND, by=request.user, now=now, helped=helped)
        return redirect("function_check", record.patient.pk)
    said = said_before(FunctionCheck, record, today, request)
    too_early = None if said or record.for_clinician else next_possible(record.patient, today)
    go_on = _begun_on_another_day(request, record, today) if too_early else None
    draft = drafts.draft_of(record.patient, request.user, today, KIND)
    known = Known.of(request, record, today)
    context = {
        "record": record,
        "day": today,
        "asks_help": is_own(record),
        "helped": bool(draft and draft.helped),
        "too_early": too_early,
        "go_on": go_on,
        "receipt": receipt_words(record, said, today) if said else "",
        "begun": bool(known.said),
        "first": known.left[0] if known.left else walk.FUNCTION[0],
        "intro": voice_of(record).says(INTRO),
        "frame": FRAME,
    }
    return render(request, "symptoms/function_check.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def function_item(request: SignedIn, patient_id: uuid.UUID, day: dt.date, step: str) -> HttpResponse:
    record = open_to_write(request, patient_id)
    if step not in walk.FUNCTION:
        raise Http404
    known = Known.of(request, record, day)
    answers, listed = known.answers, known.listed
    order = [each for each in walk.FUNCTION if each == step or each != TUBE or not listed]
    if step == FOOD and answers.get(TUBE) is None:
        messages.warning(request, _("Please answer this first: it decides how the question on cutting food is asked."))
        return redirect("function_item", record.patient.pk, day, TUBE)
    following = walk.following(step, order)
    args = [record.patient.pk, day]
    end = reverse("function_end", args=args)
    onward = reverse("function_item", args=[*args, following]) if following else end
    error, given = "", request.POST.get("answer", "")
    if request.method == "POST":
        try:
            check_day(record.patient, day, timezone.now())
            if given == SKIP:
                return redirect(onward)
            if not given:
                raise ValidationError(_("Choose one of the answers, or skip the question."))
            said: dict[str, object] = {step: None if given == "take_back" else given}
            if listed and step != TUBE and given != "take_back":
                said[TUBE] = 1
            if step == TUBE and str(answers.get(TUBE)) != given:
                said[FOOD] = None  # it was asked in other words
            drafts.keep(
                record, day, KIND, by=request.user, now=timezone.now(), answers=said, step=step, wording=wording_now()
            )
            return redirect(onward)
        except ValidationError as refused:
            error = sentence(refused, step)
    tube = bool(answers.get(TUBE))
    before = walk.preceding(step, order)
    back = reverse("function_item", args=[*args, before]) if before else reverse("function_check", args=args[:1])
    voice, kept = voice_of(record), None
    if before and answers.get(before) is not None:
        kept = in_words(before, answers[before], tube=tube, voice=voice)
    context = {
        "record": record,
        "day": day,
        "step": step,
        "asked": asked(step, answers, {}, tube=tube, voice=voice),
        "pressed": pressed_before_signing_in(request),
        "answered": answers.get(step) is not None,
        "number": walk.FUNCTION.index(step),
        "count": len(walk.FUNCTION) - 1,
        "listed": listed and step == FOOD,
        "kept": kept,
        "back_url": back,
        "done_url": end,
        "error": error,
    }
    return render(request, "symptoms/walk/function.html", context, status=422 if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def function_end(request: SignedIn, patient_id: uuid.UUID, day: dt.date) -> HttpResponse:
    """What was left out, and the press that saves."""
    record = open_to_write(request, patient_id)
    draft = drafts.draft_of(record.patient, request.user, day, KIND)
    error = ""
    if request.method == "POST" and not asking.wants_change(request):
        try:
            check_day(record.patient, day, timezone.now())
            if draft and draft.waits:
                confirm = asking.confirmed_in(request)
                drafts.record_draft(record, draft, now=timezone.now(), confirm=confirm)
            check = said_before(FunctionCheck, record, day, request)
            if check is None:
                raise ValidationError(_("Nothing was filled in, so nothing was saved."))
            messages.success(request, receipt_words(record, check, day))
            if moves(check) or machine_question(check):
                return redirect("function_check_saved", record.patient.pk, check.pk)
            # Not to the first page: where "Done" stood a gaze that rests would find "No change" there.
            return after_saving(record) if record.for_clinician else redirect("more", record.patient.pk)
        except InDoubt as doubtful:
            return asking.ask(request, doubtful, record)
        except ValidationError as refused:
            error = sentence(refused)
    known = Known.of(request, record, day)
    context = {
        "record": record,
        "day": day,
        "left": len(known.left),
        "first": known.left[0] if known.left else None,
        "nothing": not known.said,
        "error": error,
        "frame": FRAME,
    }
    return render(request, "symptoms/walk/function_end.html", context, status=422 if error else 200)


@require_safe
def function_check_saved(request: SignedIn, patient_id: uuid.UUID, entry_id: uuid.UUID) -> HttpResponse:
    """Asks about what moved much; it is saved either way."""
    record = open_record(request.user, patient_id, Verb.LOG)
    check = get_object_or_404(
        FunctionCheck.objects.standing(), patient=record.patient, author=request.user, pk=entry_id
    )
    context = {"record": record, "moves": moves(check, voice_of(record)), "machine": machine_question(check)}
    return render(request, "symptoms/function_check_saved.html", context)


def _begun_on_another_day(request: SignedIn, record: Record, today: dt.date) -> str | None:
    """Where one goes on who stopped in the middle, before midnight."""
    drafts_of = Draft.objects.filter(patient=record.patient, author=request.user, kind=KIND, day__lt=today)
    draft = drafts_of.order_by("-day").first()
    known = Known.of(request, record, draft.day) if draft else None
    if draft is None or known is None or not known.said or not known.left:
        return None
    return reverse("function_item", args=[record.patient.pk, draft.day, known.left[0]])


@dataclass(frozen=True)
class Known:
    """What one author answered on one very day, never the last check's answers. ``listed``: the list of treatments has
    a feeding tube, and they don't say otherwise, so that it is not asked about."""

    said: Mapping[str, float]
    listed: bool

    @property
    def answers(self) -> Mapping[str, float]:
        return {TUBE: 1, **self.said} if self.listed else self.said

    @property
    def left(self) -> list[str]:
        return [step for step in walk.FUNCTION if step not in self.answers]

    @classmethod
    def of(cls, request: SignedIn, record: Record, day: dt.date) -> "Known":
        entry = said_before(FunctionCheck, record, day, request)
        draft = drafts.draft_of(record.patient, request.user, day, KIND)
        values = drafts.said_with(entry, draft).values
        said = {step: value for step, value in values.items() if value is not None}
        return cls(said, said.get(TUBE) != 0 and tube_listed(record.patient, day))
