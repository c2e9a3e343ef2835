"""What a clinic looks at again: the whole list of one record, and an answer to one of its lines.

An answer leads back to where it was given. Only the care team has these pages: nobody is alarmed by them.
"""

import datetime as dt
import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from care.due.forms import Action, DueForm
from care.due.shown import due_lines
from care.due.write import answer_due, take_back
from care.models import DueAnswer
from clinical.due import Task
from people.access import Of, Record, Verb, open_record
from people.requests import SignedIn, on_this_site
from people.typed import given_back, keeps_typed
from symptoms.record.days import local_day
from symptoms.views.common import open_to_look_and_write
from symptoms.write.transaction import IdInUse

NOT_THEIRS = gettext_lazy("This page is for the care team.")

TODAY, UNDO = "today", "undo"


@require_safe
def due_list(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    record = open_record(request.user, patient_id, Verb.VIEW, Of.TEAM, told=NOT_THEIRS)
    lines = due_lines(record, local_day(record.patient, timezone.now()))
    context = {"record": record, "lines": lines, "may_answer": record.may_write, "new_press": uuid.uuid4}
    return render(request, "care/due/list.html", context)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def due_task(request: SignedIn, patient_id: uuid.UUID, task: str) -> HttpResponse:
    """One line with all that can be answered to it."""
    record = open_to_look_and_write(request, patient_id, Of.TEAM, told=NOT_THEIRS)
    if task not in set(Task):
        raise Http404(_("There is no such thing to look at again."))
    now, pressed = timezone.now(), request.POST.get("press", "")
    if pressed:
        _press(request, record, task, pressed, now)
        return _back(request, record, task)
    asked = given_back(request) or {"id": uuid.uuid4(), "next": request.GET.get("next", "")}
    form = DueForm(request.POST or None, initial=asked)
    if form.is_bound and form.is_valid():
        try:
            answer_due(record.patient, task, by=request.user, now=now, **form.said)
        except ValidationError as refused:
            form.refuse(refused)
        except IdInUse as taken:
            form.add_error(None, str(taken))
        else:
            return _back(request, record, task)
    lines = due_lines(record, local_day(record.patient, now)) or ()
    context = {"record": record, "task": task, "form": form, "line": next((x for x in lines if x.task == task), None)}
    return render(request, "care/due/task.html", context, status=422 if form.errors else 200)


def _press(request: SignedIn, record: Record, task: str, pressed: str, now: dt.datetime) -> None:
    """What one press says: it was done today, or an answer is taken back."""
    try:
        if pressed == TODAY:
            today, press = local_day(record.patient, now), _id(request.POST.get("id", ""))
            answer_due(record.patient, task, Action.DONE, on=today, by=request.user, now=now, id=press)
        elif pressed == UNDO:
            rows = DueAnswer.objects.filter(patient=record.patient, task=task, of=None)
            answer = get_object_or_404(rows, pk=_id(request.POST.get("answer", "")))
            take_back(answer, by=request.user, now=now)
    except IdInUse as taken:
        messages.warning(request, str(taken))


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _back(request: SignedIn, record: Record, task: str) -> HttpResponse:
    whole = reverse("due", args=[record.patient.pk])
    origin = on_this_site(request, request.POST.get("next", ""), whole).partition("#")[0]
    return redirect(f"{origin}#due-{task}")
