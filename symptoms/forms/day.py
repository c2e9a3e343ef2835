"""Which day a form is for, and what every form for a day has."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.forms import DayField, PlainForm
from people.models import Patient
from symptoms.models.base import DayEntry
from symptoms.record.validation import Values, check_day


class DayForm(PlainForm):
    """Another day to look at, in the address: ``?day=2026-03-01``."""

    day = DayField(label=_("Another day"), required=False)

    def __init__(self, *args: Any, patient: Patient, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.patient, self.now = patient, now

    def clean_day(self) -> dt.date | None:
        day = self.cleaned_data["day"]
        if day:
            try:
                check_day(self.patient, day, self.now)
            except ValidationError as refused:
                raise ValidationError(refused.messages) from refused
        return day


class IdForm(PlainForm):
    """A form that carries the id of the entry that it makes, so that sending it twice is one entry."""

    id = forms.UUIDField(widget=forms.HiddenInput)

    def sent_before(self) -> None:
        """This id was saved with other answers: give the form a new one, to be sent again."""
        self.data = {name: self.data[name] for name in self.data} | {"id": str(uuid.uuid4())}
        self.add_error(
            None,
            _("This page was sent before, with other answers. Those are saved. Press the button again to change them."),
        )


class DayEntryForm(IdForm):
    """``asks_help``: the person themselves signed in, and can say that someone helps them."""

    day = DayField(widget=forms.HiddenInput)
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)  # the entry that the page was filled in from
    helped = forms.BooleanField(required=False, label=_("Someone helps me to fill this in"))

    def __init__(self, *args: Any, asks_help: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_help:
            del self.fields["helped"]

    def answers(self, values: Values, said: DayEntry | None) -> Values:
        """What to record of ``values``. A blank takes an answer of ``said`` back only where this page had shown it:
        what was saved elsewhere in the meantime stays."""
        if said is None or said.pk == self.cleaned_data["seen"]:
            return values
        return {name: value for name, value in values.items() if value is not None}
