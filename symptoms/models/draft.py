"""Answers on their way to an entry: kept with each press, and recorded when the person is done or stops."""

import uuid

from django.db import models
from django.utils import timezone


class Draft(models.Model):
    """What one author has pressed so far for one day.

    ``answers``: measure name to number, ``None`` for an answer taken back; ``not_known``: cell to reason. ``entry_id``
    is the id of the entry that it becomes: recording it twice is one entry. Once recorded it holds no answers, for the
    entry does. ``step`` is where they were last.
    """

    class Kind(models.TextChoices):
        CHECK_IN = "check_in"
        FUNCTION_CHECK = "function_check"

    patient = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="drafts")
    author = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=14, choices=Kind)
    entry_id = models.UUIDField(default=uuid.uuid4)
    answers = models.JSONField(default=dict, blank=True)
    not_known = models.JSONField(default=dict, blank=True)
    confirmed = models.JSONField(default=list, blank=True)  # measures that were asked back and confirmed
    helped = models.BooleanField(default=False)
    step = models.CharField(max_length=80, blank=True)
    wording = models.CharField(max_length=20, blank=True)
    touched_at = models.DateTimeField(default=timezone.now)
    recorded_at = models.DateTimeField(null=True, blank=True)  # since then nothing was answered

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "author", "day", "kind"], name="draft_once_per_author_and_day")
        ]
        indexes = [models.Index(fields=["recorded_at", "touched_at"], name="draft_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.day}"

    @property
    def waits(self) -> bool:
        """Whether it holds answers that are not recorded yet."""
        return self.recorded_at is None and bool(self.answers or self.not_known)
