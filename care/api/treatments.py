"""What is said of a treatment on a day, over the API."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from care.models import TreatmentDay
from care.treatments.read import standing_by_first
from care.treatments.write import SAID, may_be_said, say_of_day, take_back
from clinical.courses import COUNTS, TROUBLES
from people.models import Patient, User
from symptoms.api.serializers import RecordSerializer
from symptoms.api.views import ByDay, Entries
from symptoms.models import Treatment
from symptoms.wording.courses import NOT_TAKEN
from symptoms.write.verbs import Receipt


class TreatmentDaySerializer(RecordSerializer):
    """What one author says of one treatment on one day, whole: it takes the place of what they said of that day
    before. The hours of a breathing machine are a measurement (“niv_hours”)."""

    treatment = serializers.UUIDField(help_text="The id of the treatment, of one that was corrected too.")
    day = serializers.DateField(help_text="The local day of the patient.")
    time_zone = serializers.CharField(read_only=True)
    taken = serializers.BooleanField(required=False, allow_null=True, help_text="Of a medicine.")
    why_not = serializers.ChoiceField(
        choices=[*NOT_TAKEN.items()], required=False, allow_blank=True, help_text="Why it was not taken."
    )
    troubles = serializers.ListField(
        child=serializers.ChoiceField(choices=TROUBLES), required=False, help_text="What was hard, of its kind."
    )
    words = serializers.CharField(required=False, allow_blank=True, max_length=200, help_text="Own ones.")

    def get_fields(self) -> dict[str, Any]:
        counts = {
            name: serializers.IntegerField(
                required=False, allow_null=True, min_value=count.low, max_value=count.high, help_text=count.unit
            )
            for name, count in COUNTS.items()
        }
        return super().get_fields() | counts

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        said = super().validate(said)
        row = Treatment.objects.filter(patient=self.context["record"].patient, pk=said["treatment"]).first()
        if row is None:
            raise ValidationError({"treatment": _("There is no such treatment of this person.")})
        given = {name: said.pop(name) for name in SAID if name in said}
        if not any(value not in (None, "", []) for value in given.values()):
            raise ValidationError(_("Nothing was filled in, so nothing was saved."))
        whole = dict.fromkeys(may_be_said(row.kind)) | given
        return said | {"treatment": row, "said": whole}

    def to_representation(self, row: Any) -> dict[str, Any]:
        stands = self.context["stands"].get(row.treatment_id, row.treatment_id)
        return {
            "id": str(row.pk),
            "source": row.source,
            "author": str(row.author),
            "made_at": self.fields["made_at"].to_representation(row.made_at),
            "status": row.status,
            "treatment": str(stands),
            "day": row.day.isoformat(),
            "time_zone": row.time_zone,
            **{name: getattr(row, name) for name in SAID},
            "troubles": row.troubles.split(),
        }


class TreatmentDays(Entries):
    """What was said of treatments day by day, the last day first. Never that one of them worked."""

    queryset = TreatmentDay.objects.select_related("author").order_by("-day", "-made_at", "pk")
    serializer_class = TreatmentDaySerializer
    filterset_class = ByDay

    def get_serializer_context(self) -> dict[str, Any]:
        record = getattr(self, "record", None)
        stands = standing_by_first([record.patient]) if record and self.request.method != "OPTIONS" else {}
        return super().get_serializer_context() | {"stands": stands}

    @staticmethod
    def write(patient: Patient, treatment: Treatment, day: Any, said: dict[str, Any], **how: Any) -> Receipt:
        how.pop("supersedes", None)  # one stands for each treatment, day and author
        return say_of_day(treatment, day, said, **how)

    @staticmethod
    def take_back(row: Any, by: User) -> None:
        take_back(row, by=by)
