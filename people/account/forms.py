"""The forms of coming in: allauth's, with limits that lock nobody out and answers that are the same for everybody."""

import logging
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa import signals
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people import mail
from people.account import limits, sealed
from people.account.addresses import owner_of
from people.account.limits import visitor
from people.forms import PlainForm
from people.models import User

# Whose letter is written where an address has no account, so that it takes as long.
SOMEBODY_ELSE = User(pk=0, email=mail.NOBODY, password="!")  # noqa: S106  opens nothing
logger = logging.getLogger(__name__)
EMAIL = {"type": "email", "autocomplete": "username", "spellcheck": "false"}


class AddressForm(PlainForm):
    """The first step: who is coming in, and whether this device may remember it."""

    login = forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs=EMAIL))
    remember = forms.BooleanField(label=_("Remember me on this device for 90 days"), required=False)


class _Plain:
    """Takes the placeholders off a form of allauth's: they vanish when one types, and repeat the label until then.

    What a new password has to be is said in one sentence of ours.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        if "password1" in self.fields:
            words = gettext("At least %(number)d signs: a few words together are good. No name or address of yours.")
            self.fields["password1"].help_text = words % {"number": settings.SHORTEST_PASSWORD}


class _Once(_Plain):
    """A new password is asked for once, as at sign-up (ACCESS 20): who slips comes in by a code and chooses another."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]


class SignInForm(_Plain, account.LoginForm):
    """Address and password; the first step has asked for all but the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget = forms.HiddenInput()
        self.fields["remember"].widget = forms.HiddenInput()
        self.fields["password"].help_text = ""


class CodeForm(account.RequestLoginCodeForm):
    """A code goes to whoever has verified the address. The limit is of this visitor for this address."""

    def clean_email(self) -> str:
        address = self.cleaned_data["email"]
        if not ratelimit.consume(context.request, action="request_login_code", key=visitor(address)):
            raise get_adapter().validation_error("too_many_codes")
        self._user = owner_of(address)
        return address


class ForgottenForm(_Plain, account.ResetPasswordForm):
    """A link to a new password goes to whoever has verified the address; for an address of nobody, to nobody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your e-mail address")

    def clean_email(self) -> str:
        address = self.cleaned_data["email"].lower()
        self.users = [owner_of(address) or SOMEBODY_ELSE]
        return address


class JoinForm(_Plain, account.SignupForm):
    """A new account, with the name that others will read."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        required=False,
        help_text=_("As others here read it, beside what you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your e-mail address")

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"].strip()
        user.save(update_fields=["name"])

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.account_already_exists:  # as long as it takes to make an account
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ChangeForm(_Once, account.ChangePasswordForm):
    pass


class ChooseForm(_Once, account.SetPasswordForm):
    pass


class ForgottenChosenForm(_Once, account.ResetPasswordKeyForm):
    pass


class ByCodeForm(_Plain, account.ConfirmLoginCodeForm):
    pass


class RecheckByCodeForm(_Plain, account.ConfirmReauthenticationCodeForm):
    pass


class RecheckByPasswordForm(_Plain, account.ReauthenticateForm):
    pass


class AppForm(_Plain, totp.ActivateTOTPForm):
    pass


class _ByApp(PlainForm):
    """A code of the authenticator app, or a recovery code."""

    reauthenticated = False
    code = forms.CharField(
        label=_("Code"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_code(self) -> str:
        guesses = limits.SecondStep(context.request, self.user)
        guesses.count()
        code = self.cleaned_data["code"]
        for authenticator in Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN):
            if self._opens(authenticator, code):
                guesses.was_right()
                self.authenticator = authenticator
                return code
        signals.authentication_failed.send(
            sender=Authenticator, request=context.request, user=self.user, authenticator=None, reauthentication=False
        )
        raise get_mfa_adapter().validation_error("incorrect_code")

    def _opens(self, authenticator: Authenticator, code: str) -> bool:
        try:
            return bool(authenticator.wrap().validate_code(code))
        except sealed.KeyIsLost:
            logger.error("A second step cannot be read: SECRET_KEY changed, SECRET_KEY_FALLBACKS lacks the old one.")
            return False

    def save(self) -> None:
        post_authentication(context.request, self.authenticator, reauthenticated=self.reauthenticated)
        sealed.renew(self.user.pk)


class SecondStepForm(_ByApp):
    pass


class RecheckByAppForm(_ByApp):
    reauthenticated = True


class CredentialField(forms.JSONField):
    """What a browser says of a passkey; also what is nested without end or a number without one is only not a passkey,
    while ``json`` raises more than Django's field expects."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as refused:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from refused


class AddPasskeyForm(AddWebAuthnForm):
    credential = CredentialField()


class PasskeySignInForm(LoginWebAuthnForm):
    credential = CredentialField()


class PasskeyStepForm(forms.Form):
    """A passkey of someone who is known. Nobody guesses a signature, so there is no limit to lock anybody out with."""

    reauthenticated = False
    credential = CredentialField()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_credential(self) -> Authenticator:
        credential = self.cleaned_data["credential"]
        auth.parse_authentication_response(credential)
        return auth.complete_authentication(self.user, credential)

    def save(self) -> None:
        post_authentication(context.request, self.cleaned_data["credential"], reauthenticated=self.reauthenticated)


class RecheckByPasskeyForm(PasskeyStepForm):
    reauthenticated = True
