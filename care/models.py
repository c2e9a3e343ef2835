"""What is done about what was recorded."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from care.list_models import LastLook, ListState, Owner, Place

__all__ = ["LastLook", "ListState", "Owner", "Place", "SignAnswer"]


class SignAnswer(models.Model):
    """What a clinician did with a raised sign. Append-only; the last one for an episode counts."""

    class Action(models.TextChoices):
        ACKNOWLEDGED = "acknowledged", _("Seen")
        SNOOZED = "snoozed", _("Later")
        CLOSED = "closed", _("Done")

    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="sign_answers")
    rule = models.CharField(max_length=3)
    since = models.DateField()  # the first day of the episode
    action = models.CharField(max_length=12, choices=Action)
    until = models.DateField(null=True, blank=True)  # of a snooze
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["patient", "at"], name="flag_response_patient_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(action="snoozed", until__isnull=False) | (~Q(action="snoozed") & Q(until__isnull=True)),
                name="flag_response_until_only_for_snooze",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.action}"
