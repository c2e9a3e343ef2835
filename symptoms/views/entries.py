"""What was written, by whom and when, and the way to mark an entry as a mistake."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.access import Verb, open_record
from people.requests import SignedIn
from symptoms.read.entry_log import Entry, find_entry, read_log
from symptoms.views.common import open_to_write
from symptoms.write import verbs
from symptoms.write.transaction import own

FEW_A_PAGE, MANY_A_PAGE = 3, 30  # for weak hands; for the clinic


@require_safe
def entries(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Newest day first, a page at a time."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    page = int(number) if (number := request.GET.get("page", "1")).isdecimal() and len(number) < 7 else 1
    size = MANY_A_PAGE if record.for_clinician else FEW_A_PAGE
    start = (max(page, 1) - 1) * size
    found = read_log(record, request.user, start, start + size + 1)
    context = {
        "record": record,
        "entries": found[:size],
        "older": page + 1 if len(found) > size else None,
        "newer": page - 1 if page > 1 else None,
    }
    return render(request, "symptoms/entries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def retract_entry(request: SignedIn, patient_id: uuid.UUID, entry_id: uuid.UUID) -> HttpResponse:
    """Ask once, then mark one's own entry as a mistake: it stays on record and no longer counts."""
    record = open_to_write(request, patient_id)
    found = find_entry(record.patient, entry_id)
    if found is None:
        raise Http404(_("There is no such entry."))
    if request.method == "POST":
        try:
            verbs.retract(found, by=request.user)
            messages.success(request, _("Marked as a mistake. It no longer counts."))
        except verbs.NoLongerStands as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect("entries", patient_id)
    own(found, request.user)
    return render(request, "symptoms/retract.html", {"record": record, "entry": Entry.of(found)})
