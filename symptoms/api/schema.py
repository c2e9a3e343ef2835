"""What the OpenAPI description says of every operation."""

from typing import Any

from drf_spectacular.openapi import AutoSchema

from people.problem import MEDIA_TYPE
from symptoms.api.errors import ConflictSerializer, ErrorsSerializer

Json = dict[str, Any]
Responses = dict[Any, Any]

DONE: dict[str, tuple[int, ...]] = {"GET": (200,), "POST": (201, 200), "PUT": (201, 200), "DELETE": (204,)}


def problems(*statuses: int, of: type = ErrorsSerializer) -> Responses:
    """The refusals with these statuses."""
    return {(status, MEDIA_TYPE): of for status in statuses}


REFUSED: dict[str, Responses] = {
    "GET": problems(400, 403, 404),
    "POST": problems(400, 403, 404, 409, 413, 415),
    "PUT": problems(400, 403, 404, 409, 413, 415),
    "DELETE": problems(400, 403, 404, 409),
}
# What programs are told beside the bodies; drf-spectacular has no place for what each operation has.
TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
RATE: Json = {
    "RateLimit-Policy": {
        "schema": TEXT,
        "description": "With a token: how many questions (q) in how many seconds (w).",
    },
    "RateLimit": {"schema": TEXT, "description": "How many are left (r), and for how many seconds (t)."},
}
ETAG: Json = {"ETag": {"schema": TEXT, "description": "For If-None-Match."}}
RETRY: Json = {"Retry-After": {"schema": NUMBER, "description": "Seconds."}}
IF_NONE_MATCH: Json = {
    "in": "header",
    "name": "If-None-Match",
    "schema": TEXT,
    "description": "The ETag of an answer that you have: 304 without a body where it is the same still.",
}
PROBLEM: Json = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Errors"}}}


class RecordSchema(AutoSchema):
    """Adds the refusals, and that a write answers 201 where it made a row and 200 where it had arrived before."""

    def get_response_serializers(self) -> Any:
        done = super().get_response_serializers()
        refused = REFUSED[self.method]
        if getattr(self.view, "asks_back", False) and self.method in ("POST", "PUT"):
            refused = refused | problems(409, of=ConflictSerializer)
        return {code: None if code == 204 else done for code in DONE[self.method]} | refused


def told_to_programs(result: Json, **_more: Any) -> Json:
    """Adds to each operation what middleware, authentication and what is asked of the answer's form refuse: 401, 403,
    406, the limit with 429 and, to a GET, 304."""
    for methods in result["paths"].values():
        for method, said in methods.items():
            answers = said["responses"]
            for status in ("401", "403", "406"):
                answers.setdefault(status, {"description": "", "content": PROBLEM})
            answers["429"] = {"description": "", "content": PROBLEM, "headers": RETRY}
            if method == "get":
                said.setdefault("parameters", []).append(IF_NONE_MATCH)
                answers["304"] = {"description": "It is the same still.", "headers": ETAG}
                answers["200"]["headers"] = ETAG
            for answer in answers.values():
                answer["headers"] = {**answer.get("headers", {}), **RATE}
            said["responses"] = dict(sorted(answers.items()))
    return result
