"""The two sides of a patient's page, for a gaze that rests and presses again (ACCESS 6b).

What sends something stands on one side of a page, the links that only lead on stand on the other. After each press that
sends something they change places, so that where it was pressed the next page holds nothing that sends. Which side it
is, a cookie says; it tells nothing of the person. ``static/css/sides.css`` places what templates hold. A button that
nothing but a script uses (on a device without internet) changes the sides too, and says so in the same cookie.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

OTHER = {"right": "left", "left": "right"}
FIRST = "right"


def side_of(request: HttpRequest) -> str:
    """Where what sends something stands on the page that answers this request, or that it leads to."""
    said = request.COOKIES.get(settings.SIDE_COOKIE_NAME, FIRST)
    before = said if said in OTHER else FIRST
    return OTHER[before] if request.method == "POST" else before


def side(request: HttpRequest) -> dict[str, str]:
    """For every template."""
    return {"side": side_of(request)}


def sides_change(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """After a form that was sent. What a script sends in the background is answered by no page, and changes nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        page = response.status_code in (302, 303) or response.get("Content-Type", "").startswith("text/html")
        if request.method == "POST" and page:
            secure, name = settings.SESSION_COOKIE_SECURE, settings.SIDE_COOKIE_NAME
            response.set_cookie(name, side_of(request), samesite="Lax", secure=secure)
        return response

    return middleware
