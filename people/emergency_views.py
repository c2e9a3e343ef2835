"""The page of emergency access, for clinicians of the site."""

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people import emergency as access
from people.access import Of, Verb, open_clinics
from people.forms import EmergencyForm
from people.models import Patient
from people.requests import SignedIn
from people.typed import given_back, keeps_typed


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: SignedIn) -> HttpResponse:
    """Who can open the record anyway is led there; nobody is found by less than name and birth."""
    told = _("Only clinicians of this site have emergency access.")
    open_clinics(request.user, Verb.VIEW, Of.EMERGENCY, told=told)
    form = EmergencyForm(request.POST or None, initial=given_back(request))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            if not ratelimit.consume(request, action="emergency", user=request.user):
                raise ValidationError(_("You have tried this too often. Wait an hour, or ask the other clinic."))
            patient = access.found(said["named"], said["birth_date"])
            if not Patient.objects.visible_to(request.user).filter(pk=patient.pk).exists():
                access.open_for_an_hour(patient, request.user, reason=said["reason"], now=timezone.now())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            return redirect("dashboard", patient.pk)
    context = {"staff": True, "form": form}
    return render(request, "people/emergency.html", context, status=422 if form.errors else 200)
