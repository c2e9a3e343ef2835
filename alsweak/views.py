"""What belongs to the site as a whole: is it well, and the one-press sign-ins of the demo."""

from typing import Any

from allauth.account.views import LogoutView
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from alsweak.synthetic.accounts import EMAILS
from people import audit
from people.models import User
from symptoms.derive import maker


@login_not_required
@never_cache
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether the database answers, and how many reports wait for a worker: many, for long, and it is away."""
    try:
        waiting = sum(1 for _ in maker.stale(now=timezone.now()))
    except DatabaseError:
        return JsonResponse({"status": "error", "database": "away"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok", "reports_waiting": waiting})


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
