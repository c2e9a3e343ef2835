"""Help, and who looked at a record."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.access import Verb, open_record
from people.accessible import BARRIERS
from people.looked import emergencies, looked
from people.reach import Reach, opened_to, reach_of_records
from people.requests import SignedIn

MOST_CLINICS = 4  # that have their numbers to press: with the four of one clinic and what stands at the end, 12 targets


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to reach the clinic of one's record, and how the site is used.

    The numbers of one clinic are there to press, the first or the one that was asked for; those of the others are told,
    and a press away: all of them at once would be too many targets.
    """
    whose = opened_to(request.user) if request.user.is_authenticated else []
    reaches = reach_of_records(whose)
    emergency = {reach.emergency_words for reach in reaches}
    asked = request.GET.get("clinic")
    reaches.sort(key=lambda reach: str(reach.clinic_id) != asked)
    context = {
        "reaches": reaches,
        "emergency": emergency.pop() if len(emergency) == 1 else Reach().emergency_words,
        "most": MOST_CLINICS,
        "whose": whose[:1] if len(reaches) > 1 else whose[: MOST_CLINICS - 1],
    }
    return render(request, "people/help.html", context)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, and what does not yet."""
    return render(request, "people/accessibility.html", {"barriers": BARRIERS})


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
