"""What every answer of the site carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def personal_pages_are_not_stored(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """No browser or proxy keeps a page of a signed-in person (TRUST 11)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware
