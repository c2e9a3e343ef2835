"""How often a person wants to log, what they keep track of, and when they want to be reminded."""

import datetime as dt

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Plan(models.Model):
    """The person's own plan from a day on. A new one never changes what was planned before it."""

    class Cadence(models.TextChoices):
        DAILY = "daily", _("Every day")
        EVERY_OTHER = "every_other", _("Every other day")
        WEEKLY = "weekly", _("Once a week")
        PAUSE = "pause", _("Pause")

    patient = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="plans")
    author = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    cadence = models.CharField(max_length=11, choices=Cadence, default=Cadence.DAILY)
    left_out = models.JSONField(default=list, blank=True)  # topics of ``symptoms.day.walk`` that are not asked
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["patient", "-since", "-id"], name="plan_latest")]
        ordering = ["-since", "-pk"]

    def __str__(self) -> str:
        return f"{self.cadence} since {self.since}"

    @property
    def every(self) -> dt.timedelta | None:
        """The days from one entry to the next; None while paused."""
        days = {self.Cadence.DAILY: 1, self.Cadence.EVERY_OTHER: 2, self.Cadence.WEEKLY: 7}.get(
            self.Cadence(self.cadence)
        )
        return dt.timedelta(days=days) if days else None


class Reminder(models.Model):
    """An e-mail to one person about one record, at an hour of the patient's day."""

    patient = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="reminders")
    on = models.BooleanField(default=False)
    hour = models.PositiveSmallIntegerField(default=18, validators=[MaxValueValidator(23)])
    not_before = models.DateTimeField(null=True, blank=True)  # "later today"
    last_day = models.DateField(null=True, blank=True)  # the local day of the last one that was sent

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "user"], name="reminder_once_per_person")]

    def __str__(self) -> str:
        return f"{self.user} at {self.hour}"
