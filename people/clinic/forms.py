"""The forms of those who run a clinic: what it says of itself, and who works there as what."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.forms import PlainForm, WholeField
from people.models import Clinic, Membership, time_zones

Role = Membership.Role
SEES = (
    (Role.CLINICIAN, _("Clinician: sees every record, writes in it, says who else may see it")),
    (Role.THERAPIST, _("Therapist: sees every record and writes in it")),
    (Role.READER, _("Reader: sees every record")),
)
RUNS = (Role.ADMIN, _("Runs the clinic: its team and its settings, no records"))
NOBODY, SOMEBODY = "nobody", "somebody"


def _telephone(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off", "class": "short"})
    return forms.CharField(label=label, help_text=help_text, max_length=40, required=False, widget=widget)


class ClinicForm(PlainForm):
    """What a clinic says of itself."""

    name = forms.CharField(label=_("Name of the clinic"), max_length=200)
    telephone = _telephone(_("Telephone"), _("The number that people call on working days."))
    out_of_hours = _telephone(_("Telephone out of hours"), _("At night and at weekends."))
    emergency_number = _telephone(_("Emergency number"), _("The one of your country. Each emergency text shows it."))
    crisis_line = _telephone(_("Crisis line"), _("For someone who thinks about harming themselves."))
    read = forms.ChoiceField(
        label=_("Does somebody read entries between visits?"),
        choices=[
            (NOBODY, _("Nobody reads entries between visits")),
            (SOMEBODY, _("Somebody reads them at these hours")),
        ],
        widget=forms.RadioSelect,
    )
    reading_hours = forms.CharField(
        label=_("Hours at which somebody reads entries"),
        help_text=_("In the words that patients read, such as “Monday to Friday, 9 to 12”."),
        max_length=200,
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of its letters"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("A new record begins with it. Records that are there keep their own."),
        error_messages={"invalid_choice": _("“%(value)s” is not a time zone, such as Europe/Berlin.")},
    )
    guideline = forms.ChoiceField(
        label=_("Guideline"),
        choices=Clinic.Guideline.choices,
        help_text=_("Its lines stand in the picture of breathing tests that clinicians see."),
    )
    family_reads_days = WholeField(
        label=_("Days for which family can still read a closed record"), min_value=0, max_value=3650
    )

    def __init__(self, *args: Any, clinic: Clinic, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        stands = {name: getattr(clinic, name) for name in self.base_fields if name != "read"}
        stands["read"] = SOMEBODY if clinic.reading_hours else NOBODY
        stands["language"] = clinic.language or settings.LANGUAGE_CODE
        super().__init__(*args, initial=initial or stands, **kwargs)
        zones = {clinic.time_zone, "UTC", *(zone for zone in time_zones() if "/" in zone and zone[:4] != "Etc/")}
        asked: Any = self.fields["time_zone"]
        asked.choices = [(zone, zone.replace("_", " ")) for zone in sorted(zones)]

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if said.get("read") == SOMEBODY and "reading_hours" in said and not said["reading_hours"]:
            self.add_error("reading_hours", ValidationError(_("Write at which hours.")))
        if said.get("read") == NOBODY:
            said["reading_hours"] = ""

    @property
    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "read"}


class InviteForm(PlainForm):
    """A colleague: by e-mail, or with a code to hand over."""

    by = forms.ChoiceField(
        label=_("How do they get the invitation?"),
        choices=[("email", _("By e-mail")), ("hand", _("By hand: a code to print or to write down"))],
        initial="email",
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("For an invitation by e-mail."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label=_("Their name"),
        help_text=_("Needed for a code by hand, so that you know whose it is."),
        max_length=100,
        required=False,
    )
    role = forms.ChoiceField(
        label=_("What will they do here?"), choices=[*SEES, RUNS], initial=Role.CLINICIAN, widget=forms.RadioSelect
    )

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if said.get("by") == "email" and "email" in said and not said["email"]:
            self.add_error("email", ValidationError(_("Write the address that the invitation goes to.")))
        if said.get("by") == "hand":
            said["email"] = ""
            if "name" in said and not said["name"].strip():
                self.add_error("name", ValidationError(_("Write a name, so that you know whose code it is.")))


class WorkForm(PlainForm):
    """What someone who works in a clinic does there."""

    sees = forms.ChoiceField(
        label=_("Which records do they see?"),
        choices=[*SEES, ("", _("None"))],
        required=False,
        widget=forms.RadioSelect,
    )
    runs = forms.ChoiceField(
        label=_("Do they run the clinic?"),
        choices=[("yes", _("Yes: its team and its settings")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
