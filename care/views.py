"""What the care team does with a raised flag."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from care.answers import answer_sign
from care.forms import FlagForm
from people.requests import SignedIn
from symptoms.views.common import open_to_write
from symptoms.wording import RULES


@require_http_methods(["GET", "HEAD", "POST"])
def respond_to_flag(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """``?rule=R06&since=2026-03-01`` names the flag; the answer is posted: seen, later, done."""
    record = open_to_write(request, patient_id)
    if not record.for_clinician:
        raise PermissionDenied(_("Only the care team says what was done about this."))
    form = FlagForm(request.POST or None, initial=request.GET.dict())
    if form.is_bound and form.is_valid():
        try:
            answer_sign(record.patient, by=request.user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Noted."))
            return redirect("dashboard", patient_id)
    context = {"record": record, "form": form, "text": RULES.get(form["rule"].value() or "")}
    return render(request, "care/sign.html", context, status=422 if form.errors else 200)
