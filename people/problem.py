"""A refusal of the API: problem details (RFC 9457), with each thing that is wrong as an error of its own."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import JsonResponse

from people import reference

MEDIA_TYPE = "application/problem+json"
NOTHING_BUT_THE_STATUS = "about:blank"  # RFC 9457, 4.2.1
REQUEST = "request"  # where it is about who asks for what, and about no field


def problem(
    status: int, errors: Iterable[dict[str, str]], *, kind: str = NOTHING_BUT_THE_STATUS, **more: Any
) -> dict[str, Any]:
    """``errors``: ``where`` and ``what`` of each; their sentences together are the ``detail``."""
    told = list(errors)
    return {
        "type": kind,
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": " ".join(dict.fromkeys(error["what"] for error in told)),
        "errors": told,
        "reference": reference.current(),
        **more,
    }


def refused(status: int, what: str) -> JsonResponse:
    """One sentence on a request as a whole, where no view of the API answers."""
    said = problem(status, [{"where": REQUEST, "what": what}])
    return JsonResponse(said, status=status, content_type=MEDIA_TYPE)
