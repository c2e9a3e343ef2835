"""A file into one record: one thing a page (``/patients/<id>/import/``)."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from exchange.assistant.forms import FileForm
from exchange.assistant.outcome import Outcome, outcome_of
from exchange.assistant.place import Place
from exchange.assistant.shown import cells_shown, column_shown, phone_shown, questions_shown, rows_shown, wrong_shown
from exchange.assistant.steps import AWAY, keep_or_tell, link_of, press, told
from exchange.assistant.wording import meanings
from exchange.kept import waiting
from exchange.models import KeptFile
from people.requests import SignedIn
from symptoms.views.common import open_to_look_and_write, open_to_write

TOLD = 10  # things that can't be read, or values that are asked back, on one page


@require_http_methods(["GET", "HEAD", "POST"])
def import_own(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """The file."""
    record = open_to_write(request, patient_id)
    now = timezone.now()
    form = FileForm(request.POST or None, request.FILES or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and keep_or_tell(form, Place(request.user, record.patient.clinic, record), now)
    ):
        return redirect("import_own_look", patient_id)
    context = {"record": record, "form": form, "waits": waiting(request.user, record.patient, now)}
    status = 200 if request.method != "POST" else 413 if form.is_too_large else 422
    return render(request, "exchange/own/choose.html", context | {"staff": record.for_clinician}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def look_own(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """The next thing that is asked about the file; then what would come in, and what came in."""
    record = open_to_look_and_write(request, patient_id)
    now = timezone.now()
    kept = waiting(request.user, record.patient, now)
    if kept is None:
        return redirect("import_own", patient_id)
    place = Place(request.user, record.patient.clinic, record)
    outcome = None
    if request.method == "POST":
        if request.POST.get("kept") != str(kept.pk):
            return redirect("import_own_look", patient_id)
        if request.POST.get("do") == AWAY:
            kept.delete()
            return redirect("import_own", patient_id)
        outcome = press(kept, request.POST, place, now)
        if outcome is None:
            return redirect("import_own_look", patient_id)
    context = {"record": record, "kept": kept, "staff": record.for_clinician}
    if kept.done is not None:
        context |= {"done": kept.done, "link": link_of(kept.done)}
        return render(request, "exchange/own/brought.html", context)
    template, shown = _step(kept, outcome or outcome_of(kept, place, now), place)
    return render(request, template, context | shown, status=422 if request.method == "POST" else 200)


def _step(kept: KeptFile, outcome: Outcome, place: Place) -> tuple[str, dict[str, Any]]:
    """The page of the first thing that stands in the way, or of what would come in."""
    asked = next((each for each in outcome.questions if each.key in outcome.open), None)
    if asked and asked.key.startswith("means."):
        return "exchange/own/column.html", {
            "column": column_shown(outcome, asked.key.removeprefix("means.")),
            "meanings": meanings(),
        }
    if asked:
        open_now = next(each for each in questions_shown(outcome) if each.is_open)
        return "exchange/own/question.html", {"asked": open_now}
    if outcome.cells:
        return "exchange/own/question.html", {"asked": cells_shown(outcome)[0], "is_value": True}
    if outcome.phone:
        would = told(outcome) if outcome.done else None
        return "exchange/own/phone.html", {
            "phone": phone_shown(outcome),
            "would": would,
            "wrong": wrong_shown(outcome.refused),
            "rows": rows_shown(outcome, place) if would else [],
        }
    if outcome.refused:
        wrong = wrong_shown(outcome.refused)
        context = {"wrong": wrong[:TOLD], "more": len(wrong[TOLD:]), "can_leave_out": all(it.field for it in wrong)}
        return "exchange/own/wrong.html", context
    if outcome.doubts:
        context = {"doubts": outcome.doubts[:TOLD], "more": len(outcome.doubts[TOLD:]), "digest": outcome.digest}
        return "exchange/own/doubts.html", context
    return "exchange/own/ready.html", {"would": told(outcome), "rows": rows_shown(outcome, place)}
