"""The two answers of a first day that are typed or picked from a long list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms import PlainForm
from people.models import Patient
from symptoms.forms.record import ZONES
from symptoms.wording.places import place


class NameForm(PlainForm):
    answer = forms.CharField(
        label=_("Your name"),
        max_length=Patient._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, or skip the question.")},
    )


class PlaceForm(PlainForm):
    """Every zone that there is, by its city."""

    answer = forms.ChoiceField(label=_("The nearest large city"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cities = sorted((place(zone), zone) for zone in ZONES)
        self.fields["answer"].choices = [(zone, city) for city, zone in cities]  # type: ignore[attr-defined]


def told(form: PlainForm) -> str:
    """What is wrong with the answer, in a sentence."""
    return " ".join(map(str, form.errors.get("answer", [])))
