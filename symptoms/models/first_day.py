"""Where somebody is in the questions of their first day."""

from django.db import models
from django.utils import timezone


class FirstDay(models.Model):
    """``asked``: the questions of ``symptoms.day.first_day`` in their order, as many as were open when it began, so
    that "3 of 9" stays true. ``at``: the page where they were last, as the end of its address. What is answered is
    written where it is always written; nothing of it stands here.
    """

    patient = models.OneToOneField("people.Patient", on_delete=models.CASCADE, related_name="first_day")
    asked = models.JSONField(default=list)
    at = models.CharField(max_length=80, blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)  # done, or not to be asked again

    def __str__(self) -> str:
        return f"{self.at or 'begin'} of {len(self.asked)}"
