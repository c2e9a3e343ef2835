"""What goes in and out: validated here into the very arguments that a verb of ``symptoms.write.verbs`` takes."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.utils.encoders import JSONEncoder

from clinical.vocabulary import CELL_NAMES, CHECK_IN_SECTIONS
from people.models import Membership, Patient
from symptoms.api.fields import ConfirmedSameField, ConfirmField, NotKnownField, SectionField
from symptoms.api.typed import check_typed
from symptoms.models import CellMark, Event, FunctionCheck, RememberedOnset, Treatment
from symptoms.models.base import Recorded, Source
from symptoms.models.timeline import DETAIL_CHOICES, SIDE_CHOICES
from symptoms.read.another import another_said, is_ones_own
from symptoms.wording.courses import STOP_REASONS

Role = Membership.Role
# As what a person may say something; the first is taken where nothing was said.
MAY_SAY_AS: dict[Role, tuple[str, ...]] = {
    Role.PATIENT: (Source.SELF, Source.HELPED),
    Role.CAREGIVER: (Source.CAREGIVER,),
    Role.CLINICIAN: (Source.CLINICIAN,),
}


def _nothing() -> None:
    return None


class StrictSerializer(serializers.Serializer):
    """Refuses what it does not know, rather than drop it unseen."""

    default_error_messages = {"invalid": gettext_lazy("An object was expected, {datatype} was found.")}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        unknown = set(data) - set(self.fields) if isinstance(data, Mapping) else ()
        errors: dict[str, Any] = {
            name: [_("“%(name)s” is not something that is recorded here.") % {"name": name}] for name in sorted(unknown)
        }
        try:
            values = super().to_internal_value(data)
        except ValidationError as refused:
            found: Any = refused.detail
            errors |= found
        errors |= self._mistyped(data) | self._not_taken(data) if isinstance(data, Mapping) else {}
        if errors:
            raise ValidationError(errors)
        return values

    def _not_taken(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What only the site says, unless it is what it says of the entry that stands under the address: whoever sends
        back what they were told is not refused for it. ``context["entry_there"]`` finds it."""
        sent = [name for name, field in self.fields.items() if field.read_only and name in data]
        if not sent:
            return {}
        stands = self.context.get("entry_there", _nothing)()
        told = json.loads(json.dumps(type(self)(stands, context=self.context).data, cls=JSONEncoder)) if stands else {}
        return {
            name: [_("“%(name)s” is not taken here: only the site says it.") % {"name": name}]
            for name in sent
            if name not in told or told[name] != data[name]
        }

    def _mistyped(self, data: Mapping[str, Any]) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for name, field in self.fields.items():
            if name not in data or field.read_only:
                continue
            try:
                check_typed(field, data[name])
            except ValidationError as refused:
                told[name] = refused.detail
        return told


class StrictSchema(OpenApiSerializerExtension):
    """That nothing else may be sent."""

    target_class = StrictSerializer
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        said: dict[str, Any] = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return said | {"additionalProperties": False}


class RecordSerializer(StrictSerializer):
    """What every row has. ``context["record"]`` is the opened record; ``instance`` an entry that is to be corrected."""

    id = serializers.UUIDField(required=False, help_text="Made by the client: the same id twice is one entry.")
    source = serializers.ChoiceField(  # type: ignore[assignment]
        choices=Source.choices, required=False, help_text="Who says it; left out, it follows from who is signed in."
    )
    author: Any = serializers.StringRelatedField()
    made_at = serializers.DateTimeField(read_only=True)
    status = serializers.ChoiceField(choices=Recorded.Status.choices, read_only=True)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        return said | {"source": self._kept(self.instance, said) if self.instance else self._fitting(said)}

    def _kept(self, entry: Recorded, said: dict[str, Any]) -> str:
        for name in ("source", "day", "cell"):
            if name in said and said[name] != getattr(entry, name):
                raise ValidationError(
                    {name: _("A correction keeps this as it was. Take the entry back, and write it anew.")}
                )
        return entry.source

    def _fitting(self, said: dict[str, Any]) -> str:
        allowed = MAY_SAY_AS[self.context["record"].role]
        source = said.get("source", allowed[0])
        if source not in allowed:
            found = {"given": source, "allowed": " / ".join(f"“{each}”" for each in allowed)}
            raise ValidationError({"source": _("“%(given)s” was found, %(allowed)s is allowed for you.") % found})
        return source


