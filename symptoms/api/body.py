"""How a body is read, and how a list is cut into pages."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response


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
        self.request, self.limit = request, self.get_limit(request) or self.max_limit
        self.offset = min(self.get_offset(request), self.last_offset)
        rows = list(queryset[self.offset : self.offset + self.limit + 1])
        self.count = self.offset + len(rows)  # as far as was read, which is what the link to the next page asks
        return rows[: self.limit]

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.get_next_link(), "previous": self.get_previous_link(), "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "format": "uri", "nullable": True}
        properties = {"next": link, "previous": link, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}
