"""Asking someone in to a record: one question a page, each answer a press, nothing made before the last of them.

The answers stand in the address, as none of them is about health; a name or an address of someone never does.
"""

import uuid
from typing import Any

from allauth.core import ratelimit
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people import invitations, letters
from people.access import Verb, check_keeper, open_clinics, open_record
from people.asking import can_come_again, own_person
from people.invite.forms import InviteForm
from people.invite.made import show_sheet
from people.invite.steps import Steps
from people.models import Invitation, Patient, User
from people.recheck import recheck_first
from people.requests import SignedIn
from people.typed import given_back, keeps_typed

RATES = {"invite": "20/h/user"}  # who tries addresses out gets nowhere, and nobody's mailbox is filled
MADE_TWICE = 3600  # seconds in which the same form makes the same invitation

Kind = Invitation.Kind


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@recheck_first
def share(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Who, what they may do, until when, which parts, how; then the address or the sheet."""
    record = open_record(request.user, patient_id, Verb.MANAGE)
    steps = Steps(record, request.GET, own_person(record.patient, timezone.now()), timezone.now())
    step = steps.next_question()
    if step:
        return render(request, "people/invite/choose.html", {"record": record, "step": step, "steps": steps})
    said = steps.said
    return _last_step(
        request, said | {"patient": record.patient}, record=record, steps=steps, back=steps.back_to("how")
    )


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@recheck_first
def ask_person(request: SignedIn) -> HttpResponse:
    """A clinic asks someone who keeps a record here by themselves to open it. Which parts is theirs to say."""
    told = _("Only the care team of a clinic can ask someone to open their record to it.")
    written = list(open_clinics(request.user, Verb.WRITE, told=told))
    chosen = [clinic for clinic in written if str(clinic.pk) == request.GET.get("clinic")]
    if len(written) > 1 and not chosen:
        options = [(str(clinic), f"?clinic={clinic.pk}") for clinic in written]
        return _choose(request, _("Which clinic asks?"), options, reverse("worklist"))
    clinic = (chosen or written)[0]
    how = request.GET.get("how", "")
    if how not in ("email", "paper"):
        options = [(label, f"?clinic={clinic.pk}&how={value}") for value, label in Steps.ways()]
        return _choose(request, _("How do they get it?"), options, reverse("worklist"))
    said = {"kind": Kind.FROM_CLINIC, "role": "patient", "clinic": clinic, "how": how}
    return _last_step(request, said, staff=True, back=f"?clinic={clinic.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@recheck_first
def let_in_again(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Someone of the clinic makes a new way in for the person of a record, who is told."""
    record = open_record(request.user, patient_id, Verb.MANAGE)
    told = _("There is nobody here who can be let in again.")
    check_keeper(request.user, record, Verb.WRITE, told=told)
    now = timezone.now()
    person = own_person(record.patient, now)
    if person is None or not can_come_again(record.patient, now):
        raise PermissionDenied(told)
    how = request.POST.get("how", "")
    refused = ""
    if (how == "email" and person.email) or how == "paper":
        if _too_many(request):
            refused = _("Those were many invitations in one hour. Try again later.")
        else:
            made = _make_again(record.patient, person, by=request.user, by_hand=how == "paper")
            if how == "paper":
                return show_sheet(request, made)
            return redirect("invitation", made.invitation.pk)
    context = {"record": record, "person": person, "refused": refused, "by": request.GET.get("by", "")}
    return render(request, "people/invite/again.html", context, status=422 if refused else 200)


def _make_again(patient: Patient, person: User, *, by: User, by_hand: bool) -> invitations.Made:
    with transaction.atomic():
        address = "" if by_hand else person.email or ""
        made = invitations.invite(Kind.AGAIN, by=by, role="patient", patient=patient, email=address, name=person.name)
        if by_hand:
            letters.tell_of_new_way(made.invitation, person)
        else:
            letters.send_invitation(made)
    return made


def _choose(request: HttpRequest, title: str, options: list[tuple[str, str]], back: str) -> HttpResponse:
    context = {"staff": True, "title": title, "options": options, "back": back}
    return render(request, "people/invite/choose_clinic.html", context)


def _last_step(request: SignedIn, said: dict[str, Any], *, back: str, **context: Any) -> HttpResponse:
    """The address, or the name for a sheet; then the invitation is made."""
    by_hand = said.pop("how") == "paper"
    sent = request.POST if "send" in request.POST else None
    waited = given_back(request)
    form = InviteForm(sent, initial=waited, by_hand=by_hand, by=request.user)
    if "fix" in request.POST or "keep" in request.POST:  # an answer to "did you mean": back to the form, with it
        kept = {"name": request.POST.get("name", ""), "email": request.POST.get("fix") or request.POST.get("email", "")}
        form = InviteForm(initial=kept | {"sure": kept["email"]}, by_hand=by_hand, by=request.user)
    once = request.POST.get("once") or waited.get("once") or uuid.uuid4().hex
    context |= {"form": form, "by_hand": by_hand, "back": back, "once": once}
    if form.is_bound and form.is_valid():
        if form.slip:
            return render(request, "people/invite/slip.html", context)
        try:
            return _make(request, said, form, by_hand)
        except ValidationError as refused:
            form.refuse(refused)
    return render(request, "people/invite/send.html", context, status=422 if form.errors else 200)


def _make(request: SignedIn, said: dict[str, Any], form: InviteForm, by_hand: bool) -> HttpResponse:
    """One invitation, however often the same form is sent."""
    key = f"invited:{request.user.pk}:{request.POST.get('once', '')[:40]}"
    if not cache.add(key, 0, MADE_TWICE):
        before = Invitation.objects.filter(pk=cache.get(key) or 0, made_by=request.user).first()
        if before is None:
            return redirect("home")
        if by_hand and before.waits(timezone.now()):
            return show_sheet(request, invitations.renew(before, by=request.user, now=timezone.now()))
        return redirect("invitation", before.pk)
    try:
        if _too_many(request):
            raise ValidationError(_("Those were many invitations in one hour. Try again later."))
        with transaction.atomic():
            made = invitations.invite(
                by=request.user, name=form.cleaned_data["name"], email=form.cleaned_data.get("email", ""), **said
            )
            letters.send_invitation(made)
    except ValidationError:
        cache.delete(key)
        raise
    cache.set(key, made.invitation.pk, MADE_TWICE)
    return show_sheet(request, made) if by_hand else redirect("invitation", made.invitation.pk)


def _too_many(request: HttpRequest) -> bool:
    return ratelimit.consume_or_429(request, action="invite", config=RATES) is not None
