"""What every template may ask for."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, bool]:
    return {
        "demo_mode": settings.DEMO and not settings.PRODUCTION,
        "open_signup": settings.ALSWEAK_OPEN_SIGNUP,
        "letters_in_log": settings.MAIL_BACKEND.endswith("console.EmailBackend"),
    }
