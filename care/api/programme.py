"""An exercise programme over the API: read by all who see the record, answered by the person and who helps them."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from care.models import ExerciseAnswer, ProgrammeItem
from care.programme.read import Version, programmes_of
from care.programme.write import SAID, answer, take_back
from care.programme_models import MINUTES
from care.programme_said import DAYS, DONE, KINDS
from people.access import Of
from people.models import Patient, User
from symptoms.api.door import OpensRecord
from symptoms.api.schema import REFUSED
from symptoms.api.serializers import StrictSerializer
from symptoms.api.views import ByDay, Entries
from symptoms.models.base import Recorded
from symptoms.record.days import local_day
from symptoms.record.roles import source_of
from symptoms.write.verbs import Receipt


class ItemSerializer(serializers.ModelSerializer):
    kind = serializers.ChoiceField(choices=list(KINDS))
    cells = serializers.ListField(child=serializers.CharField(), help_text="The parts it moves, as “hand.left”.")
    days = serializers.ListField(
        child=serializers.ChoiceField(choices=list(DAYS)), help_text="Of the week; none for each."
    )

    class Meta:
        model = ProgrammeItem
        fields = (
            *("id", "name", "how", "kind", "cells", "position", "sets", "repetitions", "minutes", "days"),
            *("effort", "link", "stop_if", "reason"),
        )


class VersionSerializer(serializers.Serializer):
    """One version: the one that is in force says so."""

    number = serializers.IntegerField()
    id = serializers.UUIDField(source="row.pk")
    start = serializers.DateField(source="row.start")
    review = serializers.DateField(source="row.review", allow_null=True)
    note = serializers.CharField(source="row.note")
    ended = serializers.BooleanField(source="row.ended")
    author = serializers.CharField(source="row.author")
    made_at = serializers.DateTimeField(source="row.made_at")
    in_force = serializers.SerializerMethodField()
    items = ItemSerializer(many=True)

    def get_in_force(self, version: Version) -> bool:
        return version is self.context["now"]


class ProgrammeView(OpensRecord, APIView):
    """The versions of the exercise programme, the newest first."""

    @extend_schema(
        responses={200: VersionSerializer(many=True)} | REFUSED["GET"],
        examples=[
            OpenApiExample(
                "A programme",
                value=[
                    {
                        "number": 1,
                        "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
                        "start": "2026-03-02",
                        "review": "2026-04-13",
                        "note": "",
                        "ended": False,
                        "author": "Thea",
                        "made_at": "2026-03-02T09:00:00Z",
                        "in_force": True,
                        "items": [
                            {
                                "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
                                "name": "Ankle stretch",
                                "how": "Pull the foot up slowly.",
                                "kind": "stretch",
                                "cells": ["foot.left"],
                                "position": "Sitting",
                                "sets": 2,
                                "repetitions": 5,
                                "minutes": None,
                                "days": [],
                                "effort": 4,
                                "link": "",
                                "stop_if": "It hurts.",
                                "reason": "",
                            }
                        ],
                    }
                ],
                response_only=True,
            )
        ],
    )
    def get(self, request: Request, **path: Any) -> Response:
        programmes = programmes_of(self.record.patient)
        now = programmes.on(local_day(self.record.patient, timezone.now()))
        shown = VersionSerializer(reversed(programmes.versions), many=True, context={"now": now})
        return Response(shown.data)


class ExerciseAnswerSerializer(StrictSerializer):
    """What is said of one exercise of one day, with what its author said of it before."""

    id = serializers.UUIDField(required=False, help_text="Made by the client: the same id twice is one answer.")
    author: Any = serializers.StringRelatedField()
    source: Any = serializers.ChoiceField(choices=Recorded._meta.get_field("source").choices or [], read_only=True)
    made_at = serializers.DateTimeField(read_only=True)
    status = serializers.ChoiceField(choices=Recorded.Status.choices, read_only=True)
    item = serializers.UUIDField(source="item_id", help_text="Of the programme that is in force on that day.")
    day = serializers.DateField()
    done = serializers.ChoiceField(choices=list(DONE), required=False)
    minutes = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=MINUTES)
    effort = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=10)
    could_talk = serializers.BooleanField(required=False, allow_null=True)
    tired = serializers.BooleanField(required=False, allow_null=True, help_text="Still so 30 minutes after.")
    sore = serializers.BooleanField(required=False, allow_null=True, help_text="The next day; not said before it.")
    breathless = serializers.BooleanField(required=False, help_text="Stopped: breathless at rest, or chest pain.")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        said = {name: given[name] for name in SAID if name in given}
        return {"item": given["item_id"], "day": given["day"], "said": said} | (
            {"id": given["id"]} if "id" in given else {}
        )


class ExerciseAnswers(Entries):
    """What the person and who helps them said of each exercise, the latest day first."""

    queryset = ExerciseAnswer.objects.select_related("author").order_by("-day", "item", "source", "made_at")
    serializer_class = ExerciseAnswerSerializer
    filterset_class = ByDay
    writes_of = Of.ASKED
    told = gettext_lazy("This is asked of the person and who helps them.")

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset() if hasattr(self, "record") else ExerciseAnswer.objects.none()

    def by(self) -> dict[str, Any]:
        return super().by() | {"source": source_of(self.record)}

    @staticmethod
    def write(patient: Patient, item: Any, **how: Any) -> Receipt:
        how.pop("supersedes", None)  # one stands for each exercise and day: what is said of it takes the place
        row = get_object_or_404(ProgrammeItem.objects.select_related("programme"), pk=item, programme__patient=patient)
        return answer(patient, row, how.pop("day"), how.pop("said"), **how)

    @staticmethod
    def take_back(row: Any, by: User) -> None:
        take_back(row, by=by)
