"""An answer to what is looked at again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from care.models import DueAnswer
from people.forms import DayField, PlainForm

Action = DueAnswer.Action


class DueForm(PlainForm):
    """``day``: of the answer that was chosen."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    action = forms.ChoiceField(
        label=_("What has been done?"),
        choices=[
            (Action.DONE, _("Done on the day below")),
            (Action.NOT_NOW, _("Not now: ask again on the day below")),
            (Action.DECLINED, _("The person does not want it. With a day: ask again then")),
        ],
        error_messages={"required": _("Choose what has been done.")},
        widget=forms.RadioSelect,
    )
    day = DayField(label=_("Day"), required=False)

    def refuse(self, refused: ValidationError) -> None:
        """The two days that an answer can have are one item here."""
        days = {"on": "day", "until": "day"}
        super().refuse(ValidationError({days.get(name, name): told for name, told in refused.error_dict.items()}))

    @property
    def said(self) -> dict[str, Any]:
        """As ``care.due.write.answer_due`` takes it."""
        asked = self.cleaned_data
        day = "on" if asked["action"] == Action.DONE else "until"
        return {"id": asked["id"], "action": asked["action"], day: asked["day"]}
