"""Each request by its reference and its route, when it has been answered.

By the route as ``urls.py`` writes it and never by the address, which may hold the secret of an invitation or a link.
"""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from alsweak import logs, metrics
from people import reference

HEADER = "X-Request-ID"
logger = logging.getLogger("alsweak.answered")


def answered(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        request.reference = given = _reference(request)  # type: ignore[attr-defined]
        with reference.of_this(given):
            response = get_response(request)
        response.headers[HEADER] = given
        seconds = time.perf_counter() - begun
        told = {"method": request.method, "status": response.status_code, "ms": round(1000 * seconds, 1)}
        metrics.count(logs.route_of(request), request.method or "", response.status_code, seconds)
        logger.info("Answered", extra={"request": request, "told": told})
        return response

    return middleware


def _reference(request: HttpRequest) -> str:
    """That of the proxy in front, where there is one and it gave a plain one; else one of our own."""
    given = request.headers.get(HEADER, "")
    return given if settings.ALLAUTH_TRUSTED_PROXY_COUNT and reference.PLAIN.fullmatch(given) else reference.new()
