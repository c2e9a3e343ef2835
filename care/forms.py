"""What the care team does with a raised flag."""

from django import forms
from django.utils.translation import gettext_lazy as _

from care.models import SignAnswer
from people.forms import DayField, PlainForm
from symptoms.wording import RULES


class FlagForm(PlainForm):
    rule = forms.ChoiceField(choices=[(rule, rule) for rule in RULES], widget=forms.HiddenInput)
    since = DayField(widget=forms.HiddenInput)
    action = forms.ChoiceField(
        label=_("What has been done?"),
        choices=[
            (SignAnswer.Action.ACKNOWLEDGED, _("Seen")),
            (SignAnswer.Action.SNOOZED, _("Later: show it again on a day")),
            (SignAnswer.Action.CLOSED, _("Done")),
        ],
        widget=forms.RadioSelect,
    )
    until = DayField(label=_("Show it again on"), required=False)

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("action") != SignAnswer.Action.SNOOZED:
            self.cleaned_data["until"] = None  # it stands on the page whatever was chosen above it
