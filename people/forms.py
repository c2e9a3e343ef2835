"""Forms as people fill them in: errors next to the item, what was typed kept, the focus on the first (ACCESS 25)."""

import datetime as dt
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.days import YEARS, in_words, readings
from people.models import Clinic
from people.numbers import plain


class DayInput(forms.DateInput):
    """A native date field; a plain one where it holds something that is no date, so that it stays to be mended."""

    input_type = "date"
    pattern = "%Y-%m-%d"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "short", **(attrs or {})}, self.pattern)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        try:
            dt.datetime.strptime(widget["value"] or "", self.pattern)
        except ValueError:
            widget["type"] = "text" if widget["value"] else self.input_type
        return context


class DayField(forms.DateField):
    """``could_be``: the two days that what was typed can mean, with their words. ``_which_day.html`` asks which; its
    buttons have the name of the field and the day as it is always read, and come after the field, so they count."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("“%(value)s” is not a date. Write it as 2026-03-31."),
        "which": _("“%(value)s” can be two days. Which one do you mean?"),
        "far": _("“%(value)s” is too far ahead. Look at the year once more."),
    }
    could_be: tuple[tuple[dt.date, str], ...] = ()

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values or isinstance(value, dt.date):
            return super().to_python(value)
        found = self.readings(str(value))
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value})
        if len(found) > 1:
            self.could_be = tuple((day, in_words(day)) for day in found)
            raise ValidationError(self.error_messages["which"], code="which", params={"value": value})
        if found[0].year not in YEARS:
            raise ValidationError(self.error_messages["far"], code="far", params={"value": value})
        return found[0]

    def readings(self, text: str) -> list[dt.date]:
        return readings(text)


class _Typed:
    """Typed with the keyboard of numbers; never ``type=number``, with which some browsers drop a decimal comma."""

    keyboard: str

    def __init__(self, *, shape: str = "short", **kwargs: Any) -> None:
        typed = {"inputmode": self.keyboard, "class": shape, "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=typed), **kwargs)  # type: ignore[call-arg]

    def to_python(self, value: Any) -> Any:
        with suppress(ValueError):  # then the field says what is wrong with it
            value = plain(value) if isinstance(value, str) else value
        return super().to_python(value)  # type: ignore[misc]


class NumberField(_Typed, forms.DecimalField):
    keyboard = "decimal"


class WholeField(_Typed, forms.IntegerField):
    keyboard = "numeric"


class PlainForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)
        wrong = [name for name in self.fields if name in self.errors]
        for name, each in self.fields.items():
            each.widget.attrs["autofocus"] = name == wrong[0] if wrong else False

    def refuse(self, refused: ValidationError) -> None:
        """Show what a service refused next to the item that it is about."""
        by_name = getattr(refused, "error_dict", None) or {None: refused.error_list}
        for name, errors in by_name.items():
            self.add_error(name if name in self.fields else None, errors)


def clinic_field(clinics: QuerySet[Clinic]) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(clinics, label=_("Clinic"), empty_label=None)


class EmergencyForm(PlainForm):
    """Whose record, known by name and birth, and why."""

    named = forms.CharField(label=_("Full name or reference"), max_length=100)
    birth_date = DayField(label=_("Date of birth"))
    reason = forms.CharField(
        label=_("Why?"), max_length=200, help_text=_("The person will read this."), widget=forms.Textarea({"rows": 3})
    )
