"""Signs and what was done about them, in and out."""

from typing import Any

from rest_framework import serializers

from care.models import SignAnswer
from symptoms.api.serializers import StrictSerializer
from symptoms.wording import RULES


class FlagSerializer(serializers.Serializer):
    """A raised flag of the report."""

    rule = serializers.CharField()
    level = serializers.CharField()
    since = serializers.DateField()
    last = serializers.DateField()
    state = serializers.CharField()


class FlagsSerializer(serializers.Serializer):
    as_of = serializers.DateField()
    current = serializers.BooleanField(help_text="False while an entry is not in the report yet.")
    note = serializers.CharField(help_text="Whom a flag reaches.")
    flags = FlagSerializer(many=True)


class SignAnswerSerializer(StrictSerializer):
    """What the care team did with a flag that was raised."""

    rule = serializers.ChoiceField(choices=list(RULES))
    since = serializers.DateField(help_text="The first day of the episode, as the flag has it.")
    action = serializers.ChoiceField(choices=SignAnswer.Action.choices)
    until = serializers.DateField(
        required=False, allow_null=True, help_text="Show it again on this day; for “snoozed”."
    )
    by: Any = serializers.StringRelatedField()
    at = serializers.DateTimeField(read_only=True)
