"""How a body is read, and how a list is cut into pages."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

READ = 40  # digits of a number in an address


class JSONBody(JSONParser):
    """JSON no larger than a form may be (``DATA_UPLOAD_MAX_MEMORY_SIZE``) and no deeper than can be read."""

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        body = (parser_context or {})["request"].body  # the stream would be read whole, however large
        try:
            return super().parse(BytesIO(body), media_type, parser_context)
        except RecursionError as deep:
            raise ParseError(_("JSON parse error - this is nested too deeply.")) from deep


class Pages(LimitOffsetPagination):
    """``limit`` and ``offset`` without a total: one row more is read to see whether there is a next page."""

    max_limit = 1000
    last_offset = 10_000_000

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.request = request
        self.limit, self.offset = self.get_limit(request), self.get_offset(request)
        rows = list(queryset[self.offset : self.offset + self.limit + 1])
        self.count = self.offset + len(rows)  # as far as was read, which is what the link to the next page asks
        return rows[: self.limit]

    def get_limit(self, request: Request) -> int:
        return _number(request, self.limit_query_param, 1, self.max_limit, self.default_limit or self.max_limit)

    def get_offset(self, request: Request) -> int:
        return _number(request, self.offset_query_param, 0, self.last_offset, 0)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        described = super().get_schema_operation_parameters(view)
        for parameter, low in zip(described, (1, 0), strict=True):
            parameter["schema"]["minimum"] = low
        return described

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.get_next_link(), "previous": self.get_previous_link(), "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "format": "uri", "nullable": True}
        properties = {"next": link, "previous": link, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}


def _number(request: Request, name: str, low: int, high: int, unsaid: int) -> int:
    """The whole number under ``name`` in the address; what is beyond ``high`` is taken as ``high``."""
    given = request.query_params.get(name)
    if given is None:
        return unsaid
    number = int(given) if given.isascii() and given.isdecimal() and len(given) <= READ else -1
    if number < low:
        said = {"given": given[:40], "low": low}
        raise ValidationError({name: _("“%(given)s” was found, a whole number from %(low)d on is allowed.") % said})
    return min(number, high)
