"""Who may be opened, and what was raised about them."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from clinical.need import Facts
from clinical.plain import plain, read
from people.access import Verb, open_record
from people.models import Patient
from symptoms import derive, services
from symptoms.api import serializers
from symptoms.api.body import Pages
from symptoms.api.door import OpensRecord, not_yet, user_of
from symptoms.api.schema import REFUSED, RecordSchema
from symptoms.models import Report
from symptoms.sign_answers import states_of
from symptoms.wording import NOBODY_TOLD


class Patients(ListModelMixin, GenericViewSet):
    """The people whose record one may open."""

    queryset = Patient.objects.none()
    serializer_class = serializers.PatientNameSerializer
    schema = RecordSchema()
    pagination_class = Pages
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[Patient]:
        return Patient.objects.visible_to(user_of(self.request)).select_related("clinic").order_by("reference", "pk")

    @extend_schema(responses={200: serializers.PatientSerializer} | REFUSED["GET"])
    def retrieve(self, request: Request, pk: uuid.UUID) -> Response:
        record = open_record(user_of(request), pk, Verb.VIEW)
        return Response(serializers.PatientSerializer(record.patient).data)


class Flags(OpensRecord):
    """What was raised by the entries, from the stored report."""

    @extend_schema(responses={200: serializers.FlagsSerializer, 202: serializers.NotYetSerializer} | REFUSED["GET"])
    def get(self, request: Request, **path: Any) -> Response:
        report = Report.objects.filter(patient=self.record.patient).first()
        if report is None:
            return not_yet()
        signs = read(Facts, report.facts).signs
        states = states_of(self.record.patient, signs, report.as_of)
        return Response(
            {
                "as_of": report.as_of,
                "current": derive.is_current(self.record.patient, report),
                "note": NOBODY_TOLD,
                "flags": [plain(sign) | {"state": states[sign.rule, sign.since]} for sign in signs],
            }
        )

    @extend_schema(
        request=serializers.FlagResponseSerializer,
        responses={201: serializers.FlagResponseSerializer} | REFUSED["POST"],
    )
    def post(self, request: Request, **path: Any) -> Response:
        """Say what the care team did with a flag; the last word on an episode counts."""
        if not self.record.for_clinician:
            raise PermissionDenied(_("Only the care team can say what was done about this."))
        serializer = serializers.FlagResponseSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        response = services.respond_to_flag(
            self.record.patient, **serializer.validated_data, by=user_of(request), now=timezone.now()
        )
        return Response(serializers.FlagResponseSerializer(response).data, status=201)
