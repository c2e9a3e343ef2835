"""A clinic's people together, as they stood last night."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from care.overviews import last
from clinical.cohort.withheld import LEAST
from people import audit
from people.access import Verb, open_clinic
from people.requests import SignedIn
from reports.figures.people import charts
from reports.figures.people.words import HIDDEN


@require_safe
def overview(request: SignedIn, clinic_id: int) -> HttpResponse:
    """For whoever opens every record of the clinic. No record is opened here, and nobody is named."""
    told = _("There is no such clinic here, or you do not see its records.")
    clinic = open_clinic(request.user, clinic_id, Verb.VIEW, told=told)
    audit.record("overview", user=request.user, detail=f"clinic {clinic.pk}")
    shown = last(clinic, timezone.now())
    made = charts(shown.view) if shown and shown.view else ()
    context = {"staff": True, "clinic": clinic, "shown": shown, "charts": made, "least": LEAST, "hidden": HIDDEN}
    return render(request, "reports/overview.html", context)
