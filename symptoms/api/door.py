"""How a request of the API comes to a record, and what it hears while there is no report yet."""

from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from people.access import Of, Record, Verb, open_record
from people.models import User
from symptoms.api.asked import check_asked
from symptoms.api.body import JSONBody
from symptoms.api.schema import RecordSchema


def user_of(request: Request) -> User:
    return cast(User, request.user)  # nobody else comes past IsAuthenticated


class OpensRecord(APIView):
    """Opens the record of the address before anything else: 404 for strangers, 403 for readers who would write.
    ``reads``: what a GET wants with it; ``reads_of`` and ``writes_of``: with what of it; ``told``: to whom it is not
    theirs. ``asks``: the serializer of what its address may ask, where it is no list."""

    schema = RecordSchema()
    parser_classes = (JSONBody,)
    reads = Verb.VIEW
    reads_of = writes_of = Of.RECORD
    told: str | Promise = ""
    record: Record

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        verb, of = (self.reads, self.reads_of) if request.method in SAFE_METHODS else (Verb.WRITE, self.writes_of)
        self.record = open_record(user_of(request), kwargs["patient_id"], verb, of, told=self.told)
        check_asked(request, self)


def not_yet() -> Response:
    """The API never computes while somebody waits."""
    return Response(
        {"current": False, "detail": _("The report is being worked out for the first time. Ask again in a moment.")},
        status=202,
    )
