"""What is said before a visit, over the API: as on the pages, by the person and who helps them, read by all."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from care.before.read import answers_for
from care.before.shown import talked_of
from care.before.write import mark_talked, say, take_back
from care.before_said import OF_THE_HELPER, OF_THE_PERSON, QUESTIONS, WORDS, Said
from care.models import VisitAnswer
from people.access import Of
from people.models import Patient, User
from symptoms.api.door import user_of
from symptoms.api.fields import SAID
from symptoms.api.schema import REFUSED
from symptoms.api.serializers import StrictSerializer
from symptoms.api.views import Entries
from symptoms.models.base import Recorded
from symptoms.record.roles import source_of
from symptoms.write.verbs import Receipt

NOT_THEIRS = gettext_lazy("These questions are for the person and who helps them.")
TALKED = gettext_lazy("Only the care team can say what was talked about.")

ASKED = tuple(dict.fromkeys((*OF_THE_PERSON, *OF_THE_HELPER)))
CODES = "; ".join(f"{name}: {', '.join(QUESTIONS[name].answers)}" for name in ASKED)


class TalkedSerializer(serializers.Serializer):
    """Who said that it was talked about, and when."""

    press = serializers.UUIDField()
    by: Any = serializers.StringRelatedField()
    at = serializers.DateTimeField()


class PressSerializer(StrictSerializer):
    press = serializers.UUIDField(
        required=False, help_text="Made by whoever sends it: sent again it is the same press."
    )


class BeforeVisitSerializer(StrictSerializer):
    """One answer to one question before the coming visit, in place of what its author answered before."""

    id = serializers.UUIDField(required=False, help_text="Made by the client: the same id twice is one answer.")
    author: Any = serializers.StringRelatedField()
    source: Any = serializers.ChoiceField(choices=Recorded._meta.get_field("source").choices or [], read_only=True)
    made_at = serializers.DateTimeField(read_only=True)
    status = serializers.ChoiceField(choices=Recorded.Status.choices, read_only=True)
    visit_day = serializers.DateField(read_only=True, help_text="The day of the visit that was coming.")
    question = serializers.ChoiceField(choices=ASKED)
    answer = serializers.ListField(
        child=serializers.CharField(max_length=20, validators=[SAID]),
        required=False,
        max_length=20,
        help_text=f"Codes of {CODES}.",
    )
    words = serializers.CharField(required=False, allow_blank=True, max_length=WORDS, help_text="Own ones.")
    shown_to = serializers.ChoiceField(
        choices=VisitAnswer.ShownTo.choices,
        required=False,
        allow_blank=True,
        help_text="Of “behaviour”: with whom it is shared; blank for nobody.",
    )
    talked = TalkedSerializer(read_only=True, allow_null=True, help_text="Null: not talked about yet.")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        said = Said(
            given["question"],
            tuple(given.get("answer", ())),
            given.get("words", "").strip(),
            given.get("shown_to", ""),
        )
        return {"said": said} | ({"id": given["id"]} if "id" in given else {})

    def to_representation(self, row: Any) -> dict[str, Any]:
        talked = talked_of(row)
        return {
            "id": str(row.pk),
            "author": str(row.author),
            "source": row.source,
            "made_at": self.fields["made_at"].to_representation(row.made_at),
            "status": row.status,
            "visit_day": row.visit_day.isoformat(),
            "question": row.question,
            "answer": row.answer.split(),
            "words": row.words,
            "shown_to": row.shown_to,
            "talked": TalkedSerializer(talked).data if talked else None,
        }


class BeforeVisits(Entries):
    """What the person and who helps them said before visits, of all visits, the latest first: what is shown to whoever
    asks. Where the team talked about it stands with it."""

    queryset = VisitAnswer.objects.all()
    serializer_class = BeforeVisitSerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.writes_of, self.told = (Of.TEAM, TALKED) if self.action == "talked" else (Of.ASKED, NOT_THEIRS)
        super().initial(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        if not hasattr(self, "record"):  # the schema asks
            return VisitAnswer.objects.none()
        rows = answers_for(self.record, user_of(self.request)).order_by("-visit_day", "source", "author", "question")
        return rows.filter(status=Recorded.Status.STANDING) if self.action == "list" else rows

    def by(self) -> dict[str, Any]:
        return super().by() | {"source": source_of(self.record)}

    @staticmethod
    def write(patient: Patient, said: Said, **how: Any) -> Receipt:
        how.pop("supersedes", None)  # one stands for each question: what is said of it takes the place
        return say(patient, said, **how)

    @staticmethod
    def take_back(row: Any, by: User) -> None:
        take_back(row, by=by, now=timezone.now())

    @extend_schema(
        methods=["POST"],
        request=PressSerializer,
        responses={200: BeforeVisitSerializer} | {k: v for k, v in REFUSED["POST"].items() if k != 201},
    )
    @extend_schema(methods=["DELETE"], request=None, responses={204: None} | REFUSED["DELETE"])
    @action(detail=True, methods=["post", "delete"])
    def talked(self, request: Request, **path: Any) -> Response:
        """Say that an answer was talked about; DELETE: that it was not after all. Twice is once."""
        row, now = self.get_object(), timezone.now()
        if request.method == "DELETE":
            mark_talked(row, done=False, by=user_of(request), now=now)
            return Response(status=204)
        sent = PressSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        mark_talked(row, done=True, by=user_of(request), now=now, press=sent.validated_data.get("press"))
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)
