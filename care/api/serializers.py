"""Signs and what was done about them, in and out."""

from typing import Any

from rest_framework import serializers

from care.models import NOTE, SignAnswer
from clinical.life import Stand
from symptoms.api.serializers import StrictSerializer
from symptoms.wording import RULES


class SignUndoSerializer(serializers.Serializer):
    """Who took an answer back, and when."""

    by: Any = serializers.StringRelatedField()
    at = serializers.DateTimeField()


class AnswerGivenSerializer(serializers.Serializer):
    """An answer to a flag, also one that was undone."""

    answer = serializers.IntegerField(source="pk", help_text="With it the answer is undone.")
    action = serializers.CharField()
    until = serializers.DateField(allow_null=True)
    reason = serializers.CharField(help_text="Of “closed”; blank where none was given.")
    note = serializers.CharField()
    by: Any = serializers.StringRelatedField()
    at = serializers.DateTimeField()
    undone = SignUndoSerializer(allow_null=True)


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
    answers = AnswerGivenSerializer(
        many=True, allow_null=True, help_text="All that the care team did, in its order; for the care team, else null."
    )


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

    id = serializers.UUIDField(
        required=False, write_only=True, help_text="Made by whoever sends it: sent again it is the same answer."
    )
    answer = serializers.IntegerField(source="pk", read_only=True, help_text="With it the answer is undone.")
    rule = serializers.ChoiceField(choices=list(RULES))
    since = serializers.DateField(help_text="The first day of the episode, as the flag has it.")
    action = serializers.ChoiceField(choices=SignAnswer.Action.choices)
    until = serializers.DateField(
        required=False, allow_null=True, help_text="Show it again on this day; for “snoozed”."
    )
    reason = serializers.ChoiceField(
        required=False,
        allow_blank=True,
        choices=SignAnswer.Reason.choices,
        help_text="Of “closed”; “other” wants a note.",
    )
    note = serializers.CharField(required=False, allow_blank=True, max_length=NOTE, help_text="For the care team.")
    by: Any = serializers.StringRelatedField()
    at = serializers.DateTimeField(read_only=True)
