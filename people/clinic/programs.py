"""The programs of a clinic itself, which go on when whoever let them in leaves. No record is opened here."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from people import clinics, mail, tokens
from people.account import second_step
from people.account.page import address_of
from people.account.programs import ProgramForm, ReferencesField, end_pressed, find, listed
from people.clinic.pages import WRITES, page, run_by
from people.models import AccessToken, Clinic, Membership, Patient
from people.recheck import recheck_first
from people.requests import SignedIn
from people.typed import given_back, keeps_typed


class ClinicProgramForm(ProgramForm):
    """What a program of the clinic is called, what it may do, with which records, and for how long."""

    field_order = ("name", "scope", "references", "days")
    references = ReferencesField(
        gettext_lazy("Their references, one on each line. Leave it empty for every record that the clinic keeps.")
    )

    def __init__(self, *args: Any, clinic: Clinic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clinic = clinic
        self.fields["name"].help_text = _("So that all of you know it again in the list, such as “Laboratory”.")

    def clean_references(self) -> list[Patient] | None:
        told = _("The clinic keeps no record with this reference: %(references)s.")
        return find(self.cleaned_data["references"], self.clinic.patients.all(), told)


@require_http_methods(WRITES)
def programs(request: SignedIn, clinic_id: int) -> HttpResponse:
    """Which programs come in for the clinic: all of them, to everyone who runs it; a press ends one."""
    clinic, now = run_by(request, clinic_id), timezone.now()
    if request.method == "POST":
        end_pressed(request, AccessToken.objects.filter(clinic=clinic))
        return redirect("team", clinic.pk)
    standing = tokens.of_clinic(clinic, now).select_related("made_by").prefetch_related("patients")
    past = tokens.past_of_clinic(clinic, now).select_related("made_by")
    rows = [(each, _records(each, clinic)) for each in standing]
    return page(request, "programs", clinic, **listed(rows, past, tokens.MOST_OF_A_CLINIC))


@keeps_typed
@require_http_methods(WRITES)
@recheck_first
def new(request: SignedIn, clinic_id: int) -> HttpResponse:
    """Let a program in for the clinic. The answer shows its token, this once."""
    clinic = run_by(request, clinic_id)
    form = ClinicProgramForm(request.POST or None, initial=given_back(request), clinic=clinic)
    if form.is_bound and form.is_valid():
        try:
            token, secret = tokens.make_for_clinic(
                clinic,
                **form.said,
                patients=form.cleaned_data["references"],
                by=request.user,
                two_factors=second_step.was_shown(request),
                now=timezone.now(),
            )
        except ValidationError as refused:
            form.refuse(refused)
        else:
            _tell(token, clinic)
            return page(request, "program_made", clinic, token=token, secret=secret)
    return page(request, "program_new", clinic, form=form)


def _tell(token: AccessToken, clinic: Clinic) -> None:
    """A letter to everyone who runs the clinic, as for every new way in."""
    for grant in clinics.team(clinic).filter(role=Membership.Role.ADMIN, user__is_active=True):
        if grant.user and (address := address_of(grant.user)):
            language = grant.user.language or clinic.language
            mail.write(address, "clinic_program", {"token": token, "clinic": clinic}, language=language)


def _records(token: AccessToken, clinic: Clinic) -> str:
    """By their references: who runs a clinic is told no names. One that it does not keep any more is not opened."""
    kept = [each.reference for each in token.patients.all() if each.clinic_id == clinic.pk]
    return _("every record that the clinic keeps") if token.every_record else ", ".join(kept) or _("no record any more")
