"""What every answer of the API tells a program: how much it may still ask, and whether it has this answer already."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

API = "/api/"


def rate_is_told(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """``RateLimit-Policy`` and ``RateLimit`` (IETF draft-ietf-httpapi-ratelimit-headers), to who comes with a token."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if rate := getattr(request, "rate", None):
            most, left, seconds = rate
            response.headers["RateLimit-Policy"] = f'"token";q={most};w=60'
            response.headers["RateLimit"] = f'"token";r={left};t={seconds}'
        return response

    return middleware


def not_sent_twice(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """An ``ETag`` of what a GET answers, and 304 without a body to ``If-None-Match`` where it is the same.

    Of the bytes, so that it holds for whatever shaped them: the day, the language, what is hidden from whom. Nobody but
    the program itself keeps the answer (``no-store``), and it is asked who may look each time.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path_info.startswith(API) or request.method not in ("GET", "HEAD"):
            return response
        if response.status_code != 200 or response.streaming:
            return response
        etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        response.headers["ETag"] = etag
        patch_vary_headers(response, ("Authorization", "Cookie", "Accept-Language"))
        same = get_conditional_response(request, etag=etag, response=response)
        return same if isinstance(same, HttpResponse) else response

    return middleware
