"""What somebody waits for."""

import uuid

from django.db import models


class Printout(models.Model):
    """A PDF of the summary that somebody asked for: whose record, which days, what is shown beside the rest.

    The PDF itself is the result of the task that bears its id (``django_celery_results``), until it is fetched, a day
    at most. ``heard_at``: when a worker was last asked for; ``fetched_at``: when it was first fetched.
    """

    class Paper(models.TextChoices):
        A4 = "a4"
        LETTER = "letter"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    slope = models.BooleanField(default=False)
    stage = models.BooleanField(default=False)
    paper = models.CharField(max_length=6, choices=Paper, default=Paper.A4)
    language = models.CharField(max_length=10)

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="printout_by_age")]

    def __str__(self) -> str:
        return f"summary asked for on {self.made_at:%Y-%m-%d}"
