"""Passkeys, and for staff the authenticator app and recovery codes: one list, and allauth's forms around it."""

from typing import Any

from allauth.mfa.internal.flows.add import redirect_if_add_not_allowed
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views import View
from django.views.decorators.http import require_safe

from people.account.second_step import MfaAdapter, note_done
from people.recheck import recheck_first
from people.requests import SignedIn

Type = Authenticator.Type
FEW_PASSKEYS = 3  # on the list: for weak hands the page stays short


@require_safe
def listed(request: SignedIn) -> HttpResponse:
    """Whatever this person comes in with beside e-mail and password."""
    mine = Authenticator.objects.filter(user=request.user).order_by("pk")
    keys = [each for each in mine if each.type == Type.WEBAUTHN]
    context = {
        "passkeys": [(each, each.wrap().name) for each in keys],
        "may_add": len(keys) < FEW_PASSKEYS or request.user.works,
        "has_app": any(each.type == Type.TOTP for each in mine),
        "has_codes": any(each.type == Type.RECOVERY_CODES for each in mine),
        "works": request.user.works,
    }
    return render(request, "account/passkeys.html", context)


class Add(AddWebAuthnView):
    """A passkey that says who it is: kept on the device, opened by face, finger or PIN, and so both factors."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, True)}
        return context

    def get_success_url(self) -> str:
        if self.request.user.works and self.did_generate_recovery_codes:
            return reverse("mfa_view_recovery_codes")
        return reverse("passkeys")

    def form_valid(self, form: Any) -> HttpResponse:
        form.cleaned_data["name"] = form.cleaned_data["name"].strip()[:60]
        response = super().form_valid(form)
        note_done(self.request, self.request.user)  # to add one is to show that one has it
        if not self.request.user.works:  # who never needs a second step needs no codes to get around it
            Authenticator.objects.filter(user=self.request.user, type=Type.RECOVERY_CODES).delete()
            self.did_generate_recovery_codes = False
        return response


class Rename(EditWebAuthnView):
    success_url = reverse_lazy("passkeys")


class Remove(RemoveWebAuthnView):
    success_url = reverse_lazy("account")  # not the list: a gaze that rests would be at the next one

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = MfaAdapter()
        if not adapter.can_delete_authenticator(self.object):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("passkeys")
        return super().form_valid(form)


class ForStaff(View):
    """Of a second step alone: everybody else comes in without one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.works:
            return redirect("passkeys")
        return super().dispatch(request, *args, **kwargs)


class AddApp(ForStaff, ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_done(self.request, self.request.user)
        return response

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes" if self.did_generate_recovery_codes else "passkeys")


class RemoveApp(DeactivateTOTPView):
    success_url = reverse_lazy("passkeys")


class NewCodes(ForStaff, GenerateRecoveryCodesView):
    pass


add = recheck_first(redirect_if_add_not_allowed(Add.as_view()))
rename = recheck_first(Rename.as_view())
remove = recheck_first(Remove.as_view())
add_app = recheck_first(AddApp.as_view())
remove_app = recheck_first(RemoveApp.as_view())
new_codes = recheck_first(NewCodes.as_view())
