"""The pages of those who run a clinic: its team and what it says of itself. No record is opened here.

A press that changes something stands on a page of its own, and leads to the list, where nothing changes anything.
"""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people import clinics, invitations
from people.access import Verb, open_clinic
from people.clinic.forms import ClinicForm, InviteForm, WorkForm
from people.clinics import Member
from people.invitations import Made
from people.invite.made import show_sheet, waiting_for
from people.letters import send_invitation
from people.models import Clinic
from people.newcomers import account_of
from people.reach import missing, reach_of
from people.recheck import recheck_first
from people.requests import SignedIn
from people.typed import given_back, keeps_typed

WRITES = ["GET", "HEAD", "POST"]


@require_safe
def team(request: SignedIn, clinic_id: int) -> HttpResponse:
    """Who works there, who is asked to, and the way to whatever changes that."""
    clinic = run_by(request, clinic_id)
    members = clinics.members(clinic)
    context = {
        "members": members,
        "me": next((member for member in members if member.user == request.user), None),
        "waiting": waiting_for(clinic=clinic),
        "others": clinics.clinics_run_by(request.user).exclude(pk=clinic.pk),
    }
    return page(request, "team", clinic, **context)


@keeps_typed
@require_http_methods(WRITES)
@recheck_first
def invite(request: SignedIn, clinic_id: int) -> HttpResponse:
    """Ask a colleague in."""
    clinic = run_by(request, clinic_id)
    form = InviteForm(request.POST or None, initial=given_back(request))
    if form.is_bound and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("email", "name", "role")}
        try:
            if _works_there(clinic, asked["email"], asked["role"]):
                raise ValidationError({"email": _("They do that here already.")})
            with transaction.atomic():
                made = invitations.invite(invitations.Kind.COLLEAGUE, by=request.user, clinic=clinic, **asked)
                send_invitation(made)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            return _handed_over(request, clinic, made)
    return page(request, "invite", clinic, form=form)


@require_http_methods(WRITES)
@recheck_first
def work(request: SignedIn, clinic_id: int, user_id: int) -> HttpResponse:
    """What someone does in the clinic."""
    clinic = run_by(request, clinic_id)
    member = _member(clinic, user_id)
    initial = {"sees": member.sees.role if member.sees else "", "runs": "yes" if member.runs else "no"}
    form = WorkForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data

        def change() -> None:
            clinics.change_work(clinic, member.user, by=request.user, sees=said["sees"], runs=said["runs"] == "yes")

        if (refused := _refused(change)) is None:
            messages.success(request, _("%(person)s: changed.") % {"person": member.user})
            return _back(request, clinic)
        form.refuse(refused)
    return page(request, "work", clinic, member=member, form=form)


@require_http_methods(WRITES)
@recheck_first
def end_work(request: SignedIn, clinic_id: int, user_id: int) -> HttpResponse:
    """Ask once, then close the clinic to someone."""
    clinic = run_by(request, clinic_id)
    member = _member(clinic, user_id)
    refused = None
    if request.method == "POST":
        refused = _refused(lambda: clinics.end_work(clinic, member.user, by=request.user))
        if refused is None:
            messages.success(request, _("%(person)s does not work here any more.") % {"person": member.user})
            return _back(request, clinic)
    return page(request, "end_work", clinic, member=member, refused=refused)


@require_http_methods(WRITES)
@recheck_first
def see_patients(request: SignedIn, clinic_id: int) -> HttpResponse:
    """Who runs the clinic opens its records too."""
    clinic = run_by(request, clinic_id)
    if request.method != "POST":
        return page(request, "see_patients", clinic)
    if not clinics.clinics_seen_by(request.user).filter(pk=clinic.pk).exists():
        clinics.join_clinic(clinic, request.user, by=request.user)
    messages.success(request, _("You see the records of %(clinic)s from now on.") % {"clinic": clinic})
    return redirect("team", clinic.pk)


@keeps_typed
@require_http_methods(WRITES)
@recheck_first
def settings(request: SignedIn, clinic_id: int) -> HttpResponse:
    """What the clinic says of itself: numbers to call, hours, language, time zone, guideline."""
    clinic = run_by(request, clinic_id)
    form = ClinicForm(request.POST or None, initial=given_back(request), clinic=clinic)
    if form.is_bound and form.is_valid():
        refused = _refused(lambda: clinics.change_clinic(clinic, by=request.user, **form.said))
        if refused is None:
            messages.success(request, _("Saved."))
            return redirect("team", clinic.pk)
        form.refuse(refused)
    return page(request, "settings", clinic, form=form, missing=missing(clinic), reach=reach_of(clinic))


def run_by(request: SignedIn, clinic_id: int) -> Clinic:
    """Raises ``Http404`` for a clinic that this person does not run, as for one that there is not."""
    told = _("There is no such clinic here, or you do not run it.")
    return open_clinic(request.user, clinic_id, Verb.RUN, told=told)


def _member(clinic: Clinic, user_id: int) -> Member:
    member = next((member for member in clinics.members(clinic) if member.user.pk == user_id), None)
    if member is None:
        raise Http404(_("Nobody like that works here."))
    return member


def _works_there(clinic: Clinic, address: str, role: str) -> bool:
    known = account_of(address) if address else None
    return known is not None and clinics.team(clinic).filter(user=known, role=role).exists()


def _refused(change: Callable[[], object]) -> ValidationError | None:
    try:
        change()
    except ValidationError as refused:
        return refused
    return None


def _handed_over(request: SignedIn, clinic: Clinic, made: Made) -> HttpResponse:
    """Sent; or the sheet, whose code is shown this once: only its hash is kept."""
    if not made.invitation.email:
        return show_sheet(request, made)
    messages.success(request, _("An invitation is on its way to %(address)s.") % {"address": made.invitation.email})
    return redirect("team", clinic.pk)


def _back(request: SignedIn, clinic: Clinic) -> HttpResponse:
    """To the team, for who still runs the clinic."""
    runs = clinics.clinics_run_by(request.user).filter(pk=clinic.pk).exists()
    return redirect("team", clinic.pk) if runs else redirect("home")


def page(request: SignedIn, name: str, clinic: Clinic, **context: object) -> HttpResponse:
    form = context.get("form")
    status = 422 if context.get("refused") or getattr(form, "errors", None) else 200
    shown = {"staff": True, "clinic": clinic, "menu_clinic": clinic.pk, **context}
    return render(request, f"people/clinic/{name}.html", shown, status=status)
