"""What the team answered to what is looked at again."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinical.due import Action as Said
from clinical.due import Task


class DueAnswer(models.Model):
    """What the team said of one task of a record. Append-only; the last one that was not taken back counts.

    ``on``: the day on which it was done; ``until``: the day on which it is asked for again, of a declined one only
    where one was named; ``of``: the answer that is taken back, which stays. ``id`` is made by the client, so that a
    press that arrives twice is one row.
    """

    class Action(models.TextChoices):
        DONE = str(Said.DONE), _("Done")
        DECLINED = str(Said.DECLINED), _("The person does not want it")
        NOT_NOW = str(Said.NOT_NOW), _("Not now")
        TAKEN_BACK = "taken_back", _("Taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="due_answers")
    task = models.CharField(max_length=14, choices=[(str(task), str(task)) for task in Task])
    action = models.CharField(max_length=10, choices=Action)
    on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    of = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_back")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["patient", "at"], name="due_answer_patient_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(action="done", on__isnull=False, until__isnull=True, of__isnull=True)
                | Q(action="declined", on__isnull=True, of__isnull=True)
                | Q(action="not_now", on__isnull=True, until__isnull=False, of__isnull=True)
                | Q(action="taken_back", on__isnull=True, until__isnull=True, of__isnull=False),
                name="due_answer_says_what_its_action_takes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.action}"

    @property
    def undone(self) -> "DueAnswer | None":
        """By whom and when it was taken back."""
        return getattr(self, "taken_back", None)

    @property
    def counts(self) -> bool:
        return self.of_id is None and self.undone is None
