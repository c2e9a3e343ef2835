"""Asking once more who it is, before something that matters: one decorator, ``recheck_first``.

Whoever showed it within the last quarter of an hour (by signing in, or when asked before) is not asked again. Who has
neither a mailbox, nor a passkey, nor a password cannot be asked: for them, that they are signed in has to do. In the
demo nobody is asked. ``docs/decisions.md`` says why.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from people.problem import refused

LASTS = 15 * 60  # seconds
SIGNED_IN_AT = "signed_in_at"  # in the session, a Unix time

View = Callable[..., Any]


def recheck_first(view: View) -> View:
    """For a view that exports, shares, invites, erases, leaves or changes how someone comes in.

    Who has to be asked is led to it and comes back, a POST with all that was sent. A program gets a 403 in words.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_needed(request):
            return view(request, *args, **kwargs)
        if request.path_info.startswith("/api/"):
            what = _("Sign in once more on the site, then ask again within 15 minutes.")
            return refused(403, what)
        return ask(request)

    return checked


def is_needed(request: HttpRequest) -> bool:
    """Whether this person has to show once more who they are, and can."""
    if not settings.RECHECKS or not request.user.is_authenticated or was_recent(request):
        return False
    return bool(get_adapter(request).get_reauthentication_methods(request.user))


def was_recent(request: HttpRequest) -> bool:
    moments = [request.session.get(SIGNED_IN_AT, 0.0)]
    moments += [each["at"] for each in get_authentication_records(request, request.user) if each.get("reauthenticated")]
    return time.time() - max(moments) < LASTS


def ask(request: HttpRequest) -> HttpResponse:
    """Lead to the first way to show it (each page names the others), and from there back to what they wanted."""
    return suspend_request(request, get_adapter(request).get_reauthentication_methods(request.user)[0]["url"])


def note_sign_in(request: HttpRequest) -> None:
    request.session[SIGNED_IN_AT] = time.time()
