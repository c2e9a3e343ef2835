"""The way in: a link or a code, what it is about, and the answer to it.

The address with the secret is left at once: the session keeps its digest, so that no secret stands in an address that
is shown, in a log of later pages or in the table of sessions.
"""

import hashlib
import secrets
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people import audit, invitations, letters
from people.account import second_step
from people.codes import CODE_LENGTH, as_typed, digest
from people.join.asked import Asked, next_page
from people.models import Invitation, User
from people.newcomers import is_theirs

WRONG_TRIES = {"join": "20/10m/ip"}  # of links and codes that are not known here
PRESSED_TWICE = 120  # seconds in which a second press of the same page comes to the same account


def unseen(view: Any) -> Any:
    """Kept by no cache and no search engine."""

    @login_not_required
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return shown


@unseen
@require_safe
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """What a letter leads to. To look is not to answer: programs that read mail open links too."""
    code = as_typed(secret)  # of a sheet, where somebody copied the whole address by hand
    response = _remember(request, code if len(code) == CODE_LENGTH and len(secret) < 2 * CODE_LENGTH else secret)
    response["Referrer-Policy"] = "no-referrer"  # the pages after it need theirs: without one no form of theirs is sent
    return response


@unseen
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """A code, copied from a sheet as it comes."""
    typed = _text(request, "code")
    if request.method == "POST" and as_typed(typed):
        return _remember(request, as_typed(typed), typed)
    error = _("Type the code that is on the sheet.") if request.method == "POST" else ""
    return _ask_code(request, typed, error)


