"""Letters on their way out."""

from django.db import models
from django.utils import timezone


class OutgoingMail(models.Model):
    """An e-mail that a job will send. It holds a link or a code at most, no health data, and is gone once sent."""

    to = models.JSONField()  # addresses
    sender = models.CharField(max_length=200)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["next_try_at"], name="outgoing_mail_next")]
        ordering = ["next_try_at", "pk"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M} · {self.tries} tries"
