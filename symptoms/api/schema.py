"""What the OpenAPI description says of every operation on a record."""

from typing import Any

from drf_spectacular.openapi import AutoSchema

from symptoms.api.errors import ConflictSerializer, ErrorsSerializer

DONE: dict[str, tuple[int, ...]] = {"GET": (200,), "POST": (201, 200), "PUT": (201, 200), "DELETE": (204,)}
REFUSED: dict[str, dict[int, Any]] = {
    "GET": dict.fromkeys((400, 403, 404), ErrorsSerializer),
    "POST": dict.fromkeys((400, 403, 404, 409, 413, 415), ErrorsSerializer),
    "PUT": dict.fromkeys((400, 403, 404, 409, 413, 415), ErrorsSerializer),
    "DELETE": dict.fromkeys((403, 404, 409), ErrorsSerializer),
}


class RecordSchema(AutoSchema):
    """Adds the refusals, and that a write answers 201 where it made a row and 200 where it had arrived before."""

    def get_response_serializers(self) -> Any:
        done = super().get_response_serializers()
        refused = REFUSED[self.method]
        if getattr(self.view, "asks_back", False) and self.method in ("POST", "PUT"):
            refused = refused | {409: ConflictSerializer}
        return {code: None if code == 204 else done for code in DONE[self.method]} | refused
