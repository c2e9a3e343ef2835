"""What is answered where no view answers: a page, and to a program under ``/api/`` the API's own kind of refusal."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import defaults

from people.problem import refused


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not _of_the_api(request):
        return defaults.bad_request(request, exception)
    return refused(HTTPStatus.BAD_REQUEST, _("Something in the address or in what was sent cannot be read."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not _of_the_api(request):
        return defaults.page_not_found(request, exception)
    return refused(HTTPStatus.NOT_FOUND, _("There is nothing at this address."))


def server_error(request: HttpRequest) -> HttpResponse:
    if not _of_the_api(request):
        return defaults.server_error(request)
    return refused(
        HTTPStatus.INTERNAL_SERVER_ERROR, _("Something went wrong here. What was sent just now may not be saved.")
    )


def _of_the_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")
