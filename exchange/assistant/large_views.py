"""A file that a worker brings in: how far it is, what it asks, what came of it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exchange import large
from exchange.assistant.asking import key_of_field
from exchange.assistant.shown import asked_of
from exchange.assistant.steps import RIGHT
from exchange.models import LargeFile
from exchange.rows import SHOWN
from exchange.tables.corrected import SETTLED
from exchange.tables.questions import Question
from people import audit
from people.clinics import clinics_written_by
from people.requests import SignedIn

State = LargeFile.State


@require_http_methods(["GET", "HEAD", "POST"])
def large_file(request: SignedIn, file_id: uuid.UUID) -> HttpResponse:
    """What is known of it; a press answers what it asks and has it run again."""
    file = _find(request, file_id)
    if request.method == "POST":
        answers = {
            key: str(said).strip() for name, said in request.POST.items() if (key := key_of_field(name)) and said
        }
        try:
            large.run_again(file, now=timezone.now(), answers=answers, confirm=request.POST.get("do") == RIGHT)
        except ValidationError as refused:
            messages.warning(request, " ".join(refused.messages))
        return redirect("import_large", file_id)
    return render(request, "exchange/large.html", _context(file))


@require_safe
def progress(request: SignedIn, file_id: uuid.UUID) -> HttpResponse:
    """The same, asked for by the page itself."""
    return render(request, "exchange/large.html", _context(_find(request, file_id)))


def _find(request: SignedIn, file_id: uuid.UUID) -> LargeFile:
    """Raises ``Http404`` for a stranger to it, as for one that there is not."""
    found = large.without_data().filter(clinic__in=clinics_written_by(request.user), pk=file_id).first()
    if found is None:
        audit.record("refused", user=request.user, detail=f"large file {file_id}")
        raise Http404(_("There is no such file here."))
    return found


def _context(file: LargeFile) -> dict[str, Any]:
    lost = large.is_lost(file, timezone.now())
    asked = [Question(**(each | {"options": tuple(each["options"])})) for each in file.told.get("questions", ())]
    return {
        "staff": True,
        "file": file,
        "lost": lost,
        "on_its_way": file.state in (State.WAITING, State.UNDER_WAY) and not lost,
        "again": lost or file.state in (State.REFUSED, State.FAILED, State.ASKED),
        "questions": [asked_of(each, {}) for each in asked[:SHOWN]],
        "more": len(asked[SHOWN:]),
        "values_asked": bool(file.told.get("doubts")) or any(each.key.startswith(f"{SETTLED}.") for each in asked),
        "done": _done(file) if file.state == State.DONE and file.told else None,
    }


def _done(file: LargeFile) -> dict[str, Any]:
    """As the page of another file tells it."""
    told = file.told
    created = [str(told["created"])] if told["created"] else []
    counts = told["counts"]
    people = counts["people"] if "people" in counts else counts["patients"]  # of a complete record, of a table
    return {**counts, "people": people, "created": created} | {
        "facts": told["facts"],
        "notes": told["notes"],
    }
