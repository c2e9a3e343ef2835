"""Two days of one record side by side, at an address that names them."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from care.visits.read import lines_of
from care.visits.strength import strength_at
from clinical.compare import compare
from people.access import Of, Verb, open_record
from people.requests import SignedIn
from reports.compare import compared
from reports.compare.asked import DaysForm, bounds_of
from reports.summary import summary_for
from symptoms.derive.maker import last_day
from symptoms.read.private import rules_hidden


@require_safe
def compare_days(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """What can't be compared is said at its field, and nothing else is compared in its place."""
    record = open_record(request.user, patient_id, Verb.VIEW, Of.TEAM, told=_("This page is for the care team."))
    summary = summary_for(record.patient, hides=rules_hidden(record, request.user))
    context = {"record": record, "summary": summary, "freshness": summary.freshness}
    within = bounds_of(summary, last_day(record.patient, timezone.now())) if summary.ready else None
    if within is None:
        return render(request, "reports/compare.html", context)
    form = DaysForm(request.GET, within, sorted({day for day, _next in summary.visits.days}, reverse=True))
    context["form"] = form
    if not form.is_valid():
        return render(request, "reports/compare.html", context, status=422)
    then, now = form.days
    if form.chosen:
        return redirect(f"{reverse('compare', args=[patient_id])}?from={then}&to={now}")
    found = compare(summary.report, summary.series, then, now)
    strength = strength_at(record.patient.pk, then, now)
    shown = compared(summary, found, strength, lines_of(record.patient.pk))
    return render(request, "reports/compare.html", context | {"found": found, "compared": shown})
