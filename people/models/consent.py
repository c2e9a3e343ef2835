"""What a person agreed to beside their care."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.membership import Membership


class Consent(models.Model):
    """A yes to one purpose, from a moment until it is taken back. It opens the record to nobody. ``clinic``: the one
    that kept the record when it was said; with another one the person is asked anew (``people.research``)."""

    class Purpose(models.TextChoices):
        RESEARCH = "research", _("research")

    patient = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="consents")
    clinic = models.ForeignKey("people.Clinic", on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose)
    basis = models.CharField(max_length=6, choices=Membership.Basis)
    text_version = models.CharField(max_length=10)  # of the text that was shown
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="consent_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["patient", "purpose"], condition=Q(ends_at__isnull=True), name="consent_one_open_per_purpose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.patient_id}: {self.purpose} since {self.starts_at:%Y-%m-%d}"