class DayEntrySerializer(RecordSerializer):
    """What one author says about one day."""

    day = serializers.DateField(help_text="The local day of the patient.")
    time_zone = serializers.CharField(read_only=True)
    wording = serializers.CharField(
        required=False, allow_blank=True, max_length=20, help_text="Which words were asked: “2026-11.2 de”."
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        said = super().validate(said)
        sections = [field.section for field in self.fields.values() if isinstance(field, SectionField)]
        values: dict[str, Any] = {}
        for section in sections:
            values |= said.pop(section, {})
        return said | {"values": values}


class CheckInSerializer(DayEntrySerializer):
    """What someone logged for one day. Every section may be left out, and every answer in it."""

    weakness = SectionField("weakness", help_text="Grades 4 (as before ALS) to 0 (no function).")
    fasciculation = SectionField("fasciculation", help_text="Twitches 0 (none) to 3 (nearly all the time), and cramps.")
    fatigue = SectionField("fatigue")
    asymmetry = SectionField("asymmetry", help_text="-2 left much weaker ... 0 even ... +2 right much weaker.")
    signs = SectionField("signs", help_text="Days of the past seven, unless the range says otherwise.")
    confirmed_same = ConfirmedSameField(required=False)
    not_known = NotKnownField(required=False)
    no_change = serializers.BooleanField(
        write_only=True, required=False, help_text="True: all is as it was last said; then no answer is sent with it."
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        others = sorted({*CHECK_IN_SECTIONS, "confirmed_same", "not_known"} & set(said))
        if said.get("no_change") and (others or self.instance):
            raise ValidationError({"no_change": _("Nothing else can be said together with “no change”.")})
        for section in said.get("confirmed_same", ()):
            if not any(value is not None for value in said.get(section, {}).values()):
                raise ValidationError(
                    {
                        "confirmed_same": _("“%(name)s” was confirmed, but none of its answers was sent.")
                        % {"name": section}
                    }
                )
        for cell in said.get("not_known", ()):
            if said.get("weakness", {}).get(f"weakness.{cell}") is not None:
                raise ValidationError({"not_known": {cell: _("A grade was sent for this part too.")}})
        return super().validate(said)


class AskedBackSerializer(DayEntrySerializer):
    """An entry whose values are asked back, with 409, where they can hardly be."""

    confirm = ConfirmField()
    confirmed = serializers.ListField(
        child=serializers.CharField(),
        read_only=True,
        help_text="The measures that were asked back and confirmed; an item of a function check, or a given total,"
        " was a half point in the file that it is from, rounded down.",
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        return super().validate(said) | {"confirm": said.get("confirm", [])}


class FunctionCheckSerializer(AskedBackSerializer):
    """The twelve items in our own words; any of them may be missing."""

    function = SectionField(
        "function",
        help_text="Items 0 to 4, 4 = as before ALS. Not a validated scale. “total_given” is a total as a clinic gave"
        " it, by a clinician alone: nothing is worked out of it.",
    )
    mode = serializers.ChoiceField(choices=FunctionCheck.Mode.choices, required=False)


class MeasurementSerializer(AskedBackSerializer):
    """What was measured with a device, at home or in the clinic."""

    measurement = SectionField("measurement")


class SpanSerializer(RecordSerializer):
    """From a day to a day; ``last`` names the last one."""

    last: str
    label = serializers.CharField(required=False, allow_blank=True, max_length=100)  # type: ignore[assignment]
    start = serializers.DateField(help_text="The first day.")

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        first, last = said["start"], said.get(self.last)
        if last and last < first:
            raise ValidationError(
                {self.last: _("%(last)s is before the first day, %(first)s.") % {"last": last, "first": first}}
            )
        return super().validate(said)


class TreatmentSerializer(SpanSerializer):
    """A mark on the timeline, never a claim that it worked."""

    last = "stop"
    kind = serializers.ChoiceField(choices=Treatment.Kind.choices)
    detail = serializers.ChoiceField(
        choices=DETAIL_CHOICES, required=False, allow_blank=True, help_text="What exactly, of its kind."
    )
    side = serializers.ChoiceField(
        choices=SIDE_CHOICES, required=False, allow_blank=True, help_text="Of what is worn on a side."
    )
    dose = serializers.CharField(
        required=False, allow_blank=True, max_length=60, help_text="Of a medicine; of a device its setting or size."
    )
    stop_reason = serializers.ChoiceField(
        choices=[*STOP_REASONS.items()], required=False, allow_blank=True, help_text="Why it was stopped."
    )
    stop = serializers.DateField(required=False, allow_null=True, help_text="The last day; null while it goes on.")

    def _kept(self, entry: Recorded, said: dict[str, Any]) -> str:
        """That another's ended is a word of one's own, and so is what one says of one's own that another ended."""
        user = self.context["request"].user
        others = entry.author_id != user.pk and (another_said(entry, user) or is_ones_own(entry, user))
        return self._fitting(said) if others else super()._kept(entry, said)


class EventSerializer(SpanSerializer):
    """A fall, choking, an infection, a hospital stay, an operation, or an event of a registry (CLINICAL 8)."""

    last = "end"
    kind = serializers.ChoiceField(choices=Event.Kind.choices)
    end = serializers.DateField(required=False, allow_null=True, help_text="The last day; null for one day.")
    serious = serializers.BooleanField(required=False, help_text="A fall with injury, choking that needed help.")


class CellMarkSerializer(RecordSerializer):
    """A clinician's word on a part of the body, or "another cause"."""

    id = serializers.UUIDField(read_only=True)
    cell = serializers.ChoiceField(choices=CELL_NAMES)
    kind = serializers.ChoiceField(choices=CellMark.Kind.choices)
    on = serializers.DateField(required=False, allow_null=True, help_text="Involved since.")


class RememberedOnsetSerializer(RecordSerializer):
    """When a part that is weak already began, as it is remembered: a month, three months, a year, or not sure."""

    cell = serializers.ChoiceField(choices=CELL_NAMES)
    precision = serializers.ChoiceField(choices=RememberedOnset.Precision.choices)
    month = serializers.DateField(
        required=False,
        allow_null=True,
        help_text="A day of the month, of the first of three months, or of the year, stored as its first; null for"
        " “not_sure” and “before”.",
    )


class NotYetSerializer(serializers.Serializer):
    """The answer, with 202, until a worker has made the first report."""

    current = serializers.BooleanField()
    detail = serializers.CharField()


class PatientNameSerializer(serializers.ModelSerializer):
    """A person whose record one may open."""

    clinic: Any = serializers.StringRelatedField()

    class Meta:
        model = Patient
        fields: tuple[str, ...] = ("id", "reference", "name", "clinic")
        read_only_fields = fields


class PatientSerializer(PatientNameSerializer):
    """The facts of a record."""

    writing_hand = serializers.ChoiceField(
        choices=[("", gettext_lazy("Not known")), *Patient.Hand.choices], read_only=True
    )
    usual_weight = serializers.FloatField(read_only=True, allow_null=True, help_text="Before the illness, kg.")

    class Meta(PatientNameSerializer.Meta):
        fields = (
            *PatientNameSerializer.Meta.fields,
            "birth_date",
            "time_zone",
            "onset_month",
            "onset_precision",
            "onset_cell",
            "diagnosis_date",
            "writing_hand",
            "usual_weight",
            "height",
        )
        read_only_fields = fields
