"""What allauth asks of this site."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people import audit, mail, recheck, typed
from people.account import second_step
from people.account.limits import visitor
from people.models import User

REMEMBER = "remember"  # in the session until someone has signed in: that this device is to be remembered
STAGES = {
    "allauth.account.stages.EmailVerificationStage": "people.account.second_step.AddressStage",
    "allauth.mfa.stages.AuthenticateStage": "people.account.second_step.Stage",
}
UNKNOWN = "account/email/unknown_account"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("This address and this password do not go together."),
        "too_many_login_attempts": gettext_lazy(
            "That was tried too often from here. Wait five minutes, or come in by a code or a passkey."
        ),
        "too_many_second_steps": gettext_lazy(
            "Codes for this account were tried too often. Use a passkey, come in where you usually do, or wait an hour."
        ),
        "too_many_codes": gettext_lazy("A code was asked for too often from here. Wait a minute."),
        "incorrect_code": gettext_lazy("This is not the code of the last e-mail. Look at it once more."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "enter_current_password": gettext_lazy("This is not the password that you have now."),
        "duplicate_email": gettext_lazy("This is your address already."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.ALSWEAK_OPEN_SIGNUP

    def clean_email(self, email: str) -> str:
        cleaned = super().clean_email(email)
        if cleaned.lower().endswith(".invalid"):  # the site's own accounts, such as the one that imports files
            raise ValidationError(_("Nobody can have an address that ends in .invalid."))
        return cleaned

    # --- Coming in ---

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        audit.record("sign-in", user=user)
        remembered = request.session.pop(REMEMBER, False)
        request.session.set_expiry(settings.SESSION_COOKIE_AGE if remembered else 0)
        typed.drop_of_others(request, user.pk)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        meant = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        audit.record("sign-in failed", user=None, detail=audit.of(meant) if meant else "")

    def get_login_stages(self) -> list[str]:
        return [STAGES.get(stage, stage) for stage in super().get_login_stages()]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return visitor(credentials.get("email", ""))

    # --- Asking once more ---

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return recheck.is_needed(self.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to show once more who one is, the easiest first."""
        methods = super().get_reauthentication_methods(user)
        if user.is_authenticated and second_step.is_missing(self.request):
            second = second_step.has_factor(user)
            methods = [
                each for each in methods if each["id"].startswith("mfa") == second and each["id"] != "reauthenticate"
            ]
        order = list(WAYS)
        methods.sort(key=lambda each: order.index(each["id"]))
        return [each | {"description": WAYS[each["id"]]} for each in methods]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    # --- Letters ---

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of whoever reads it, with links of this site. One for an address of nobody goes to nobody."""
        if template_prefix == UNKNOWN:
            template_prefix, email = "account/email/login_code", mail.NOBODY
            context = context | {"code": self.generate_login_code()}
        with translation.override(self._language_of(email, context)):
            message = self.render_mail(template_prefix, email, {"email": email, "site": mail.site(), **context})
            message.send()

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        super().send_password_reset_mail(user, email if user.pk else mail.NOBODY, context)

    def _language_of(self, email: str, context: dict[str, Any]) -> str:
        theirs = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
        user = theirs.user if theirs else context.get("user")
        return getattr(user, "language", "") or translation.get_language() or settings.LANGUAGE_CODE

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return mail.site() + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return mail.site() + path.replace("UID-KEY", key)


WAYS = {  # to show once more who one is, the easiest first
    "mfa_reauthenticate:webauthn": gettext_lazy("With a passkey"),
    "reauthenticate_by_code": gettext_lazy("With a code by e-mail"),
    "reauthenticate": gettext_lazy("With my password"),
    "mfa_reauthenticate": gettext_lazy("With the authenticator app"),
}
