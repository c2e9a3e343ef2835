"""What is asked in an address: nothing that is unknown, and nothing that is left blank, as if it had not been asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django_filters import DateFilter
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from symptoms.api.typed import DAY

CUT = ("limit", "offset")  # whose number is looked at where the list is cut
SWITCH = {"true": True, "false": False}


def check_asked(request: Request, view: Any) -> None:
    """Raises ``ValidationError`` under the name of each parameter that is none of ``view``, or has no value."""
    known = _known(view) if request.method in SAFE_METHODS else set()
    told = {}
    for name, value in request.query_params.items():
        if name not in known:
            told[name] = _("“%(name)s” is not something that can be asked for here.") % {"name": name}
        elif not value and name not in CUT:
            told[name] = _("Nothing stands behind “%(name)s”. Leave it out, or say which.") % {"name": name}
    if told:
        raise ValidationError(told)


def _known(view: Any) -> set[str]:
    """Of a list, how it is cut and filtered; of others, the fields of what they name as ``asks``."""
    if getattr(view, "action", "") == "list":
        filters = getattr(view, "filterset_class", None)
        return {*CUT, *(filters.base_filters if filters else ())}
    asks = getattr(view, "asks", None)
    return {*(asks().fields if asks else ()), *getattr(view, "asks_too", ())}


@extend_schema_field(bool)
class SwitchField(serializers.Field):
    """``true`` or ``false``, as an address has them."""

    default_error_messages = serializers.BooleanField.default_error_messages

    def to_internal_value(self, data: Any) -> bool:
        if data not in SWITCH:
            self.fail("invalid", input=data)
        return SWITCH[data]


class _DayField(forms.DateField):
    def to_python(self, value: Any) -> Any:
        if value and not DAY.fullmatch(value):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class DayFilter(DateFilter):
    """A day as the API writes it, in no other way that a form would take."""

    field_class = _DayField
