"""What every answer of the site carries."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from alsweak import waiting
from people import audit


def personal_pages_are_not_stored(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """No browser or proxy keeps a page of a signed-in person (TRUST 11)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


# What no page of this site asks a device for; passkeys (publickey-credentials-*) are left to it.
NEVER = "accelerometer bluetooth camera display-capture geolocation gyroscope hid magnetometer microphone midi payment"
PERMISSIONS = ", ".join(f"{feature}=()" for feature in [*NEVER.split(), "serial", "usb"])


def other_sites_get_nothing(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Nothing of this site is drawn or run by another one, and nothing in a page of it gets at the device's senses."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = PERMISSIONS
        return response

    return middleware


def refusals_are_kept(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Whoever is told that they may not leaves a row in the audit, also where no door but the page itself said so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 403 and request.user.is_authenticated and not request.user.refused:
            at, of = request.resolver_match, ""
            if at and "patient_id" in at.kwargs:
                of = f" of {at.kwargs['patient_id']}"
            audit.record("refused", user=request.user, detail=f"{at.url_name if at else ''}{of}".lower())
        return response

    return middleware


def in_the_language_of_the_person(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """The language that someone chose comes before the one that their browser asks for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "")
        if chosen:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        return get_response(request)

    return middleware


def text_is_utf_8(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Refuses what says that it is written in another charset, before anything reads it.

    Django would decode it with whatever codec Python has under that name, many of which are for no text at all.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8").lower()
        if charset == "utf8":
            request.encoding = "utf-8"  # a frequent slip
        elif charset != "utf-8":
            request.POST = QueryDict()  # the page of the refusal looks for its token there, and would fail as well
            raise BadRequest("What was sent is not in UTF-8.")
        return get_response(request)

    return middleware


# Steps whose press is kept while somebody signs in again.
KEPT = ("question", "function_item", "first_day_at", "first_day_now", "treatment_day")
LONGEST = 100  # characters: a name


class SignInFirst(LoginRequiredMiddleware):
    """Who was signed out while they answered comes back to the same question, with what they pressed still known.

    It is kept in the session on the server, never in an address. A press that has no page of its own leads back to the
    page of its day.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponseRedirect:
        match = request.resolver_match
        of_a_record = match if request.method == "POST" and match and "patient_id" in match.kwargs else None
        if of_a_record and of_a_record.url_name in KEPT:
            request.session["pressed"] = {"at": request.path, "answer": request.POST.get("answer", "")[:LONGEST]}
            return redirect_to_login(request.path, self.get_login_url(view_func))
        if of_a_record and "day" in of_a_record.kwargs:
            messages.warning(
                request, _("You were signed out, so that press was not kept. Sign in, and press it once more.")
            )
            address = f"{reverse('check_in', args=[of_a_record.kwargs['patient_id']])}?day={of_a_record.kwargs['day']}"
            return redirect_to_login(address, self.get_login_url(view_func))
        if request.method == "POST":
            waiting.keep(request, view_func)
        return super().handle_no_permission(request, view_func)
