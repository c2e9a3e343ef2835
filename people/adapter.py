"""What allauth asks of this site."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from people import audit
from people.models import User


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.ALSWEAK_OPEN_SIGNUP

    def clean_email(self, email: str) -> str:
        cleaned = super().clean_email(email)
        if cleaned.lower().endswith(".invalid"):  # the site's own accounts, such as the one that imports files
            raise ValidationError(_("Nobody can have an address that ends in .invalid."))
        return cleaned

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        audit.record("sign-in", user=user)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        audit.record("sign-in failed", user=None)
