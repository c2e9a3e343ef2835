"""A record as a bundle of FHIR, for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from exchange.fhir.reader import reader_of
from exchange.fhir.write import MEDIA_TYPE, bundle_of
from people import replica
from people.access import Verb
from symptoms.api.door import OpensRecord, user_of
from symptoms.api.schema import REFUSED

Entry = inline_serializer(
    "FhirEntry",
    {
        "fullUrl": serializers.CharField(help_text="How the others refer to it."),
        "resource": serializers.DictField(help_text="A resource, as FHIR R4 describes it."),
    },
    many=True,
)
Bundle = inline_serializer(
    "FhirBundle",
    {
        "resourceType": serializers.ChoiceField(choices=["Bundle"]),
        "id": serializers.UUIDField(),
        "type": serializers.ChoiceField(choices=["collection"]),
        "entry": Entry,
    },
)


class FhirRenderer(JSONRenderer):
    """What is JSON already is sent as it is."""

    media_type = MEDIA_TYPE
    format = "fhir"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        return data.encode() if isinstance(data, str) else super().render(data, *args, **kwargs)


class PlainRenderer(FhirRenderer):
    """For who asks for JSON of any kind."""

    media_type = "application/json"
    format = "json"


class BundleView(OpensRecord):
    """The record as a Bundle of FHIR R4, without what whoever asks is not shown. The same record is the same bytes.
    Codes of our own are marked as local, and published in it."""

    renderer_classes = (FhirRenderer, PlainRenderer)
    reads = Verb.EXPORT
    asks_too = ("format",)  # which of the renderers: REST framework looks at it

    @extend_schema(responses={(200, MEDIA_TYPE): Bundle} | REFUSED["GET"])
    def get(self, request: Request, **path: Any) -> Response:
        patient, reader = self.record.patient, reader_of(self.record, user_of(request))
        text = replica.read(lambda: bundle_of(patient, reader))
        return Response(text, content_type=MEDIA_TYPE)
