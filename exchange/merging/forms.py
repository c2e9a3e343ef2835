"""The forms of putting two records together."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.merging.who import People
from exchange.tables.who import folded
from people.forms import PlainForm
from people.invite.steps import agreed_by
from people.models import Patient


class OtherForm(PlainForm):
    """The other record, by its reference; ``patient``: which one, once it is valid."""

    reference = forms.CharField(
        label=gettext_lazy("The clinic's reference of the other record"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    patient: Patient

    def __init__(self, *args: Any, kept: Patient, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept

    def clean_reference(self) -> str:
        wanted: str = self.cleaned_data["reference"]
        others = self.kept.clinic.patients.exclude(pk=self.kept.pk)
        exact = others.filter(reference=wanted).first()
        alike = [exact] if exact else [row for row in others if folded(row.reference) == folded(wanted)]
        if len(alike) != 1:
            raise ValidationError(
                _("Several references are like this one. Write it exactly.")
                if alike
                else _("No other record of this clinic has this reference.")
            )
        self.patient = alike[0]
        return wanted


class MergeForm(PlainForm):
    """Who is let in too, how that was agreed to, and the tick without which nothing is done."""

    let_in = forms.MultipleChoiceField(
        label=gettext_lazy("Who of them may see the record that goes on, too?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nobody is let in unless you tick them. Ask the person first."),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("How did the person agree to that?"), required=False, widget=forms.RadioSelect
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I have compared both records: they are of one and the same person."),
        error_messages={"required": gettext_lazy("Tick this first, if it is so.")},
    )

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_in: Any = self.fields["let_in"]
        let_in.choices = [(row.pk, f"{row.user}, {row.get_access_display()}") for row in people.others]
        basis: Any = self.fields["basis"]
        basis.choices, basis.layout = agreed_by(), "column"
        if not people.others:
            del self.fields["let_in"], self.fields["basis"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("let_in") and not said.get("basis"):
            self.add_error("basis", _("Say how the person agreed, or let nobody in."))
        return said
