"""What is answered where no view answers: a page, and to a program under ``/api/`` the API's own kind of refusal."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _
from django.views import defaults

from people.problem import refused

OUT_OF_REACH = (OperationalError, InterfaceError)  # the database is away, hangs, or its disk is full
AGAIN_SECONDS = 10


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not _of_the_api(request):
        return defaults.bad_request(request, exception)
    return refused(HTTPStatus.BAD_REQUEST, _("Something in the address or in what was sent cannot be read."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not _of_the_api(request):
        return defaults.page_not_found(request, exception)
    return refused(HTTPStatus.NOT_FOUND, _("There is nothing at this address."))


def server_error(request: HttpRequest) -> HttpResponse:
    """What failed, failed for good; or the records are out of reach for now, and asking again will help."""
    if isinstance(sys.exc_info()[1], OUT_OF_REACH):
        return _unavailable(request)
    if not _of_the_api(request):
        return defaults.server_error(request)
    return refused(
        HTTPStatus.INTERNAL_SERVER_ERROR, _("Something went wrong here. What was sent just now may not be saved.")
    )


def _unavailable(request: HttpRequest) -> HttpResponse:
    answer: HttpResponse
    if _of_the_api(request):
        told = _("The records cannot be reached at the moment. What was sent just now is not saved; send it again.")
        answer = refused(HTTPStatus.SERVICE_UNAVAILABLE, told)
    else:
        answer = HttpResponse(loader.get_template("503.html").render(), status=HTTPStatus.SERVICE_UNAVAILABLE)
    answer.headers["Retry-After"] = str(AGAIN_SECONDS)
    return answer


def _of_the_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")
