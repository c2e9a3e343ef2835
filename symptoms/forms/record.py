"""The facts of a record: who, since when, where it began."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.alike import same_people
from people.days import readings_of_month
from people.forms import DayField, DayInput, NumberField, PlainForm, WholeField, clinic_field
from people.invite.steps import agreed_by
from people.models import Clinic, Patient, time_zones
from symptoms.record.validation import EARLIEST
from symptoms.wording import CELL_LABELS

ZONES = ["UTC", *sorted(zone for zone in time_zones() if "/" in zone and not zone.startswith("Etc/"))]
# What is asked together where a page holds few targets (ACCESS 4).
STEPS = {
    "1": ("name", "birth_date", "time_zone", "usual_weight", "height"),
    "2": ("onset_month", "onset_precision", "onset_cell", "diagnosis_date", "writing_hand"),
}
FACTS = (*STEPS["1"], *STEPS["2"])


class MonthInput(DayInput):
    input_type = "month"
    pattern = "%Y-%m"


class HiddenMonth(forms.DateInput):
    input_type = "hidden"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, MonthInput.pattern)


class MonthField(DayField):
    """A month, as its first day."""

    widget = MonthInput
    hidden_widget = HiddenMonth
    default_error_messages = {"invalid": _("“%(value)s” is not a month. Write it as 2024-03.")}

    def to_python(self, value: Any) -> dt.date | None:
        month = super().to_python(value)
        return month and month.replace(day=1)

    def readings(self, text: str) -> list[dt.date]:
        return readings_of_month(text) or super().readings(text)


class RecordForm(PlainForm):
    """``today`` is the last day that a date may name."""

    name = forms.CharField(label=_("Name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    birth_date = DayField(label=_("Date of birth"), required=False)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[("", _("Choose")), *((zone, zone.replace("_", " ")) for zone in ZONES)],
        help_text=_("The nearest large city. It decides when a day begins."),
    )
    onset_month = MonthField(label=_("In which month did it begin?"), required=False, help_text=_("Such as 2024-03."))
    onset_precision = forms.ChoiceField(
        label=_("How sure is that?"), choices=Patient.Precision.choices, initial=Patient.Precision.MONTH
    )
    onset_cell = forms.ChoiceField(
        label=_("Where did it begin?"), choices=[("", _("Not known")), *CELL_LABELS.items()], required=False
    )
    diagnosis_date = DayField(label=_("Date of diagnosis"), required=False)
    writing_hand = forms.ChoiceField(
        label=_("Hand used to write before ALS"), choices=[("", _("Not known")), *Patient.Hand.choices], required=False
    )
    usual_weight = NumberField(
        label=_("Usual weight before ALS, kg"), min_value=20, max_value=300, decimal_places=1, required=False
    )
    height = WholeField(label=_("Height, cm"), min_value=50, max_value=250, required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        birth = said.get("birth_date")
        for name in ("birth_date", "onset_month", "diagnosis_date"):
            day = said.get(name)
            if day and day > self.today:
                self.add_error(name, ValidationError(_("%(day)s is in the future."), params={"day": day}))
            elif day and day < EARLIEST:
                too_long_ago = _("%(day)s is too long ago: days from 1900 can be recorded.")
                self.add_error(name, ValidationError(too_long_ago, params={"day": day}))
            elif day and birth and day < birth.replace(day=1):
                self.add_error(name, ValidationError(_("%(day)s is before the date of birth."), params={"day": day}))

    def show(self, step: str) -> None:
        """Ask what belongs to the step; the rest goes along unseen, so that nothing typed is lost."""
        for name, field in self.fields.items():
            if name not in STEPS[step]:
                field.widget = field.hidden_widget()

    def wrong_step(self) -> str:
        """The first step with something to be mended, or none."""
        return next((step for step, names in STEPS.items() if any(name in self.errors for name in names)), "")

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}


class NewPatientForm(RecordForm):
    """A clinician adds a record to a clinic that they write for."""

    reference = forms.CharField(
        label=_("The clinic's reference"), max_length=60, help_text=_("As in the clinic's own files. Each only once.")
    )

    basis = forms.ChoiceField(
        label=_("How did the person agree that the clinic keeps this record?"),
        choices=agreed_by,
        widget=forms.RadioSelect,
    )
    another = forms.CharField(required=False, widget=forms.HiddenInput)  # ids of whom it was said that they are others

    def __init__(self, *args: Any, clinics: QuerySet[Clinic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clinic"] = clinic_field(clinics)
        self.order_fields(["clinic", "reference", "basis"])
        self.fields["name"].required = False

    @property
    def alike(self) -> list[Patient]:
        """Whose record in the clinic says the same name and day of birth, and of whom nobody said yet that they are
        another person. Of a valid form."""
        said = self.cleaned_data
        found = same_people(said["clinic"], said.get("name", ""), said.get("birth_date"))
        return [patient for patient in found if str(patient.pk) not in said["another"].split()]
