"""What was done."""

from django.db import models
from django.utils import timezone


class AuditEvent(models.Model):
    """Who did what to whose record, when. Append-only; holds no health value."""

    at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey("people.Patient", null=True, on_delete=models.PROTECT, related_name="audit_events")
    verb = models.CharField(max_length=20)
    token = models.ForeignKey(
        "people.AccessToken", null=True, on_delete=models.PROTECT, related_name="+"
    )  # by a program
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "-at"], name="audit_patient_at")]
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user} {self.verb} {self.patient_id}"