@unseen
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Who invites, to what; then, on pages of their own, yes, no and "not me" (``answer``)."""
    if request.method == "POST" and (again := _same_press(request)):
        return again
    try:
        invitation = invitations.reopen(request.session.get("invitation", ""), now=timezone.now())
    except invitations.InvitationGone as gone:
        return _gone(request, gone)
    asked = Asked(invitation, _user(request))
    if request.method == "POST":
        return _answered(request, asked)
    return _show(request, asked)


@unseen
@require_safe
def joined(request: HttpRequest) -> HttpResponse:
    """What is open now, and the one way on."""
    invitation = Invitation.objects.filter(
        pk=int(request.session.get("joined", 0)), answer=Invitation.Answer.ACCEPTED, answered_by=_user(request)
    ).first()
    if invitation is None:
        return redirect("home")
    return render(request, "people/join/joined.html", {"invitation": invitation, "next": next_page(invitation)})


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "")[:200]


def _user(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def _remember(request: HttpRequest, secret: str, typed: str = "") -> HttpResponse:
    if _tried_often(request, dry_run=True):
        return _ask_code(request, typed, _("Those were too many tries. Wait ten minutes, then try again."), 429)
    try:
        invitations.find(secret, now=timezone.now())
    except invitations.InvitationGone as gone:
        if not Invitation.objects.filter(secret_hash=digest(secret)).exists():
            _tried_often(request)
            if request.method == "POST":
                return _ask_code(request, typed, str(gone))
    request.session["invitation"] = digest(secret)
    request.session["press"] = secrets.token_urlsafe(16)
    if request.user.is_anonymous:
        request.session.set_expiry(0)  # a link that was opened on another's device is not open there tomorrow
    return redirect("join")


def _tried_often(request: HttpRequest, *, dry_run: bool = False) -> bool:
    limit = {"action": "join", "config": WRONG_TRIES, "limit_get": True}
    return ratelimit.consume_or_429(request, dry_run=dry_run, **limit) is not None


def _ask_code(request: HttpRequest, typed: str, error: str, status: int = 422) -> HttpResponse:
    context = {"typed": typed, "error": error}
    return render(request, "people/join/code.html", context, status=status if error else 200)


def _gone(request: HttpRequest, gone: invitations.InvitationGone) -> HttpResponse:
    """Why it leads nowhere, and the way on. Who accepted it, and comes back to it, goes on."""
    kept, user = request.session.get("invitation", ""), _user(request)
    if user is not None:
        if not kept and "joined" in request.session:
            return redirect("joined")
        if Invitation.objects.filter(secret_hash=kept, answer=Invitation.Answer.ACCEPTED, answered_by=user).exists():
            return redirect("home")
    said = request.session.get("said", {})
    context = {"sentence": str(gone), "said": said.get("how") if said.get("to") == kept else ""}
    if not kept:
        context["sentence"] = _("Open the link in your letter, or scan the sheet, once more.")
    return render(request, "people/join/gone.html", context)


def _show(request: HttpRequest, asked: Asked, refused: ValidationError | None = None) -> HttpResponse:
    """One question a page: what it is (first), yes, no, not me."""
    wanted = request.POST.get("do") or request.GET.get("page", "")
    page = {"accept": "yes", "decline": "no", "not_me": "not-me"}.get(wanted, wanted)
    template = page if page in ("yes", "no", "not-me") else "what"
    if template == "yes" and (asked.needs_sign_in or asked.leads_nowhere):
        template = "what"
    context = {
        "asked": asked,
        "invitation": asked.invitation,
        "press": request.session.get("press", ""),
        "name": _text(request, "name") or asked.invitation.proposed_name,
        "refused": refused.messages if refused else [],
    }
    name = f"people/join/{template.replace('-', '_')}.html"
    return render(request, name, context, status=422 if refused else 200)


def _answered(request: HttpRequest, asked: Asked) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == "switch" and asked.user is not None:
        return _sign_out(request)
    try:
        if do == "accept":
            return _accept(request, asked)
        if do in ("decline", "not_me"):
            invitations.decline(asked.invitation, user=asked.user, now=timezone.now(), not_me=do == "not_me")
            request.session["said"] = {"to": request.session["invitation"], "how": do}
            return redirect("join")
    except invitations.InvitationGone as gone:
        return _same_press(request) or _gone(request, gone)
    except ValidationError as refused:
        return _show(request, asked, refused)
    return _show(request, asked)


def _accept(request: HttpRequest, asked: Asked) -> HttpResponse:
    if asked.needs_sign_in:
        raise ValidationError(_("Sign in first, then open the invitation again."))
    user = invitations.accept(
        asked.invitation,
        user=asked.user,
        now=timezone.now(),
        name=_text(request, "name"),
        record=asked.record_of(request.POST.get("record")),
        clinic=asked.clinic_of(request.POST.get("clinic")),
        shares=request.POST.getlist("shares"),
    )
    if press := request.POST.get("press"):
        cache.set(_press_key(press), [user.pk, asked.invitation.pk], PRESSED_TWICE)
    if asked.invitation.kind == Invitation.Kind.AGAIN:
        letters.tell_of_new_way(Invitation.objects.get(pk=asked.invitation.pk), user)
    return _let_in(request, user, asked.invitation)


def _let_in(request: HttpRequest, user: User, invitation: Invitation) -> HttpResponse:
    if request.user != user:
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        record_authentication(request, user, method="invitation")
        if is_theirs(user, invitation.email):
            second_step.note_mailbox(request, user)
        request.session.set_expiry(settings.SESSION_COOKIE_AGE if request.POST.get("remember") else 0)
        audit.record("sign-in", user=user, detail="invitation")
    request.session.pop("invitation", None)
    request.session["joined"] = invitation.pk
    return redirect("joined")


def _same_press(request: HttpRequest) -> HttpResponse | None:
    """The second of two presses of one page: the first made the account, and its answer may never have arrived."""
    press = request.POST.get("press", "")
    kept = cache.get(_press_key(press)) if press and request.user.is_anonymous else None
    if kept is None or request.POST.get("do") != "accept":
        return None
    user, invitation = User.objects.filter(pk=kept[0], is_active=True).first(), kept[1]
    return _let_in(request, user, Invitation.objects.get(pk=invitation)) if user else None


def _press_key(press: str) -> str:
    return "joined:" + hashlib.sha256(press.encode()).hexdigest()


def _sign_out(request: HttpRequest) -> HttpResponse:
    """Leave this account, and go on with the same invitation. Nothing of it stays on the device."""
    kept = request.session.get("invitation", "")
    logout(request)
    request.session["invitation"] = kept
    request.session["press"] = secrets.token_urlsafe(16)
    request.session.set_expiry(0)
    response = redirect("join")
    response["Clear-Site-Data"] = '"cache"'
    return response
