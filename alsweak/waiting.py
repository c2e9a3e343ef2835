"""Forms that came too late, because the sign-in or the token of the page had ended: which are kept, and for whom."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alsweak import staff
from people import typed


def keep(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Keep what was sent by somebody who is signed out: of a typed page; and whatever staff sent after their end by
    idleness. Where nothing says whose it is, only what is of a record, whose own door then says who sees it."""
    if (idle := staff.whose_idle(request)) is not None:
        kept = typed.hold(request, idle, staff.HELD_SECONDS, idle=True)
        told = _("You were signed out after 15 minutes. What you had filled in is kept.")
    else:
        user = typed.typed_by(request)
        kept = _types(view) and (user is not None or _is_of_a_record(request)) and typed.hold(request, user)
        told = _(
            "You were signed out before it arrived, so nothing was saved yet. What you had filled in is kept for an"
            " hour: sign in, and it stands on its page again."
        )
    if kept:
        messages.warning(request, told)
    return kept


def token_ended(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form with the token of an earlier sign-in: a typed page comes back as it was filled in, with a token of now.

    Only what a page of this site sent: nobody else can put words into a form that somebody is about to save.
    """
    match, user = request.resolver_match, typed.typed_by(request)
    of_this_site = _sent_from_here(request, user)
    theirs = user in (None, request.user.pk) if request.user.is_authenticated else True
    by_script = request.headers.get("Accept") == "application/json" or "HX-Request" in request.headers
    if match and of_this_site and theirs and not by_script and _types(match.func):
        if not request.user.is_authenticated:
            kept = keep(request, match.func)
        else:
            kept = (user is not None or _is_of_a_record(request)) and typed.hold(request, request.user.pk)
        if kept:
            return redirect(request.get_full_path())
    return render(request, "403_csrf.html", status=403)


def _types(view: Callable[..., Any]) -> bool:
    return bool(getattr(view, "keeps_typed", False))


def _is_of_a_record(request: HttpRequest) -> bool:
    return request.resolver_match is not None and "patient_id" in request.resolver_match.kwargs


def _sent_from_here(request: HttpRequest, user: int | None) -> bool:
    """By the origin that the browser names; where an old one names none, by our own signature in the form."""
    origin = request.headers.get("Origin")
    if origin is None:
        return user is not None
    return origin in (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)
