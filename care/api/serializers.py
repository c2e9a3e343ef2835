"""Signs and what was done about them, in and out."""

from typing import Any

from rest_framework import serializers

from care.models import SignAnswer
from clinical.life import Stand
from symptoms.api.serializers import StrictSerializer
from symptoms.wording import RULES


class FlagSerializer(serializers.Serializer):
    """A raised flag of the report."""

    rule = serializers.CharField()
    level = serializers.CharField()
    since = serializers.DateField()
    last = serializers.DateField()
    fired = serializers.DateField(allow_null=True, help_text="The last firing at this level.")
    clear_answers = serializers.IntegerField(help_text="Answers since then that do not bear it out any more.")
    unheard_since = serializers.DateField(
        allow_null=True, help_text="The last answer to its question, where that is too long ago; else null."
    )
    new = serializers.BooleanField(help_text="It tells a state that began, not an event that recurs.")
    state = serializers.CharField()
    stand = serializers.ChoiceField(choices=[*map(str, Stand)], help_text="Where that leaves it.")


class FlagsSerializer(serializers.Serializer):
    as_of = serializers.DateField()
    current = serializers.BooleanField(help_text="False while an entry is not in the report yet.")
    note = serializers.CharField(help_text="Whom a flag reaches.")
    not_asked = serializers.ListField(
        child=serializers.CharField(),
        help_text="Rules whose questions nobody is asked: that none is raised says nothing.",
    )
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
