"""What was raised about a person, and what the care team did about it."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from care.answers import Life, answer_sign, answers_shown, check_shown, lives_of, undo
from care.api.serializers import AnswerGivenSerializer, FlagsSerializer, SignAnswerSerializer
from clinical.life import in_order, stand
from clinical.need import Facts
from clinical.plain import plain
from clinical.rules import NOT_ASKED
from people.access import Of
from symptoms.api.door import OpensRecord, not_yet, user_of
from symptoms.api.schema import REFUSED
from symptoms.api.serializers import NotYetSerializer
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.read.private import rules_hidden
from symptoms.wording import NOBODY_TOLD


class Flags(OpensRecord):
    """What was raised by the entries, from the stored report."""

    writes_of = Of.TEAM
    told = gettext_lazy("Only the care team can say what was done about this.")

    @extend_schema(responses={200: FlagsSerializer, 202: NotYetSerializer} | REFUSED["GET"])
    def get(self, request: Request, **path: Any) -> Response:
        report = Report.objects.filter(patient=self.record.patient).first()
        if report is None:
            return not_yet()
        raised = Facts.from_json(report.facts).signs
        hidden = rules_hidden(self.record, user_of(request))({sign.rule for sign in raised})
        signs = [sign for sign in raised if sign.rule not in hidden]
        lives = lives_of(self.record.patient, signs, report.as_of)
        told = in_order(((sign, lives[sign.rule, sign.since].state) for sign in signs), report.as_of)
        return Response(
            {
                "as_of": report.as_of,
                "current": maker.is_current(self.record.patient, report),
                "note": NOBODY_TOLD,
                "not_asked": NOT_ASKED,
                "flags": [
                    plain(sign)
                    | {"state": state, "stand": str(stand(sign, state, report.as_of, life.reason))}
                    | {"answers": self._given(life)}
                    for sign, state in told
                    for life in [lives[sign.rule, sign.since]]
                ],
            }
        )

    def _given(self, life: Life) -> Any:
        """What the team wrote for itself is for the team."""
        return AnswerGivenSerializer(life.history, many=True).data if self.record.for_clinician else None

    @extend_schema(
        request=SignAnswerSerializer,
        responses={201: SignAnswerSerializer, 200: SignAnswerSerializer} | REFUSED["POST"],
    )
    def post(self, request: Request, **path: Any) -> Response:
        """Say what the care team did with a flag; the last word on an episode counts."""
        serializer = SignAnswerSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        now = timezone.now()
        said = serializer.validated_data
        check_shown(self.record, user_of(request), said["rule"], said["since"])
        answer = answer_sign(self.record.patient, **said, by=user_of(request), now=now)
        status = 201 if answer.at == now else 200
        return Response(SignAnswerSerializer(answer).data, status=status)


class FlagAnswer(OpensRecord):
    """One answer of the care team to a flag."""

    writes_of = Of.TEAM
    told = gettext_lazy("Only the care team can say what was done about this.")

    @extend_schema(request=None, responses={204: None} | REFUSED["DELETE"])
    def delete(self, request: Request, **path: Any) -> Response:
        """Undo it: it counts no more, stays in the history, and the answer before it counts again. Twice is once."""
        answer = get_object_or_404(answers_shown(self.record, user_of(request)), pk=path["answer_id"])
        undo(answer, by=user_of(request), now=timezone.now())
        return Response(status=204)
