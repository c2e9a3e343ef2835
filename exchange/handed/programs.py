"""What a program asks that takes a SMART Health Link: the manifest, with the code, and the file where it is long."""

import json
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from exchange.fhir.write import MEDIA_TYPE
from exchange.handed.outside import tried_often
from exchange.models import HandedFile
from people import handed, mail
from people.join.pages import unseen


def from_anywhere(view: Any) -> Any:
    """Viewers of hospitals run in browsers on other sites; no cookie counts here."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        preflight = request.method == "OPTIONS"
        response = HttpResponse(status=204) if preflight else view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        if preflight:
            response["Access-Control-Allow-Methods"] = "GET, POST"
            response["Access-Control-Allow-Headers"] = "Content-Type"
        return response

    return answered


@unseen
@from_anywhere
@require_http_methods(["POST"])
def manifest(request: HttpRequest, secret: str) -> HttpResponse:
    """Which file there is, with the file in it as long as it is no longer than ``embeddedLengthMax``."""
    asked = _asked(request)
    if asked is None:
        return JsonResponse({"error": "Send JSON with recipient and passcode."}, status=400)
    if tried_often(request, dry_run=True):
        return _refused(429, {"Retry-After": "600"})
    opened = handed.open_for_program(secret, asked["passcode"], asked["recipient"], timezone.now())
    if not isinstance(opened, handed.Opened):
        tried_often(request)
        return _refused(404) if opened is None else JsonResponse({"remainingAttempts": opened}, status=401)
    file = HandedFile.objects.filter(link=opened.link).first()
    if file is None:
        return _refused(404)
    described = {"contentType": MEDIA_TYPE, "fhirVersion": "4.0.1", "status": "finalized"}
    most = asked["embeddedLengthMax"]
    if most is not None and len(file.data) > most:
        described["location"] = mail.site() + reverse("visit_file", args=[opened.proof])
    else:
        described["embedded"] = file.data
    return JsonResponse({"files": [described]})


@unseen
@from_anywhere
@require_safe
def file_at(request: HttpRequest, proof: str) -> HttpResponse:
    """The file whose place a manifest told within half an hour."""
    opened = handed.file_of(proof, timezone.now())
    found = HandedFile.objects.filter(link=opened.link).first() if opened else None
    return HttpResponse(found.data, content_type="application/jose") if found else _refused(404)


def _asked(request: HttpRequest) -> dict[str, Any] | None:
    """What was sent, each of its type; None where it is no such request."""
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not isinstance(said.get("recipient"), str):
        return None
    most = said.get("embeddedLengthMax")
    code = said.get("passcode")
    return {
        "recipient": said["recipient"].encode(errors="ignore").decode(),  # JSON can say half a character
        "passcode": code if isinstance(code, str) else "",
        "embeddedLengthMax": most if isinstance(most, int) else None,
    }


def _refused(status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(status=status, headers=headers)
