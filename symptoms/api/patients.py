"""Who may be opened."""

import uuid
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from people import audit
from people.access import Verb, open_record
from people.models import Patient
from symptoms.api import serializers
from symptoms.api.asked import check_asked
from symptoms.api.body import Pages
from symptoms.api.door import user_of
from symptoms.api.schema import REFUSED, RecordSchema


class Patients(ListModelMixin, GenericViewSet):
    """The people whose record one may open."""

    queryset = Patient.objects.none()
    serializer_class = serializers.PatientNameSerializer
    schema = RecordSchema()
    pagination_class = Pages
    lookup_value_converter = "uuid"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_asked(request, self)

    def get_queryset(self) -> QuerySet[Patient]:
        return Patient.objects.visible_to(user_of(self.request)).select_related("clinic").order_by("reference", "pk")

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        audit.record("list", user=user_of(request))
        return super().list(request, *args, **kwargs)

    @extend_schema(responses={200: serializers.PatientSerializer} | REFUSED["GET"])
    def retrieve(self, request: Request, pk: uuid.UUID) -> Response:
        record = open_record(user_of(request), pk, Verb.VIEW)
        return Response(serializers.PatientSerializer(record.patient).data)
