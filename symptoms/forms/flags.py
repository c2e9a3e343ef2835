"""What the care team does with a raised flag."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.forms import DayField, PlainForm
from symptoms.models import FlagResponse
from symptoms.wording import RULES


class FlagForm(PlainForm):
    rule = forms.ChoiceField(choices=[(rule, rule) for rule in RULES], widget=forms.HiddenInput)
    since = DayField(widget=forms.HiddenInput)
    action = forms.ChoiceField(
        label=_("What has been done?"),
        choices=[
            (FlagResponse.Action.ACKNOWLEDGED, _("Seen")),
            (FlagResponse.Action.SNOOZED, _("Later: show it again on a day")),
            (FlagResponse.Action.CLOSED, _("Done")),
        ],
        widget=forms.RadioSelect,
    )
    until = DayField(label=_("Show it again on"), required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if said.get("action") != FlagResponse.Action.SNOOZED:
            said["until"] = None
        elif "until" in said and (said["until"] is None or said["until"] <= self.today):
            self.add_error("until", ValidationError(_("Choose a day after today.")))
