"""Help, and who looked at a record."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.access import Verb, open_record
from people.looked import emergencies, looked
from people.reach import Reach, reach_of_records
from people.requests import SignedIn


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to reach the clinic of one's record, and how the site is used."""
    reaches = reach_of_records(request.user) if request.user.is_authenticated else []
    emergency = {reach.emergency_words for reach in reaches}
    context = {"reaches": reaches, "emergency": emergency.pop() if len(emergency) == 1 else Reach().emergency_words}
    return render(request, "people/help.html", context)


@require_safe
def access_log(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """What others did with the record, newest day first; one's own looks are a press away."""
    record = open_record(request.user, patient_id, Verb.MANAGE)
    own = "own" in request.GET
    page, days = looked(record.patient, request.user, own=own, page=request.GET.get("page"))
    context = {
        "record": record,
        "own": own,
        "page": page,
        "days": days,
        "emergencies": [] if own or page.number > 1 else emergencies(record.patient),
    }
    return render(request, "people/access_log.html", context)
