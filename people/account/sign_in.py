"""Coming in: the address first, then a passkey, a code by e-mail or a password.

allauth's views, with this site's pages between them. What is answered never tells whether an address has an account.
"""

from typing import Any

from allauth.account import views
from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.account.internal.templatekit import get_entrance_context_data
from allauth.account.mixins import NextRedirectMixin, RedirectAuthenticatedUserMixin
from allauth.account.models import Login
from allauth.mfa.webauthn.internal import flows as passkeys
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from people.account import addresses
from people.account.adapter import REMEMBER
from people.account.forms import AddressForm, SignInForm
from people.models import User

NO_PASSKEY = _("There was no passkey that fits. Try once more, or take another way.")
ADDRESS = "sign_in_address"  # in the session, between the two steps


class BeginsAnew:
    """Who comes back to the first pages while a code or a second step is awaited may take another way."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        clear_login(request)


class SignIn(BeginsAnew, views.LoginView):
    """The first step on GET, and its answer; with a password, the second."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        known = {"login": request.session.get(ADDRESS, ""), "remember": request.session.get(REMEMBER, False)}
        return self._first(AddressForm(initial=known))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.session[REMEMBER] = bool(request.POST.get("remember"))
        if "password" in request.POST:
            return super().post(request, *args, **kwargs)
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self._first(form)
        request.session[ADDRESS] = form.cleaned_data["login"]
        return redirect(self.passthrough_next_url(reverse("account_login_way")))

    def form_invalid(self, form: Any) -> HttpResponse:
        self.request.session[ADDRESS] = form.data.get("login", "")
        return self.render_to_response(self.get_context_data(form=form))

    def _first(self, form: AddressForm) -> HttpResponse:
        context = self.get_context_data(form=form)
        return render(self.request, "account/login.html", context, status=422 if form.errors else 200)

    template_name = "account/login_way.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = self.request.session.get(ADDRESS, "")
        return super().get_context_data(address=address, **kwargs)


class Way(BeginsAnew, NextRedirectMixin, RedirectAuthenticatedUserMixin, TemplateView):
    """The second step: how."""

    template_name = "account/login_way.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.session.get(ADDRESS):
            return redirect(self.passthrough_next_url(reverse("account_login")))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session = self.request.session
        known = {"login": session[ADDRESS], "remember": "on" if session.get(REMEMBER) else ""}
        form = SignInForm(request=self.request, initial=known)
        context = {"form": form, "address": session[ADDRESS], **get_entrance_context_data(self.request)}
        return super().get_context_data(**context, **kwargs)


class AskForCode(BeginsAnew, views.RequestLoginCodeView):
    """Send a code to the address of the first step."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.passthrough_next_url(reverse("account_login")))

    def form_invalid(self, form: Any) -> HttpResponse:
        for each in form.errors.values():
            messages.error(self.request, " ".join(each))
        return redirect(self.passthrough_next_url(reverse("account_login_way")))


class ConfirmCode(views.ConfirmLoginCodeView):
    """The code of the e-mail: its link brings it along. In another browser the link can only show it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        code = request.GET.get("code", "")
        if code and not request.user.is_authenticated and get_pending_stage(request) is None:
            return render(request, "account/code_elsewhere.html", {"code": code[:20]})
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"code": self.request.GET.get("code", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self._process.user is None:
            User.objects.filter(pk=0).first()  # as for an address of somebody
        return super().get_context_data(**kwargs)


class ConfirmRecheckCode(views.ConfirmReauthenticationCodeView):
    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"code": self.request.GET.get("code", "")}


class ByPasskey(BeginsAnew, NextRedirectMixin, LoginWebAuthnView):
    """A passkey says who it is: nothing is typed."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.session[REMEMBER] = bool(request.POST.get("remember"))
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, NO_PASSKEY)
        return redirect(self.passthrough_next_url(reverse("account_login")))

    def form_valid(self, form: Any) -> HttpResponse:
        authenticator = form.cleaned_data["credential"]
        if not authenticator.user.is_active:
            return self.form_invalid(form)
        login = Login(user=authenticator.user, redirect_url=self.get_next_url())
        return passkeys.perform_passwordless_login(self.request, authenticator, login)


class RecheckByPasskey(ReauthenticateWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        """Once more, and not away from what they wanted."""
        messages.error(self.request, NO_PASSKEY)
        return redirect(self.passthrough_next_url(reverse("mfa_reauthenticate_webauthn")))


class ConfirmAddress(views.ConfirmEmailView):
    """The link that shows that an address is someone's own."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        address = self.get_object().email_address
        addresses.release(address.email, keep=address.user)
        return super().post(*args, **kwargs)


sign_in = SignIn.as_view()
way = Way.as_view()
ask_for_code = login_not_required(AskForCode.as_view())
confirm_code = login_not_required(method_decorator(never_cache, name="dispatch")(ConfirmCode).as_view())
confirm_recheck_code = ConfirmRecheckCode.as_view()
by_passkey = login_not_required(ByPasskey.as_view())
confirm_address = login_not_required(ConfirmAddress.as_view())
recheck_by_passkey = RecheckByPasskey.as_view()
