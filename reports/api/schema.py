"""The bodies of the API that are made of the report: its frozen dataclasses as OpenAPI components, as ``plain`` writes
them. A field that is added to the report is described by that alone."""

import datetime as dt
import inspect
import re
from dataclasses import fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent
from drf_spectacular.utils import Direction, inline_serializer
from rest_framework import serializers

from care.answers import OPEN
from care.models import SignAnswer
from clinical.changes import Compared
from clinical.compare import Comparison, Read
from clinical.history import Span
from clinical.life import Stand
from clinical.opm import Confirmed
from clinical.plain import Json
from clinical.report import Check, Report
from clinical.signs import Flag
from clinical.spread import Kind
from clinical.trends import State
from clinical.vocabulary import CELL_NAMES, Cell
from reports.sheet.function import Comparison as FunctionOnPaper
from reports.sheet.lines import Line
from reports.sheet.said import Block, PrintedSummary
from reports.sheet.trend import Answer
from reports.sheet.trend import Trend as Shown

# Where the name in the code would be taken for another body of the API.
NAMES: dict[type, str] = {
    Answer: "TrendAnswer",
    Block: "SummaryBlock",
    Check: "ReportCheck",
    Compared: "ComparedChecks",
    Flag: "ReportFlag",
    FunctionOnPaper: "SummaryFunction",
    Line: "SummaryLine",
    Shown: "SummaryTrend",
    Kind: "SpreadKind",
    Read: "ComparedReading",
    Span: "ReportSpan",
    State: "TrendState",
}
PLAIN: dict[type, Json] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    dt.date: {"type": "string", "format": "date"},
}
NULL: Json = {"enum": [None]}

Figure = inline_serializer(
    "Figure",
    {
        "data": serializers.ListField(child=serializers.DictField(), help_text="The traces of Plotly."),
        "layout": serializers.DictField(help_text="The layout of Plotly."),
        "config": serializers.DictField(help_text="The config of Plotly: names of days and months in the language."),
    },
)


class ReportSchema(OpenApiSerializerExtension):
    target_class: type = Report

    def get_name(self, auto_schema: AutoSchema, direction: Direction) -> str:
        return self.target_class.__name__

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> Json:
        return _object(self.target_class, auto_schema.registry)


class ComparisonSchema(ReportSchema):
    target_class = Comparison


class SummarySchema(ReportSchema):
    target_class = PrintedSummary


def _object(kind: Any, registry: ComponentRegistry) -> Json:
    hints = get_type_hints(kind)
    said = {field.name: _schema(hints[field.name], registry) for field in fields(kind)} | _joined(kind, registry)
    return {"type": "object", "description": _described(kind), "properties": said, "required": sorted(said)}


def _joined(kind: type, registry: ComponentRegistry) -> Json:
    """What ``Summary.json`` adds to what was computed."""
    if kind is Report:
        return {
            "current": PLAIN[bool] | {"description": "False while an entry is not in it yet."},
            "opm_confirmed": _schema(Confirmed | None, registry),
        }
    if kind is Flag:
        states = [OPEN, *SignAnswer.Action.values]
        stands = [*map(str, Stand)]
        return {
            "state": _component("FlagState", {"type": "string", "enum": states}, registry),
            "stand": _component("FlagStand", {"type": "string", "enum": stands}, registry),
        }
    return {}


def _described(kind: type) -> str:
    """The docstring in one paragraph, for who reads JSON."""
    told = " ".join((inspect.getdoc(kind) or "").split())
    return re.sub(r"``(.+?)``", r"“\1”", told).replace("None", "null")


def _schema(kind: Any, registry: ComponentRegistry) -> Json:
    """Of one type hint. Raises ``KeyError`` for a kind that the report does not hold as yet."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (known,) = (each for each in arguments if each is not NoneType)
        return _or_null(_schema(known, registry))
    if origin is tuple:
        each, _more = arguments
        return {"type": "array", "items": _schema(each, registry)}
    if origin is dict:
        key, value = arguments
        return _by_name(key, _schema(value, registry))
    if kind is Cell:
        return _component("Cell", {"type": "string", "enum": list(CELL_NAMES)}, registry)
    name = NAMES.get(kind, kind.__name__)
    if issubclass(kind, StrEnum):
        return _component(name, {"type": "string", "enum": [*map(str, kind)]}, registry)
    if is_dataclass(kind):
        return _component(name, _object(kind, registry), registry)
    return dict(PLAIN[kind])


def _by_name(key: Any, each: Json) -> Json:
    """Names that are known are listed."""
    if not issubclass(key, StrEnum):
        return {"type": "object", "additionalProperties": each}
    names = [*map(str, key)]
    return {"type": "object", "properties": dict.fromkeys(names, each), "required": names}


def _or_null(schema: Json) -> Json:
    if "$ref" in schema:
        return {"oneOf": [schema, NULL], "nullable": True}
    return schema | {"nullable": True}


def _component(name: str, schema: Json, registry: ComponentRegistry) -> Json:
    component = ResolvedComponent(name, ResolvedComponent.SCHEMA, schema, object=name)
    registry.register_on_missing(component)
    ref: Json = component.ref
    return ref
