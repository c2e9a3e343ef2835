"""What belongs to the site as a whole: is it well, and the one-press sign-ins of the demo."""

from dataclasses import asdict
from typing import Any

from allauth.account.views import LogoutView
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from alsweak import health
from alsweak.synthetic.accounts import EMAILS
from people import audit
from people.models import User


@login_not_required
@never_cache
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether this process and the database answer: no more is asked, so that it may be asked often."""
    return JsonResponse({"status": "ok"}) if health.database_answers() else _away()


@login_not_required
@never_cache
@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """How the site is, and what is late, in sentences: 503 only where no page can be served."""
    try:
        if not health.is_migrated():
            missing = "The database lacks tables of this version: run migrate."
            return JsonResponse({"status": "error", "late": [missing]}, status=503)
        found = health.look(timezone.now())
    except DatabaseError:
        return _away()
    with translation.override("en"):  # whatever the machine that watches asks for
        late = found.late
    return JsonResponse({"status": "degraded" if late else "ok", "late": late} | asdict(found))


def _away() -> JsonResponse:
    return JsonResponse({"status": "error", "late": ["The database does not answer."]}, status=503)


class SignOut(LogoutView):
    """Signing out leaves nothing on the device: neither pages nor answers that wait there (TRUST 11, 12)."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as ``who``: patient, caregiver or clinician of the demo clinic. Nowhere else is there such a page."""
    email = EMAILS.get(request.POST.get("who", ""))
    if not settings.DEMO or settings.PRODUCTION or email is None:
        raise Http404
    user = get_object_or_404(User, email=email)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    audit.record("sign-in", user=user, detail="demo")
    return redirect(settings.LOGIN_REDIRECT_URL)
