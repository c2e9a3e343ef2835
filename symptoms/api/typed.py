"""Whether a value of JSON is of the kind that its field is described with.

REST framework takes more: a number that is a text, "yes" for true, a number for a text, ``20260301`` for a day. What is
typed so is more likely to be a slip in somebody's program than what was meant, and is refused.
"""

import re
from typing import Any

from rest_framework import serializers

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def check_typed(field: serializers.Field, given: Any) -> None:
    """Raises ``ValidationError`` with the sentence of the field. Null is the field's own affair."""
    if isinstance(field, serializers.ListField) and isinstance(given, list):
        for each in given:
            check_typed(field.child, each)
    if given is None or isinstance(given, list | dict) or _is_typed(field, given):
        return
    key = "invalid_choice" if isinstance(field, serializers.ChoiceField) else "invalid"
    field.fail(key, input=given, value=given, format="YYYY-MM-DD")


def _is_typed(field: serializers.Field, given: Any) -> bool:
    match field:
        case serializers.BooleanField():
            return isinstance(given, bool)
        case serializers.IntegerField():
            return isinstance(given, int | float) and not isinstance(given, bool)
        case serializers.DateField():
            return isinstance(given, str) and DAY.fullmatch(given) is not None
        case serializers.UUIDField():
            return isinstance(given, str) and ID.fullmatch(given) is not None
        case serializers.CharField() | serializers.ChoiceField():
            return isinstance(given, str)
    return True
