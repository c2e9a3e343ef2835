"""The page that a link opens, for somebody without an account. Nothing is looked up before the code is sent, so that
programs that follow links open none; and whatever does not open is answered the same, without a name."""

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people import handed
from people.join.pages import unseen
from reports.sheet import Asked, printed
from symptoms.record.days import local_day

WRONG_TRIES = {"visit": "20/10m/ip"}  # of codes and addresses, by page and by program


def tried_often(request: HttpRequest, *, dry_run: bool = False) -> bool:
    limit = {"action": "visit", "config": WRONG_TRIES, "limit_get": True}
    return ratelimit.consume_or_429(request, dry_run=dry_run, **limit) is not None


@unseen
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, secret: str) -> HttpResponse:
    """Asks for the code; the right one opens the summary, for half an hour and by a cookie of this address alone."""
    now = timezone.now()
    if request.method == "POST":
        if tried_often(request, dry_run=True):
            return _ask(request, "often", 429)
        opened = handed.open_handed(secret, request.POST.get("code", ""), now)
        if opened is None:
            tried_often(request)
            return _ask(request, "wrong", 422)
        return _let_in(request, opened.proof)
    opened = handed.still_open(secret, request.COOKIES.get(settings.VISIT_COOKIE_NAME, ""), now)
    if opened is None:
        return _ask(request)
    link, record = opened.link, opened.record
    made = printed(record, None, Asked(link.start, link.end, worked_out=True), local_day(record.patient, now))
    response = render(request, "exchange/handed/visit.html", {"record": record, "made": made, "link": link})
    response["Referrer-Policy"] = "no-referrer"  # the page of the form needs its own: without one it is not sent
    return response


def _let_in(request: HttpRequest, proof: str) -> HttpResponse:
    response = redirect(request.path)
    response.set_cookie(
        settings.VISIT_COOKIE_NAME,
        proof,
        max_age=handed.SEEN_FOR,
        path=request.path,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _ask(request: HttpRequest, refused: str = "", status: int = 200) -> HttpResponse:
    context = {"staff": True, "refused": refused}
    return render(request, "exchange/handed/ask.html", context, status=status)
