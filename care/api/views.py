"""What was raised about a person, and what the care team did about it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from care.answers import answer_sign, states_of
from care.api.serializers import FlagsSerializer, SignAnswerSerializer
from clinical.life import in_order, stand
from clinical.need import Facts
from clinical.plain import plain
from clinical.rules import NOT_ASKED
from symptoms.api.door import OpensRecord, not_yet, user_of
from symptoms.api.schema import REFUSED
from symptoms.api.serializers import NotYetSerializer
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.read.private import rules_hidden
from symptoms.wording import NOBODY_TOLD


class Flags(OpensRecord):
    """What was raised by the entries, from the stored report."""

    @extend_schema(responses={200: FlagsSerializer, 202: NotYetSerializer} | REFUSED["GET"])
    def get(self, request: Request, **path: Any) -> Response:
        report = Report.objects.filter(patient=self.record.patient).first()
        if report is None:
            return not_yet()
        raised = Facts.from_json(report.facts).signs
        hidden = rules_hidden(self.record, user_of(request))({sign.rule for sign in raised})
        signs = [sign for sign in raised if sign.rule not in hidden]
        states = states_of(self.record.patient, signs, report.as_of)
        told = in_order(((sign, states[sign.rule, sign.since]) for sign in signs), report.as_of)
        return Response(
            {
                "as_of": report.as_of,
                "current": maker.is_current(self.record.patient, report),
                "note": NOBODY_TOLD,
                "not_asked": NOT_ASKED,
                "flags": [
                    plain(sign) | {"state": state, "stand": str(stand(sign, state, report.as_of))}
                    for sign, state in told
                ],
            }
        )

    @extend_schema(
        request=SignAnswerSerializer,
        responses={201: SignAnswerSerializer} | REFUSED["POST"],
    )
    def post(self, request: Request, **path: Any) -> Response:
        """Say what the care team did with a flag; the last word on an episode counts."""
        if not self.record.for_clinician:
            raise PermissionDenied(_("Only the care team can say what was done about this."))
        serializer = SignAnswerSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        response = answer_sign(
            self.record.patient, **serializer.validated_data, by=user_of(request), now=timezone.now()
        )
        return Response(SignAnswerSerializer(response).data, status=201)
