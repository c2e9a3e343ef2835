"""What somebody says before a visit, what of it was talked about, and whom a letter has asked."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from care.before_said import QUESTIONS, WORDS
from symptoms.models.base import Recorded


class VisitAnswer(Recorded):
    """What one author answers to one question before the visit of a day: one row an answer, so that each press is saved
    and each answer is talked about by itself.

    ``answer``: the codes that were picked, with blanks between (``care.before_said``); ``words``: own ones.
    ``shown_to``: of what is the author's own to share, with whom it is shared; blank for nobody.
    """

    class ShownTo(models.TextChoices):
        TEAM = "team", _("The care team, on their screen")
        ALL = "all", _("Everybody who sees the record, and on paper")

    visit_day = models.DateField()
    question = models.CharField(max_length=10, choices=[(name, name) for name in QUESTIONS])
    answer = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=WORDS, blank=True)
    shown_to = models.CharField(max_length=4, choices=ShownTo, blank=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "visit_day"], name="visit_answer_patient_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "visit_day", "author", "question"],
                condition=Q(status=Recorded.Status.STANDING),
                name="visit_answer_one_standing",
            ),
            models.CheckConstraint(condition=~Q(answer="", words=""), name="visit_answer_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.question} before {self.visit_day}"


class Talked(models.Model):
    """A clinician's press that an answer was talked about, or (``done`` is false) that it was not after all.
    Append-only; the last one counts. ``press`` is made by the client, so that a press that arrives twice is one row."""

    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="+")
    answer = models.ForeignKey(VisitAnswer, on_delete=models.PROTECT, related_name="talks")
    done = models.BooleanField()
    press = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.answer_id} {'talked about' if self.done else 'not talked about'}"


class VisitLetter(models.Model):
    """That somebody was asked by e-mail before a visit: once for each visit."""

    patient = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    visit_day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "user", "visit_day"], name="visit_letter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} asked before {self.visit_day}"
