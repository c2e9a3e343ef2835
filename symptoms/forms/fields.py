"""Form fields that hold one measure of the vocabulary."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clinical.vocabulary import MEASURES
from symptoms.record.validation import clean_value
from symptoms.wording import LEAVE_OUT, YES_NO, Text
from symptoms.wording.numbers import written

Choices = Iterable[tuple[Any, Text]]

YES_OR_NO = tuple(YES_NO.items())


class MeasureField(forms.Field):
    """A number of the vocabulary, or None where nothing was said.

    With ``choices`` it is asked with radio buttons, the last "leave out"; ``layout`` is how they lie: ``""`` in lines,
    ``compact`` side by side.
    """

    def __init__(self, name: str, *, choices: Choices = (), layout: str = "", **kwargs: Any) -> None:
        self.measure = MEASURES[name]
        self.asked = bool(choices)
        self.layout = layout
        keyboard = "numeric" if self.measure.whole else "decimal"
        typed = forms.TextInput(attrs={"inputmode": keyboard, "autocomplete": "off", "class": "short"})
        asked = [*choices, ("", LEAVE_OUT)]
        widget = forms.RadioSelect(choices=asked) if choices else typed
        super().__init__(required=False, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, int | float) else value

    def clean(self, value: Any) -> float | str | None:
        try:
            return clean_value(self.measure, value)
        except ValidationError as refused:
            raise ValidationError(
                _("“%(given)s” was found here; %(allowed)s is allowed."), params=refused.params
            ) from refused
