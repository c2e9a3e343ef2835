"""Every refusal of the API in one shape (``people.problem``), with ``{"where": "weakness.hand.left", "what": "a
sentence"}`` of each thing that is wrong."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as RefusedByService
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType, ValidationError
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler, set_rollback

from clinical.doubts import Unit, Why
from clinical.vocabulary import MEASURES
from people.problem import MEDIA_TYPE, REQUEST, problem
from symptoms.wording.doubts import asked_back
from symptoms.write.asking import InDoubt, code_of
from symptoms.write.verbs import IdInUse, NoLongerStands

BODY = "body"  # where it is about all that was sent
ASKED_BACK = "/api/docs/#asked-back"  # the type of the problem that asks whether a value is right


class Conflict(APIException):
    status_code = status.HTTP_409_CONFLICT


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("This is too large for one entry; nothing was saved.")


class ErrorSerializer(serializers.Serializer):
    where = serializers.CharField(help_text="The field, by its path; “body” or “request” where it is about the whole.")
    what = serializers.CharField(help_text="What is wrong and what is allowed, in a sentence.")


class ErrorsSerializer(serializers.Serializer):
    """Why a request was refused: problem details (RFC 9457)."""

    type = serializers.CharField(help_text="“about:blank”: no more than the status says; else where it is explained.")
    title = serializers.CharField(help_text="The status, in words.")
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="All that is wrong, in sentences.")
    errors = ErrorSerializer(many=True)  # type: ignore[assignment]
    reference = serializers.CharField(help_text="By which whoever runs the site finds it in the log.")


class ComparedSerializer(serializers.Serializer):
    value = serializers.FloatField()
    day = serializers.DateField(allow_null=True, help_text="Null for a fact of the record.")


class DoubtSerializer(serializers.Serializer):
    """A value that can be true but hardly is. Sent again with its ``confirm`` it is stored, and marked so."""

    measure = serializers.CharField()
    value = serializers.FloatField()
    why = serializers.ChoiceField(choices=[why.value for why in Why])
    usual = serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2)
    compared_with = ComparedSerializer(allow_null=True)
    suggested = serializers.FloatField(allow_null=True, help_text="The value, if it was given in another unit.")
    unit = serializers.ChoiceField(choices=[unit.value for unit in Unit], allow_null=True)
    confirm = serializers.CharField(help_text="What to send in “confirm” where it is right.")


class ConflictSerializer(ErrorsSerializer):
    """Nothing was written. With ``doubts``: it is asked whether these values are right."""

    doubts = DoubtSerializer(many=True, required=False)


def as_sentences(exc: Exception, context: dict[str, Any]) -> Response | None:
    """The handler that settings name: what serializers, services and the door to a record refuse."""
    if isinstance(exc, InDoubt):
        set_rollback()
        return Response(asked(exc), status.HTTP_409_CONFLICT, content_type=MEDIA_TYPE)
    refused = _of_the_api(exc)
    response = exception_handler(refused, context)
    if response is not None:
        about_body = isinstance(refused, ValidationError | ParseError | UnsupportedMediaType | TooLarge)
        detail = refused.detail if isinstance(refused, APIException) else response.data["detail"]
        response.data = problem(response.status_code, _sentences(detail, "", BODY if about_body else REQUEST))
        response.content_type = MEDIA_TYPE
    return response


def asked(doubtful: InDoubt) -> dict[str, Any]:
    """The questions, in sentences and for a program."""
    errors, doubts = [], []
    for doubt in doubtful.doubts:
        compared = doubt.before and {"value": doubt.before.value, "day": doubt.before.day}
        errors.append({"where": _where(doubt.measure), "what": asked_back(doubt, doubtful.day).sentence})
        doubts.append(
            {
                "measure": doubt.measure,
                "value": doubt.value,
                "why": doubt.why.value,
                "usual": [doubt.low, doubt.high],
                "compared_with": compared,
                "suggested": doubt.suggested,
                "unit": doubt.unit and doubt.unit.value,
                "confirm": code_of(doubt),
            }
        )
    return problem(status.HTTP_409_CONFLICT, errors, kind=ASKED_BACK, doubts=doubts)


def _where(measure: str) -> str:
    return f"{MEASURES[measure].section}.{measure}" if measure in MEASURES else measure


def _of_the_api(exc: Exception) -> Exception:
    if isinstance(exc, IdInUse):
        return Conflict({"id": [str(exc)]})
    if isinstance(exc, NoLongerStands):
        return Conflict(exc.messages[0])
    if isinstance(exc, RequestDataTooBig):
        return TooLarge()
    if isinstance(exc, RefusedByService):
        return ValidationError(exc.message_dict if hasattr(exc, "error_dict") else exc.messages)
    return exc


def _sentences(detail: Any, where: str, whole: str) -> Iterator[dict[str, str]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            deeper = where if name == api_settings.NON_FIELD_ERRORS_KEY else f"{where}.{name}".lstrip(".")
            yield from _sentences(inner, deeper, whole)
    elif isinstance(detail, list):
        for inner in detail:
            yield from _sentences(inner, where, whole)
    else:
        yield {"where": _sendable(where or whole), "what": _sendable(str(detail))}


def _sendable(text: str) -> str:
    """What was found is repeated in the answer, and may hold half a character (a lone surrogate)."""
    return text.encode("utf-8", "replace").decode()
