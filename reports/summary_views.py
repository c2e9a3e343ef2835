"""The summary for a visit: on a page, which a browser prints, and as a PDF that a job makes."""

import datetime as dt
import uuid
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.access import Record, Verb, open_record
from people.days import in_words, readings
from people.requests import SignedIn
from reports.models import Printout
from reports.pdf import waiting
from reports.sheet import Asked, printed
from symptoms.record.days import local_day


@require_safe
def printed_summary(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    record = open_record(request.user, patient_id, Verb.PRINT)
    today, asked = local_day(record.patient, timezone.now()), asked_of(request)
    context = {
        "record": record,
        "made": printed(record, request.user, asked, today),
        "asked": asked,
        "asked_again": _address_of(asked),
        "today": today,
        "which": [(name, days) for name in ("from", "to") if (days := _which(request, name))],
        "papers": Printout.Paper.choices,
    }
    return render(request, "reports/summary.html", context)


@require_POST
def ask_pdf(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Asks for the PDF of what the page shows; it leads to the page that says how far it is."""
    record = open_record(request.user, patient_id, Verb.PRINT)
    paper = Printout.Paper.LETTER if request.POST.get("paper") == Printout.Paper.LETTER else Printout.Paper.A4
    language = get_language() or "en"
    asked = asked_of(request)
    printout = waiting.ask(record.patient, request.user, asked, paper=paper, language=language, now=timezone.now())
    return redirect("summary_pdf_of", patient_id, printout.pk)


@require_safe
def pdf_progress(request: SignedIn, patient_id: uuid.UUID, printout_id: uuid.UUID) -> HttpResponse:
    """How far it is. It shows nothing of the record."""
    record = open_record(request.user, patient_id, Verb.PROGRESS)
    printout = _find(request, record, printout_id)
    return render(
        request, "reports/pdf.html", {"record": record, "printout": printout, "state": waiting.state_of(printout)}
    )


@require_safe
def fetch_pdf(request: SignedIn, patient_id: uuid.UUID, printout_id: uuid.UUID) -> HttpResponse:
    """The file, for who asked for it."""
    record = open_record(request.user, patient_id, Verb.PRINT)
    pdf = waiting.fetch(_find(request, record, printout_id), timezone.now())
    if pdf is None:
        return redirect("summary_pdf_of", patient_id, printout_id)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="summary.pdf"'  # a list of files tells nobody's name
    return response


def asked_of(request: SignedIn) -> Asked:
    return Asked(_day(request, "from"), _day(request, "to"), "slope" in request.GET, "stage" in request.GET)


def _address_of(asked: Asked) -> str:
    said = {"from": asked.start, "to": asked.end, "slope": asked.slope or "", "stage": asked.stage or ""}
    return urlencode({name: "1" if value is True else value for name, value in said.items() if value})


def _day(request: SignedIn, name: str) -> dt.date | None:
    asked = readings(request.GET.get(name, ""))
    return asked[0] if len(asked) == 1 else None


def _which(request: SignedIn, name: str) -> list[tuple[dt.date, str]]:
    """The days that were meant, where what was typed can be two."""
    asked = readings(request.GET.get(name, ""))
    return [(day, in_words(day)) for day in asked] if len(asked) > 1 else []


def _find(request: SignedIn, record: Record, printout_id: uuid.UUID) -> Printout:
    """Raises ``Http404`` for one that somebody else asked for, of another record, that was fetched, or never was."""
    found = waiting.find(printout_id, record.patient, request.user)
    if found is None or request.user.token:
        raise Http404(_("This PDF is not here any more. Make it again from the summary."))
    return found
