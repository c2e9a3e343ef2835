"""What was measured, and what happened along the way."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clinical.courses import ARMLESS, COURSES
from clinical.vocabulary import PHONE
from people.forms import DayField, PlainForm
from symptoms import wording
from symptoms.forms.day import DayEntryForm, IdForm
from symptoms.forms.fields import YES_OR_NO, MeasureField
from symptoms.models import CellMark, Event, Treatment
from symptoms.models.timeline import SIDE_CHOICES
from symptoms.record.validation import Values
from symptoms.wording import PERSON, Voice
from symptoms.wording.courses import DETAILS, STOP_REASONS
from symptoms.wording.names import TREATMENTS

NOTES = {"spo2": wording.OXYGEN_NOTE, "grip.left": wording.GRIP_NOTE}
AT_HOME = ("weight", "grip.left", "grip.right", "spo2", "spo2_second", "niv_hours", "niv")
IN_CLINIC = tuple(name for name in wording.MEASURED if name not in (*AT_HOME, *PHONE))
# What is asked together where a page holds few targets (ACCESS 4), by its name in the address; the first has none.
PARTS: dict[str, tuple[wording.Text, tuple[str, ...]]] = {
    "": (_("Weight and grip"), AT_HOME[:3]),
    "oxygen": (_("Oxygen"), AT_HOME[3:5]),
    "breathing": (_("Breathing machine at home"), AT_HOME[5:]),
    "clinic": (_("From the clinic's report"), IN_CLINIC),
}
CELLS = [("", _("Choose")), *wording.CELL_LABELS.items()]


class MeasurementForm(DayEntryForm):
    day = DayField(label=_("Day of the measurement"))

    def __init__(self, *args: Any, voice: Voice = PERSON, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*AT_HOME, *IN_CLINIC):
            choices = YES_OR_NO if name == "niv" else ()
            self.fields[name] = MeasureField(
                name,
                choices=choices,
                layout="compact",
                label=voice.says(wording.MEASURED[name]),
                help_text=voice.says(NOTES.get(name, "")),
            )

    @property
    def values(self) -> Values:
        """What was filled in: the page never shows an earlier measurement, so a blank takes none back."""
        asked = [name for name, field in self.fields.items() if isinstance(field, MeasureField)]
        return {name: value for name in asked if (value := self.cleaned_data[name]) is not None}

    def at_home(self) -> list[forms.BoundField]:
        return [self[name] for name in AT_HOME]

    def in_clinic(self) -> list[forms.BoundField]:
        return [self[name] for name in IN_CLINIC]

    def part(self, name: str) -> list[forms.BoundField]:
        return [self[asked] for asked in PARTS[name][1]]


class SpanForm(IdForm):
    """From a day to a day; ``last`` names the field of the last day."""

    last: str

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        first, last = said.get("start"), said.get(self.last)
        if first and last and last < first:
            self.add_error(
                self.last,
                ValidationError(
                    _("%(last)s is before the first day, %(first)s."),
                    params={
                        "last": last,
                        "first": first,
                    },
                ),
            )


class TreatmentForm(SpanForm):
    """All of a treatment. ``kind``: it is of this one, and asks what such a one has; ``goes_on``: not when it
    ended."""

    last = "stop"
    kind = forms.ChoiceField(label=_("What is it?"), choices=[("", _("Choose")), *Treatment.Kind.choices])
    detail = forms.ChoiceField(label=_("What exactly?"), required=False)
    side = forms.ChoiceField(label=_("On which side?"), choices=[("", _("Not said")), *SIDE_CHOICES], required=False)
    label = forms.CharField(label=_("Name"), max_length=100, required=False)
    dose = forms.CharField(label=_("Dose or setting"), max_length=60, required=False)
    start = DayField(label=_("First day"))
    stop = DayField(label=_("Last day"), required=False, help_text=_("Leave empty while it goes on."))
    stop_reason = forms.ChoiceField(
        label=_("Why was it stopped?"),
        choices=[("", _("Not said")), *STOP_REASONS.items()],
        required=False,
        help_text=_("If it has a last day."),
    )

    def __init__(self, *args: Any, kind: str = "", goes_on: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["detail"].choices = _details(kind)  # type: ignore[attr-defined]
        if not kind:
            return
        course = COURSES[kind]
        self.fields["kind"].widget = forms.HiddenInput()
        unasked = {
            "detail": not course.details,
            "side": not course.sided,
            "dose": kind in ARMLESS,
            "stop": goes_on or course.once,
            "stop_reason": goes_on or course.once,
        }
        for name, left_out in unasked.items():
            if left_out:
                del self.fields[name]
        self.fields["label"].required = kind == Treatment.Kind.OTHER


def _details(kind: str) -> list[Any]:
    """What such a treatment can be exactly; of all kinds in groups, by the name of the kind."""
    none = ("", _("Not said"))
    if kind:
        return [none, *((detail, DETAILS[detail]) for detail in COURSES[kind].details)]
    of_kinds = [(TREATMENTS[each.kind], [(one, DETAILS[one]) for one in each.details]) for each in COURSES.values()]
    return [none, *((name, details) for name, details in of_kinds if details)]


class EventForm(SpanForm):
    last = "end"
    kind = forms.ChoiceField(label=_("What happened?"), choices=[("", _("Choose")), *Event.Kind.choices])
    label = forms.CharField(label=_("A few words on it"), max_length=100, required=False)
    start = DayField(label=_("When?"))
    end = DayField(label=_("Last day"), required=False, help_text=_("If it went on for longer than a day."))
    serious = forms.BooleanField(label=_("Someone was hurt, or had to help"), required=False)


class MarkForm(PlainForm):
    """A word on one part of the body. Only a clinician says "involved"; "another cause" anyone who may write."""

    cell = forms.ChoiceField(label=_("Which part of the body?"), choices=CELLS)
    on = DayField(label=_("Since when?"), required=False)

    def __init__(self, *args: Any, for_clinician: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other = CellMark.Kind.OTHER_CAUSE
        self.fields["kind"] = forms.ChoiceField(
            label=_("What is it?"),
            choices=CellMark.Kind.choices if for_clinician else [(other, other.label)],
            initial=None if for_clinician else other,
            widget=forms.RadioSelect,
        )
