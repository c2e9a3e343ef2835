"""Who of the team looks after someone, set in the list or on a page of its own."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from care.owners import give, may_own, owner_of
from people.access import Of
from people.forms import PlainForm
from people.models import User
from people.requests import SignedIn
from symptoms.views.common import open_to_write


class OwnerForm(PlainForm):
    owner = forms.ChoiceField(label=gettext_lazy("Who looks after them"), required=False)

    def __init__(self, *args: Any, team: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nobody")), *((user.pk, str(user)) for user in team)]


@require_http_methods(["GET", "HEAD", "POST"])
def owner(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """A form; where the list asks for it in place, the answer is the place in the list."""
    record = open_to_write(request, patient_id, Of.TEAM, told=_("Only the care team says who looks after whom."))
    patient, team = record.patient, may_own(record.patient.clinic)
    last = owner_of(patient)
    initial = {"owner": last.pk if last in team and last else ""}
    form = OwnerForm(request.POST or None, team=team, initial=initial, auto_id=f"id_%s_{patient.pk}")
    form.fields["owner"].widget.attrs["autofocus"] = True
    if form.is_bound and form.is_valid():
        to = next((user for user in team if str(user.pk) == form.cleaned_data["owner"]), None)
        give(patient, to, by=request.user, now=timezone.now())
        if request.headers.get("HX-Request"):
            context = {"patient": patient, "owner": str(to) if to else "", "writes": True, "set_now": True}
            return render(request, "care/_owner.html", context)
        return redirect("worklist")
    context = {"record": record, "form": form}
    return render(request, "care/owner.html", context, status=422 if form.errors else 200)
