"""Fields that speak in measures: the same names out as in, and gaps left out."""

from typing import Any

from django.core.exceptions import ValidationError as RefusedByService
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.fields import SkipField

from clinical.vocabulary import CELL_NAMES, CHECK_IN_SECTIONS, MEASURES, labels_of, measures_of
from symptoms.models import CheckIn
from symptoms.models.base import DayEntry
from symptoms.read.private import hidden_of
from symptoms.record.columns import confirmed_sections, values_of
from symptoms.record.validation import Values, clean_values
from symptoms.wording import NOT_KNOWN

SAID = RegexValidator(r"\S")  # describes what REST framework refuses as blank before it is asked


def object_or_refuse(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ValidationError(_("“%(given)s” was found, an object is allowed.") % {"given": str(data)[:40]})
    return data


class SectionField(serializers.Field):
    """The answers of one section, ``{"hand.left": 3}``, to and from measure names, ``{"weakness.hand.left": 3}``.

    Null is "not recorded"; on the way out what was not recorded is left out, and so is an empty section.
    """

    def __init__(self, section: str, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.section = section
        self.names = dict(zip(labels_of(section), (measure.name for measure in measures_of(section)), strict=True))

    def to_internal_value(self, data: Any) -> Values:
        labels = {self.names.get(label, f"{self.section}.{label}"): label for label in object_or_refuse(data)}
        typed = {label: data[label][:40] for label in labels.values() if isinstance(data[label], str)}
        if typed:
            told = _("“%(given)s” is a text; a number with a decimal point is allowed.")
            raise ValidationError({label: [told % {"given": given}] for label, given in typed.items()})
        try:
            return clean_values({name: data[label] for name, label in labels.items()}, (self.section,))
        except RefusedByService as refused:
            raise ValidationError(
                {labels[name]: sentences for name, sentences in refused.message_dict.items()}
            ) from refused

    def get_attribute(self, entry: DayEntry) -> Values:
        hidden = hidden_of(entry, self.context["record"], self.context["request"].user)
        said = {name: value for name, value in values_of(entry, [self.section]).items() if name not in hidden}
        found = {label: said[name] for label, name in self.names.items() if name in said}
        if not found:
            raise SkipField
        return found

    def to_representation(self, found: Values) -> Values:
        return found


class ConfirmedSameField(serializers.ListField):
    """Sections that the person confirmed as "same as last time"; their answers are sent with them."""

    child = serializers.ChoiceField(choices=CHECK_IN_SECTIONS)

    def get_attribute(self, entry: CheckIn) -> list[str]:
        return confirmed_sections(entry)


class NotKnownField(serializers.DictField):
    """Why a cell has no grade, ``{"hand.left": "not_tried"}``."""

    child = serializers.ChoiceField(choices=list(NOT_KNOWN))

    def to_internal_value(self, data: Any) -> dict[str, str]:
        unknown = [name for name in object_or_refuse(data) if name not in CELL_NAMES]
        if unknown:
            raise ValidationError(
                {name: [_("“%(name)s” is not a part of the body.") % {"name": name}] for name in unknown}
            )
        return super().to_internal_value(data)

    def get_attribute(self, entry: CheckIn) -> dict[str, str]:
        weakness = getattr(entry, "weakness", None)
        return weakness.not_known if weakness else {}


class SectionSchema(OpenApiSerializerFieldExtension):
    """Each measure with its range, so that the documentation is the vocabulary."""

    target_class = SectionField
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        properties = {}
        for label, name in self.target.names.items():
            measure = MEASURES[name]
            properties[label] = {
                "type": "integer" if measure.whole else "number",
                "minimum": measure.low,
                "maximum": measure.high,
                "nullable": True,
            }
            if measure.unit:
                properties[label]["description"] = measure.unit
        return {"type": "object", "properties": properties, "additionalProperties": False}


class NotKnownSchema(OpenApiSerializerFieldExtension):
    """Each cell by its name."""

    target_class = NotKnownField

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        why = auto_schema._map_serializer_field(self.target.child, direction)
        return {"type": "object", "properties": dict.fromkeys(CELL_NAMES, why), "additionalProperties": False}


class ConfirmField(serializers.ListField):
    """Which of the values that were asked back are right."""

    def __init__(self, **options: Any) -> None:
        told = "What was asked back and is right, as the answer 409 names it: “weight=157”."
        super().__init__(
            child=serializers.CharField(max_length=80, validators=[SAID]),
            write_only=True,
            required=False,
            help_text=told,
            **options,
        )
