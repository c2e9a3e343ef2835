"""The API on one page of our own, made from its OpenAPI description: no script, so that the strict policy holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from people import tokens
from symptoms.api.body import Pages
from symptoms.api.examples import EXAMPLES

Json = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """One line: a field of a body, a measure of a section, a parameter. ``link`` names a body further down."""

    name: str
    kind: str
    note: str = ""
    link: str = ""
    required: bool = False
    fields: tuple["Field", ...] = ()


@dataclass(frozen=True)
class Operation:
    path: str
    method: str
    note: str
    parameters: tuple[Field, ...]
    body: str
    answers: tuple[tuple[str, str], ...]  # status, name of the body


@dataclass(frozen=True)
class Body:
    name: str
    note: str
    fields: tuple[Field, ...]


@login_not_required
@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    limit = {"per_minute": settings.ALSWEAK_API_PER_MINUTE}
    return render(request, "api_docs.html", contents(get_language()) | limit)


@cache
def contents(language: str) -> Json:
    """The operations and the bodies, once per language: they change with the code alone."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    schemas = schema["components"]["schemas"]
    operations = tuple(_operations(schema))
    asked = {operation.body for operation in operations}
    bodies = tuple(_bodies(schemas, asked))
    return {
        "info": schema["info"],
        "operations": operations,
        "bodies": bodies,
        "examples": EXAMPLES,
        "days": tokens.LONGEST.days,
        "most_rows": Pages.max_limit,
    }


def _operations(schema: Json) -> Iterator[Operation]:
    schemas = schema["components"]["schemas"]
    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            yield Operation(
                path,
                method.upper(),
                said.get("description", ""),
                tuple(
                    _field(each["name"], each["schema"] | {"description": each.get("description", "")}, schemas)
                    for each in said.get("parameters", ())
                    if each["in"] == "query"
                ),
                _sent(said.get("requestBody", {})),
                tuple((status, _sent(answer)) for status, answer in said["responses"].items()),
            )


def _sent(message: Json) -> str:
    """The name of the body of a request or an answer."""
    content: Json = next(iter(message.get("content", {}).values()), {})
    return _name(content.get("schema", {}))


def _bodies(schemas: Json, asked: set[str]) -> Iterator[Body]:
    """Only of what is ``asked`` for a field is required: in an answer each is there."""
    for name, said in schemas.items():
        if said.get("type") == "object":
            required = said.get("required", ()) if name in asked else ()
            fields = (_field(key, each, schemas, key in required) for key, each in said["properties"].items())
            yield Body(name, said.get("description", ""), tuple(fields))


def _field(name: str, said: Json, schemas: Json, required: bool = False) -> Field:
    inner = said.get("properties", {})
    body = _name(said.get("items", said))
    link = body if schemas.get(body, {}).get("type") == "object" else ""
    return Field(
        name,
        _kind(said, schemas),
        said.get("description", "").partition("* `")[0],  # without the choices, which the kind lists
        link,
        required and not said.get("readOnly"),
        tuple(_field(key, each, schemas) for key, each in inner.items()),
    )


def _name(said: Json) -> str:
    """The component that is referred to, alone or in an ``allOf`` or ``oneOf``."""
    for each in (said, *said.get("allOf", ()), *said.get("oneOf", ())):
        if "$ref" in each:
            return str(each["$ref"]).rpartition("/")[2]
    return ""


def _kind(said: Json, schemas: Json) -> str:
    """``integer, 0 to 4, or null``."""
    if said.get("type") == "array":
        return f"list of {_kind(said['items'], schemas)}"
    if said.get("additionalProperties"):
        return f"{_kind(said['additionalProperties'], schemas)}, each by its name"
    meant = schemas.get(_name(said), said)
    words = [meant.get("format") or meant.get("type", "")]
    if "enum" in meant:
        words = [" | ".join(map(str, meant["enum"]))]
    if "minimum" in meant and "maximum" in meant:
        words.append(f"{meant['minimum']} to {meant['maximum']}")
    words += ["or empty"] if any(each.get("$ref", "").endswith("/BlankEnum") for each in said.get("oneOf", ())) else []
    words += ["or null"] if said.get("nullable") else []
    words += ["only read"] if said.get("readOnly") else []
    return ", ".join(words)
