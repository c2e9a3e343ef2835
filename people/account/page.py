"""One's own account: name, address, password, passkeys, devices, looks, leaving. The one place for all of them."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from people import audit, mail
from people.account import leaving
from people.forms import PlainForm
from people.models import User
from people.numbers import whole
from people.recheck import recheck_first
from people.requests import SignedIn
from people.typed import given_back, keeps_typed

FEW_DEVICES = 5


class NameForm(PlainForm):
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=100,
        help_text=gettext_lazy("As others here read it, beside what you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class AddressForm(PlainForm):
    email = forms.EmailField(
        label=gettext_lazy("New e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        address = get_adapter().clean_email(self.cleaned_data["email"].lower())
        if EmailAddress.objects.filter(user=self.user, email=address, verified=True).exists():
            raise get_adapter().validation_error("duplicate_email")
        return address


@require_safe
def account(request: SignedIn) -> HttpResponse:
    return render(request, "account/account.html", {"address": address_of(request.user)})


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: SignedIn) -> HttpResponse:
    user = request.user
    form = NameForm(request.POST or None, initial=given_back(request) or {"name": user.name})
    if not form.is_valid():
        return render(request, "account/name.html", {"form": form}, status=422 if form.errors else 200)
    with transaction.atomic():
        user.name = form.cleaned_data["name"]
        user.save(update_fields=["name"])
        audit.record("name changed", user=user)
    messages.success(request, _("Your name is saved."))
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@recheck_first
def email(request: SignedIn) -> HttpResponse:
    """The address that counts, and one that waits to be verified."""
    user = request.user
    waiting = EmailAddress.objects.filter(user=user, verified=False).order_by("-pk").first()
    form = AddressForm(request.POST if "email" in request.POST else None, user=user)
    if form.is_valid():
        return _ask_to_verify(request, form.cleaned_data["email"])
    if "again" in request.POST and waiting:
        return _ask_to_verify(request, waiting.email)
    if "drop" in request.POST:
        EmailAddress.objects.filter(user=user, verified=False).exclude(email=user.email or "").delete()
        return redirect("account_email")
    context = {"form": form, "address": address_of(user), "waiting": waiting}
    return render(request, "account/email_change.html", context, status=422 if form.errors else 200)


def _ask_to_verify(request: SignedIn, address: str) -> HttpResponse:
    if not ratelimit.consume(request, action="manage_email", user=request.user):
        return ratelimit.respond_429(request)
    with transaction.atomic():
        EmailAddress.objects.filter(user=request.user, verified=False).exclude(email=address).delete()
        row, _created = EmailAddress.objects.get_or_create(user=request.user, email=address)
        send_verification_email_to_address(request, row)
    return redirect("account_email")


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: SignedIn) -> HttpResponse:
    """Where this person is signed in; one press ends one, or all the others."""
    if request.method == "POST":
        if "others" in request.POST:
            end_other_sessions(request, request.user)
            audit.record("session ended", user=request.user, detail="all others")
            messages.success(request, _("Signed out there."))
        elif "end" in request.POST:
            row = get_object_or_404(UserSession, user=request.user, pk=whole(request.POST["end"]))
            audit.record("session ended", user=request.user)
            end_sessions(request, [row])
            messages.success(request, _("Signed out there."))
        return redirect("account")  # not to the list: a gaze that rests would end the next one
    mine = sorted(UserSession.objects.purge_and_list(request.user), key=lambda row: row.created_at, reverse=True)
    rows = sorted(((row, row.is_current()) for row in mine), key=lambda each: not each[1])
    context = {"rows": rows[:FEW_DEVICES], "more": len(rows) - FEW_DEVICES, "others": len(rows) > 1}
    return render(request, "account/sessions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@recheck_first
def leave(request: SignedIn) -> HttpResponse:
    """Says what would happen first; then the account opens nothing any more."""
    user, address, error = request.user, address_of(request.user), ""
    if request.method == "POST" and "sure" not in request.POST:  # two presses, in two places
        error = _("Tick “Yes, I want to leave” first.")
    elif request.method == "POST":
        language = user.language
        try:
            leaving.leave(user)
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            if address:
                mail.write(address, "left", {"name": user.name}, language=language)
            logout(request)
            return redirect("left")
    context = {"told": leaving.foreseen(user), "error": error}
    return render(request, "account/leave.html", context, status=422 if error else 200)


@require_safe
def left(request: SignedIn) -> HttpResponse:
    return render(request, "account/left.html")


def address_of(user: User) -> str:
    """The address that is known to be theirs; blank for none."""
    row = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk").first()
    return row.email if row else ""
