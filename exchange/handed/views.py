"""Links for a visit, for whoever says who sees a record: what stands, making one, withdrawing it; and that the person
has read of openings."""

import datetime as dt
import uuid
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clinical.period import USUAL_DAYS
from exchange.handed import making
from exchange.handed.words import days_to_choose, ended_lines, state_of
from people import handed
from people.access import Of, Record, Verb, open_record
from people.days import readings
from people.invite.made import qr_code
from people.models import VisitLink
from people.recheck import recheck_first
from people.requests import SignedIn
from reports.sheet.made import Asked, beginning
from reports.summary import outline_for
from symptoms.record.days import local_day


@require_http_methods(["GET", "HEAD", "POST"])
@recheck_first
def links(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """What a link opens and to whom, a press that makes one, those that stand, and which ended lately."""
    record = open_record(request.user, patient_id, Verb.MANAGE)
    refused = ""
    if request.method == "POST":
        try:
            return _sheet(request, record)
        except ValidationError as no:
            refused = " ".join(no.messages)
    now = timezone.now()
    standing = list(handed.standing(record.patient, now))
    opened = handed.openings_of(standing)
    ended, earlier = ended_lines(record.patient, now)
    context = {
        "record": record,
        "links": [(link, *state_of(record.patient, link, opened[link.pk])) for link in standing],
        "ended": ended,
        "earlier": earlier,
        "start": _start(request, record),
        "end": local_day(record.patient, now),
        "days": days_to_choose(),
        "room": len(standing) < handed.MOST and not record.is_closed,
        "press": uuid.uuid4(),
        "refused": refused,
    }
    return render(request, "exchange/handed/links.html", context, status=422 if refused else 200)


@require_POST
def withdraw(request: SignedIn, patient_id: uuid.UUID, link_id: int) -> HttpResponse:
    """One press, and nobody opens it any more."""
    record = open_record(request.user, patient_id, Verb.MANAGE)
    link = get_object_or_404(VisitLink, pk=link_id, patient=record.patient)
    making.withdraw(link, by=request.user, now=timezone.now())
    return redirect("visit_links", patient_id)


@require_POST
def read(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """The person has read that a link was opened."""
    told = _("Only the person themselves is told when a link is opened.")
    record = open_record(request.user, patient_id, Verb.PROGRESS, Of.OWN, told=told)
    with suppress(ValueError):
        through = parse_datetime(request.POST.get("through", ""))
        if through and timezone.is_aware(through):
            handed.mark_read(record.patient, through)
    return redirect("home")


def _sheet(request: SignedIn, record: Record) -> HttpResponse:
    """The one page that knows the address and the code: an answer to a press, which is kept nowhere."""
    try:
        press = uuid.UUID(request.POST.get("press", ""))
        days = int(request.POST.get("days", ""))
    except ValueError:
        raise ValidationError(_("Choose for how many days.")) from None
    made = making.make(
        record, by=request.user, start=_start(request, record), days=days, press=press, now=timezone.now()
    )
    context = {"record": record, "handed": made, "picture": qr_code(made.scanned)}
    response = render(request, "exchange/handed/sheet.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _start(request: SignedIn, record: Record) -> dt.date:
    """The first day, as of the summary to print."""
    summary = outline_for(record.patient)
    if not summary.ready:
        return local_day(record.patient, timezone.now()) - dt.timedelta(days=USUAL_DAYS - 1)
    found = readings(request.POST.get("from", "") or request.GET.get("from", ""))
    return beginning(summary, Asked(found[0] if len(found) == 1 else None))
