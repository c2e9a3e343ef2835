"""The sessions of those who work in a clinic: two factors, and an end after 15 minutes without a request.

For everybody else this asks the database nothing and writes nothing.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people import typed
from people.account import second_step
from people.problem import refused

SEEN_AT = "seen_at"  # in the session, a Unix time
SEEN_EVERY = 60  # seconds: no more often is it written
BY_THEMSELVES = frozenset({"progress", "large_progress"})  # what open pages ask for, without anybody there
HELD_SECONDS = 24 * 3600  # what they sent after their end by idleness


class StaffSession:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not getattr(request.user, "works", False):
            return None
        if _was_idle(request):
            request.idle = request.user.pk  # type: ignore[attr-defined]  # whose form is kept
            kept = request.session.get(typed.HELD)
            logout(request)
            if kept:
                request.session[typed.HELD] = kept
            return None
        if second_step.is_missing(request):
            return _second_step_first(request)
        return _what_was_held(request, view)


def whose_idle(request: HttpRequest) -> int | None:
    """Who was signed out by idleness and has sent a form since.

    A page that sends by itself what is typed may be the first to meet the end; what is then pressed on it takes that
    one's place.
    """
    user: int | None = getattr(request, "idle", None)
    if user is None and (kept := typed.held(request)) and kept.get("idle"):
        user = kept["user"]
    return user


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Throw away what was kept."""
    request.session.pop(typed.HELD, None)
    return redirect("home")


def _was_idle(request: HttpRequest) -> bool:
    """Also notes that they are there, once a minute."""
    if not settings.STAFF_IDLE_SECONDS:
        return False
    now = time.time()
    seen = request.session.get(SEEN_AT, now)
    if now - seen > settings.STAFF_IDLE_SECONDS:
        return True
    by_themselves = request.resolver_match is not None and request.resolver_match.url_name in BY_THEMSELVES
    if not by_themselves and (SEEN_AT not in request.session or now - seen > SEEN_EVERY):
        request.session[SEEN_AT] = now
    return False


def _second_step_first(request: HttpRequest) -> HttpResponse | None:
    name = request.resolver_match.url_name if request.resolver_match else ""
    if name in second_step.SETS_UP and not second_step.may_set_up(request):
        if second_step.has_factor(request.user):
            return redirect("second_step")
        return suspend_request(request, reverse("account_request_reauthentication_code"))
    if name in second_step.OPEN:
        return None
    if request.path_info.startswith("/api/"):
        what = _("Your second step is missing: sign in on the site with a passkey or an authenticator app.")
        return refused(403, what)
    return HttpResponseRedirect(f"{reverse('second_step')}?{urlencode({'next': _way_back(request)})}")


def _way_back(request: HttpRequest) -> str:
    return request.get_full_path() if request.method in ("GET", "HEAD") else "/"


def _what_was_held(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse | None:
    """What a page does not show again by itself, once they are back at it: a press sends it, another throws it away."""
    kept = typed.held(request)
    if kept is None or getattr(view, "keeps_typed", False):
        return None
    if request.method == "POST" or kept["user"] != request.user.pk:
        del request.session[typed.HELD]
        return None
    fields = [(name, value) for name, values in QueryDict(kept["form"]).lists() for value in values]
    return render(request, "held.html", {"staff": True, "path": kept["path"], "fields": fields})
