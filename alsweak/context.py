"""What every template may ask for."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from people import typed


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "demo_mode": settings.DEMO and not settings.PRODUCTION,
        "open_signup": settings.ALSWEAK_OPEN_SIGNUP,
        "letters_in_log": settings.MAIL_BACKEND.endswith("console.EmailBackend"),
        "side_cookie": settings.SIDE_COOKIE_NAME,
        "zone_cookie": settings.ZONE_COOKIE_NAME,
        "typed_by": partial(_typed_by, request),
    }


def _typed_by(request: HttpRequest) -> str:
    return typed.stamp(request.user.pk) if request.user.is_authenticated else ""
