"""What is due of a record, and what the team answered to it, in and out: for the care team alone."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from care.api.serializers import SignUndoSerializer
from care.due.shown import Line, due_lines
from care.due.write import answer_due, take_back
from care.models import DueAnswer
from clinical.due import RULES, State, Task, Why
from people.access import Of
from symptoms.api.door import OpensRecord, not_yet, user_of
from symptoms.api.schema import REFUSED
from symptoms.api.serializers import NotYetSerializer, StrictSerializer
from symptoms.record.days import local_day

EXAMPLE = "1f0e6f1c-6a0c-4a0e-9f0e-0d9b4a3c2b1a"
ANSWERS = [choice for choice in DueAnswer.Action.choices if choice[0] != DueAnswer.Action.TAKEN_BACK]


class DueAnswerSerializer(StrictSerializer):
    """What the team answered to something that is looked at again."""

    id = serializers.UUIDField(required=False, help_text="Made by whoever sends it: sent again it is the same answer.")
    task = serializers.ChoiceField(choices=[*map(str, Task)])
    action = serializers.ChoiceField(choices=ANSWERS)
    on = serializers.DateField(required=False, allow_null=True, help_text="The day on which it was done; for “done”.")
    until = serializers.DateField(
        required=False,
        allow_null=True,
        help_text="Ask again on this day: needed for “not_now”, if you like for “declined”.",
    )
    by: Any = serializers.StringRelatedField()
    at = serializers.DateTimeField(read_only=True)
    undone = SignUndoSerializer(read_only=True, allow_null=True)


class AskedSerializer(serializers.Serializer):
    why = serializers.ChoiceField(choices=[*map(str, Why)])
    day = serializers.DateField(help_text="The first day on which the record says so.")


class DueLineSerializer(serializers.Serializer):
    """One thing that is looked at again."""

    task = serializers.ChoiceField(choices=[*map(str, Task)])
    state = serializers.ChoiceField(choices=[*map(str, State)])
    since = serializers.DateField(allow_null=True, help_text="From when on it is asked for; it may be to come.")
    last = serializers.DateField(allow_null=True, help_text="The last day on which it was done.")
    every_months = serializers.IntegerField(allow_null=True, help_text="Null: it has no interval.")
    mark = serializers.CharField(help_text="Of the interval or of what asks for it: T, A guideline; P our own rule.")
    asked = AskedSerializer(many=True)
    answers = DueAnswerSerializer(many=True, help_text="The last first.")


class DueListSerializer(serializers.Serializer):
    on = serializers.DateField(help_text="The day of which it is said.")
    due = DueLineSerializer(many=True, help_text="What is due first.")


class DueList(OpensRecord):
    """What a clinic looks at again, of one record."""

    reads_of = writes_of = Of.TEAM
    told = gettext_lazy("Only the care team can say what was done about this.")

    @extend_schema(responses={200: DueListSerializer, 202: NotYetSerializer} | REFUSED["GET"])
    def get(self, request: Request, **path: Any) -> Response:
        today = local_day(self.record.patient, timezone.now())
        lines = due_lines(self.record, today)
        if lines is None:
            return not_yet()
        return Response(DueListSerializer({"on": today, "due": [_told(line) for line in lines]}).data)

    @extend_schema(
        request=DueAnswerSerializer,
        examples=[
            OpenApiExample(name, {"id": EXAMPLE, **said}, request_only=True)
            for name, said in (
                ("Done", {"task": "breathing_test", "action": "done", "on": "2026-03-02"}),
                ("Not now", {"task": "planning", "action": "not_now", "until": "2026-06-01"}),
                ("The person does not want it", {"task": "voice", "action": "declined"}),
            )
        ],
        responses={201: DueAnswerSerializer, 200: DueAnswerSerializer} | REFUSED["POST"],
    )
    def post(self, request: Request, **path: Any) -> Response:
        """Say that it was done, that the person does not want it, or that it is not for now."""
        sent = DueAnswerSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        said, now = sent.validated_data, timezone.now()
        answer = answer_due(self.record.patient, **said, by=user_of(request), now=now)
        return Response(DueAnswerSerializer(answer).data, status=201 if answer.at == now else 200)


class DueAnswerGiven(OpensRecord):
    """One answer of the care team to something that is looked at again."""

    writes_of = Of.TEAM
    told = gettext_lazy("Only the care team can say what was done about this.")

    @extend_schema(request=None, responses={204: None} | REFUSED["DELETE"])
    def delete(self, request: Request, **path: Any) -> Response:
        """Take it back: it counts no more, stays in the history, and the answer before it counts again. Twice is
        once."""
        answer = get_object_or_404(DueAnswer, patient=self.record.patient, pk=path["due_id"], of=None)
        take_back(answer, by=user_of(request), now=timezone.now())
        return Response(status=204)


def _told(line: Line) -> dict[str, Any]:
    rule = RULES[line.task]
    return {
        "task": line.task,
        "state": line.due.state,
        "since": line.due.since,
        "last": line.due.last,
        "every_months": rule.every,
        "mark": rule.mark,
        "asked": [{"why": asked.why, "day": asked.day} for asked in line.due.whys],
        "answers": line.answers,
    }
