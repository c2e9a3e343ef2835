"""What is done about what was recorded."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from care.before_models import Talked, VisitAnswer, VisitLetter
from care.due_models import DueAnswer
from care.list_models import LastLook, ListState, Owner, Place
from care.overview_models import Overview
from care.programme_models import Exercise, ExerciseAnswer, Programme, ProgrammeItem
from care.treatment_models import TreatmentDay
from care.visit_models import MotorSigns, OpmLine, Strength, Visit, VisitDraft
from clinical import life

__all__ = [
    "DueAnswer",
    "Exercise",
    "ExerciseAnswer",
    "LastLook",
    "ListState",
    "MotorSigns",
    "OpmLine",
    "Overview",
    "Owner",
    "Place",
    "Programme",
    "ProgrammeItem",
    "RepliesRead",
    "Reply",
    "ReplyTemplate",
    "SignAnswer",
    "SignUndo",
    "Strength",
    "Talked",
    "TreatmentDay",
    "Visit",
    "VisitAnswer",
    "VisitDraft",
    "VisitLetter",
]

NOTE = 1000  # letters
REPLY = 500


class SignAnswer(models.Model):
    """What a clinician did with a raised sign. Append-only; the last one for an episode counts, unless it was undone.

    ``press`` is made by the client, so that a press that arrives twice is one row. ``tells``: the person is told that
    the team has seen the sign.
    """

    class Action(models.TextChoices):
        ACKNOWLEDGED = "acknowledged", _("Seen")
        SNOOZED = "snoozed", _("Later")
        CLOSED = "closed", _("Done")

    class Reason(models.TextChoices):
        """Why a sign was closed [P]."""

        DEALT_WITH = life.Reason.DEALT_WITH, _("dealt with")
        KNOWN = life.Reason.KNOWN, _("known")
        NOT_SO = life.Reason.NOT_SO, _("not so")
        OTHER = life.Reason.OTHER, _("another reason")

    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="sign_answers")
    rule = models.CharField(max_length=3)
    since = models.DateField()  # the first day of the episode
    action = models.CharField(max_length=12, choices=Action)
    until = models.DateField(null=True, blank=True)  # of a snooze
    reason = models.CharField(max_length=10, choices=Reason, blank=True)  # of a close; blank: none was given
    note = models.CharField(max_length=NOTE, blank=True)
    tells = models.BooleanField(default=False)
    press = models.UUIDField(null=True, unique=True, editable=False)  # null: of before there were any
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["patient", "at"], name="flag_response_patient_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(action="snoozed", until__isnull=False) | (~Q(action="snoozed") & Q(until__isnull=True)),
                name="flag_response_until_only_for_snooze",
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(action="closed"), name="sign_answer_reason_only_for_close"
            ),
            models.CheckConstraint(
                condition=~Q(reason="other") | ~Q(note=""), name="sign_answer_another_reason_has_a_note"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.action}"

    @property
    def undone(self) -> "SignUndo | None":
        """By whom and when it was taken back."""
        return getattr(self, "undo", None)

    @property
    def replied(self) -> "Reply | None":
        return getattr(self, "reply", None)


class SignUndo(models.Model):
    """An answer to a sign that no longer counts, and who took it back. The answer stays."""

    answer = models.OneToOneField(SignAnswer, primary_key=True, on_delete=models.PROTECT, related_name="undo")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"undo of {self.answer_id}"


class Reply(models.Model):
    """A few words to the person with an answer to a sign; one an answer."""

    answer = models.OneToOneField(SignAnswer, primary_key=True, on_delete=models.PROTECT, related_name="reply")
    text = models.CharField(max_length=REPLY)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reply to {self.answer_id}"


class ReplyTemplate(models.Model):
    """What a clinic often replies. A clinic that has none of its own offers those of ``care.replies``."""

    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="reply_templates")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=REPLY)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["clinic", "place"], name="reply_template_place")]

    def __str__(self) -> str:
        return self.text


class RepliesRead(models.Model):
    """Up to when somebody has read what the team told of one record."""

    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    through = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "user"], name="replies_read_one_a_reader")]

    def __str__(self) -> str:
        return f"{self.user_id} read through {self.through}"
