"""The head of a sheet that was ticked on paper: from when on, and whose word it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.access import Record
from people.forms import DayField
from symptoms.forms.day import IdForm
from symptoms.models.base import Source
from symptoms.record.roles import is_own, source_of


class SheetForm(IdForm):
    start = DayField(label=gettext_lazy("First day of the sheet"))
    who = forms.ChoiceField(
        label=gettext_lazy("Who filled this in?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say who filled the sheet in.")},
    )

    def __init__(self, *args: Any, record: Record, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = who_ticked(record)  # type: ignore[attr-defined]


def who_ticked(record: Record) -> list[tuple[str, str]]:
    """Whose word a sheet can be that this person enters. What the person ticked is theirs, entered with help."""
    if is_own(record):
        return [
            (str(Source.SELF), _("I ticked it")),
            (str(Source.HELPED), _("I said what to tick, and someone helped me")),
        ]
    own = {Source.CAREGIVER: _("I ticked what I saw"), Source.CLINICIAN: _("We of the clinic ticked it")}
    source = Source(source_of(record))
    theirs = _("%(name)s ticked it, or said what to tick") % {"name": record.patient}
    return [(str(Source.HELPED), theirs), (str(source), own[source])]
