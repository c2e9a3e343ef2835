"""Where people are cared for, and what its people may rely on: numbers to call, hours, thresholds."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.models.user import validate_time_zone
from people.querysets import OWN_RECORDS, ClinicManager

NUMBERS = ("telephone", "out_of_hours", "emergency_number", "crisis_line")
NUMBER = re.compile(r"(?=(\D*\d){2})\+?[\d ()/.-]+")  # two digits at least: there are emergency numbers with no more


class Clinic(models.Model):
    class Guideline(models.TextChoices):
        """Whose thresholds the breathing figure draws for clinicians."""

        NICE = "nice", _("NICE (United Kingdom)")
        EUROPEAN = "european", _("European")
        US = "us", _("United States")

    name = models.CharField(_("name"), max_length=200, unique=True)
    time_zone = models.CharField(_("time zone"), max_length=50, default="UTC", validators=[validate_time_zone])
    language = models.CharField(_("language of its letters"), max_length=5, blank=True)  # of settings.LANGUAGES
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    out_of_hours = models.CharField(_("telephone out of hours"), max_length=40, blank=True)
    emergency_number = models.CharField(_("emergency number of the country"), max_length=40, blank=True)
    crisis_line = models.CharField(_("crisis line"), max_length=40, blank=True)
    # Blank: nobody reads entries between visits.
    reading_hours = models.CharField(_("when somebody reads entries"), max_length=200, blank=True)
    guideline = models.CharField(_("guideline"), max_length=8, choices=Guideline, default=Guideline.NICE)
    family_reads_days = models.PositiveSmallIntegerField(
        _("days for which family can still read a record that was closed"), default=365
    )

    erased_at = models.DateTimeField(null=True, blank=True, editable=False)  # the row is empty from then on

    objects = ClinicManager()
    with_erased = models.Manager()

    def __str__(self) -> str:
        return self.name if self.erased_at is None else str(_("a clinic that was erased"))

    @property
    def is_own_records(self) -> bool:
        """Whether it is that of those who keep a record by themselves: nobody works there."""
        return self.name == OWN_RECORDS

    def clean(self) -> None:
        wrong = {
            name: gettext("“%(number)s” is not a telephone number. Write it in digits, such as +44 20 7946 0123.")
            % {"number": number}
            for name in NUMBERS
            if (number := getattr(self, name)) and not NUMBER.fullmatch(number)
        }
        if self.language and self.language not in dict(settings.LANGUAGES):
            wrong["language"] = gettext("This language is not there yet.")
        if wrong:
            raise ValidationError(wrong)
