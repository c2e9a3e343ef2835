"""Visits over the API: for the care team alone, as on the pages."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from care.models import Visit
from care.visits.read import numbers_of, said_of, whole
from care.visits.said import MEASURES, NO_DIAGNOSIS, Line, Said
from care.visits.write import record_visit, retract_visit
from care.wording import DIAGNOSES, FOUND, MODES
from clinical.opm import MOTOR, ONSETS, PROPAGATIONS, BodyRegion
from clinical.strength import MRC, MUSCLES
from clinical.vocabulary import Side
from people.access import Of
from people.models import Patient, User
from symptoms.api.fields import SAID, ConfirmField, SectionField
from symptoms.api.serializers import StrictSerializer
from symptoms.api.views import ByDay, Entries
from symptoms.models.base import Recorded
from symptoms.write.verbs import Receipt


class GradeSerializer(StrictSerializer):
    """One grade of strength: examiner and day are the visit's."""

    muscle = serializers.CharField(
        max_length=60, validators=[SAID], help_text=f"One of {', '.join(MUSCLES)}, or words for another."
    )
    side = serializers.ChoiceField(
        choices=[str(side) for side in Side], allow_null=True, help_text="Null for those of the neck alone."
    )
    grade = serializers.ChoiceField(choices=list(MRC), help_text="A code of the MRC scale.")

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        muscle = MUSCLES.get(said["muscle"])
        if (muscle is not None and None in muscle.sides) != (said["side"] is None):
            raise ValidationError({"side": _("Right or left is needed; of the neck, neither.")})
        return said


class SignsSerializer(StrictSerializer):
    """Motor neuron signs of one body region; null where it was not examined."""

    region = serializers.ChoiceField(choices=[str(region) for region in BodyRegion])
    upper = serializers.ChoiceField(choices=list(FOUND), allow_null=True, required=False)
    lower = serializers.ChoiceField(choices=list(FOUND), allow_null=True, required=False)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        if not (said.get("upper") or said.get("lower")):
            raise ValidationError(_("Leave a region out that was not examined."))
        return said


class LineSerializer(StrictSerializer):
    """The OPM line as it is confirmed; ``motor`` null where nobody examined for it."""

    onset = serializers.ChoiceField(choices=ONSETS)
    propagation = serializers.ChoiceField(choices=PROPAGATIONS)
    months = serializers.IntegerField(min_value=0, max_value=600, required=False, allow_null=True)
    motor = serializers.ChoiceField(choices=MOTOR, required=False, allow_null=True)


class OfTheVisit(SectionField):
    """The score or the measurements, from the entry that holds them."""

    def __init__(self, section: str, names: tuple[str, ...] = (), **options: Any) -> None:
        super().__init__(section, **options)
        if names:
            self.names = {label: name for label, name in self.names.items() if name in names}

    def get_attribute(self, visit: Any) -> Any:
        check, measured = visit.numbers
        entry: Any = check if self.section == "function" else measured
        if entry is None:
            raise serializers.SkipField
        return super().get_attribute(entry)


class VisitSerializer(StrictSerializer):
    """A visit with all that belongs to it. It is said whole: what a correction leaves out is taken back."""

    id = serializers.UUIDField(required=False, help_text="Made by the client: the same id twice is one visit.")
    author: Any = serializers.StringRelatedField()
    made_at = serializers.DateTimeField(read_only=True)
    status = serializers.ChoiceField(choices=Recorded.Status.choices, read_only=True)
    day = serializers.DateField(help_text="The local day of the patient.")
    mode = serializers.ChoiceField(choices=list(MODES), required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    next_visit = serializers.DateField(required=False, allow_null=True)
    diagnosis = serializers.ChoiceField(choices=list(DIAGNOSES), required=False, allow_null=True)
    diagnosis_date = serializers.DateField(required=False, allow_null=True)
    function = OfTheVisit(
        "function",
        help_text="The score of the clinic: items 0 to 4, 4 = as before ALS; “total_given” where only that is known.",
    )
    measurement = OfTheVisit("measurement", MEASURES)
    strength = GradeSerializer(many=True, required=False)
    signs = SignsSerializer(many=True, required=False)
    opm = LineSerializer(required=False, allow_null=True)
    confirm = ConfirmField()

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        strength = {(row["muscle"], row["side"] or ""): row["grade"] for row in given.get("strength", ())}
        signs = {row["region"]: (row.get("upper") or "", row.get("lower") or "") for row in given.get("signs", ())}
        for name, found in (("strength", strength), ("signs", signs)):
            if len(found) < len(given.get(name, ())):
                raise ValidationError({name: _("The same was said twice here.")})
        line = given.get("opm")
        texts = {name: given.get(name) or "" for name in ("mode", "note", "diagnosis")}
        said = Said(
            day=given["day"],
            **texts,
            next_visit=given.get("next_visit"),
            diagnosis_date=given.get("diagnosis_date"),
            function=_without_gaps(given.get("function", {})),
            measured=_without_gaps(given.get("measurement", {})),
            strength=strength,
            signs=signs,
            opm=Line(line["onset"], line["propagation"], line.get("months"), line.get("motor") or "") if line else None,
        )
        return {"said": said, "confirm": given.get("confirm", [])} | ({"id": given["id"]} if "id" in given else {})

    def to_representation(self, visit: Any) -> dict[str, Any]:
        visit.numbers = numbers_of(visit)
        shown: dict[str, Any] = {}
        for name, field in self.fields.items():
            if name in ("strength", "signs", "opm", "confirm"):
                continue
            try:
                value = field.get_attribute(visit)
            except serializers.SkipField:
                continue
            blank = name in ("mode", "diagnosis") and value == ""
            shown[name] = None if value is None or blank else field.to_representation(value)
        said = said_of(visit, visit.numbers)
        shown["strength"] = [
            {"muscle": muscle, "side": side or None, "grade": grade} for (muscle, side), grade in said.strength.items()
        ]
        shown["signs"] = [
            {"region": region, "upper": upper or None, "lower": lower or None}
            for region, (upper, lower) in said.signs.items()
        ]
        line = said.opm
        shown["opm"] = line and {
            "onset": line.onset,
            "propagation": line.propagation,
            "months": line.months,
            "motor": line.motor or None,
        }
        return shown


def _without_gaps(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


class Visits(Entries):
    """Visits to the clinic with their score, strength and measurements; read and written by the care team."""

    queryset = whole(Visit.objects.order_by("-day", "-made_at", "pk"))
    serializer_class = VisitSerializer
    filterset_class = ByDay
    reads_of = writes_of = Of.TEAM
    told = gettext_lazy("The visits are entered and read by the care team.")

    def said(self, instance: Recorded | None = None) -> dict[str, Any]:
        given = super().said(instance)
        if given["said"].diagnosis and not self.record.may_judge:
            raise PermissionDenied(NO_DIAGNOSIS)
        return given

    @staticmethod
    def write(patient: Patient, said: Said, *, by: User, now: dt.datetime, **more: Any) -> Receipt:
        return record_visit(patient, said, by=by, now=now, **more)

    @staticmethod
    def take_back(visit: Any, by: User) -> None:
        retract_visit(visit, by=by)
