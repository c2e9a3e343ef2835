"""A form that waited: what was typed on a page whose sign-in, or whose token, had ended meanwhile.

It is kept on the server, in the session of the browser that sent it, and given back once: on the same page, to the one
who typed it. Nothing of it is saved until they save it. Never a password or a code.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

HELD = "held"  # in the session
SECONDS = 3600
MOST = 64_000  # characters; the longest form, that of a visit, has a tenth
WHO = "typed_by"  # in the form, signed: for whom the page was made
SECRETS = ("password", "code", "credential", "csrfmiddlewaretoken", WHO)
View = TypeVar("View", bound=Callable[..., Any])
_signer = Signer(salt="people.typed")


def keeps_typed(view: View) -> View:
    """A page on which people type: what came too late stands on it again (``given_back``)."""
    view.keeps_typed = True  # type: ignore[attr-defined]
    return view


def stamp(user: int) -> str:
    return _signer.sign(str(user))


def typed_by(request: HttpRequest) -> int | None:
    """For whom the page was made that sent this; None where it does not say so."""
    try:
        return int(_signer.unsign(request.POST.get(WHO, "")))
    except BadSignature:
        return None


def hold(request: HttpRequest, user: int | None, seconds: int = SECONDS, **more: Any) -> bool:
    """Keep what was sent for ``user``; None: nobody knows whose it is, and it waits for who may open its record."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    form = urlencode([(name, value) for name, value in fields if not any(each in name for each in SECRETS)])
    if len(form) > MOST:
        return False
    until = time.time() + seconds
    request.session[HELD] = {"user": user, "until": until, "path": request.get_full_path(), "form": form, **more}
    if not request.user.is_authenticated:
        request.session.set_expiry(seconds)  # what nobody comes back for does not lie there; a sign-in sets its own
    return True


def held(request: HttpRequest) -> dict[str, Any] | None:
    """What waits for this very page, whoever asks."""
    kept: dict[str, Any] | None = request.session.get(HELD)
    if kept and time.time() >= kept["until"]:
        del request.session[HELD]
        return None
    return kept if kept and kept["path"] == request.get_full_path() else None


def drop_of_others(request: HttpRequest, user: int) -> None:
    """Somebody has signed in: what another typed on this device does not wait in their session."""
    if (request.session.get(HELD) or {"user": None})["user"] not in (None, user):
        del request.session[HELD]


def given_back(request: HttpRequest) -> dict[str, Any]:
    """What the form of this page is filled in with, once, after the page's own door was passed; said in a sentence."""
    kept = held(request)
    if kept is None or request.method == "HEAD":
        return {}
    del request.session[HELD]
    if request.method != "GET" or kept["user"] not in (None, request.user.pk):
        return {}
    messages.warning(
        request, _("Nothing was saved yet. What you had filled in stands here again: look at it, and save it.")
    )
    return QueryDict(kept["form"]).dict()
