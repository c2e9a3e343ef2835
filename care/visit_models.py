"""A visit to the clinic, and what is examined there. What is measured and scored is an entry like any other's."""

from django.db import models
from django.db.models import F, Q

from care.wording import DIAGNOSES, FOUND, MODES
from clinical.opm import MOTOR, ONSETS, PROPAGATIONS, BodyRegion
from clinical.strength import MRC
from clinical.vocabulary import Side
from symptoms.models import FunctionCheck, Measurement
from symptoms.models.base import Recorded


class Visit(Recorded):
    """``function_check`` and ``measurement``: the entries that were written with it. They are corrected on their own
    pages too, so that what counts of them is found by ``care.visits.read``."""

    day = models.DateField()
    mode = models.CharField(max_length=9, choices=list(MODES.items()), blank=True)  # blank: nobody said
    note = models.TextField(max_length=4000, blank=True)
    next_visit = models.DateField(null=True, blank=True)
    diagnosis = models.CharField(max_length=14, choices=list(DIAGNOSES.items()), blank=True)
    diagnosis_date = models.DateField(null=True, blank=True)  # of that diagnosis
    function_check = models.ForeignKey(
        FunctionCheck, null=True, blank=True, on_delete=models.PROTECT, related_name="visits"
    )
    measurement = models.ForeignKey(Measurement, null=True, blank=True, on_delete=models.PROTECT, related_name="visits")

    class Meta:
        ordering = ["-day", "-made_at"]
        indexes = [models.Index(fields=["patient", "day"], name="visit_patient_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "day", "author"],
                condition=Q(status=Recorded.Status.STANDING),
                name="visit_one_standing_per_author_and_day",
            ),
            models.CheckConstraint(
                condition=Q(next_visit__isnull=True) | Q(next_visit__gt=F("day")), name="visit_next_is_later"
            ),
        ]

    def __str__(self) -> str:
        return f"visit of {self.day}"


class Strength(models.Model):
    """The grade of one muscle group on one side (CLINICAL 5.1); examiner and date are the visit's. ``muscle``: a name
    of the standard set, or the examiner's words for another."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="strengths")
    muscle = models.CharField(max_length=60)
    side = models.CharField(max_length=5, choices=[(side, side) for side in Side], blank=True)
    grade = models.CharField(max_length=2, choices=[(code, code) for code in MRC])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "muscle", "side"], name="strength_once_per_muscle_and_side"),
            models.CheckConstraint(condition=Q(grade__in=list(MRC)), name="strength_grade"),
        ]

    def __str__(self) -> str:
        return f"{self.muscle} {self.side} {self.grade}"


class MotorSigns(models.Model):
    """Signs of the upper and of the lower motor neuron in one body region of OPM; blank: not examined."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="motor_signs")
    region = models.CharField(max_length=5, choices=[(region, region) for region in BodyRegion])
    upper = models.CharField(max_length=7, choices=list(FOUND.items()), blank=True)
    lower = models.CharField(max_length=7, choices=list(FOUND.items()), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "region"], name="motor_signs_once_per_region"),
            models.CheckConstraint(condition=~Q(upper="", lower=""), name="motor_signs_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.upper}/{self.lower}"


class OpmLine(Recorded):
    """The line of OPM as a clinician confirmed or said it on the day ``on``; it stands until another one is said."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="opm_lines")
    on = models.DateField()
    onset = models.CharField(max_length=3, choices=[(code, code) for code in ONSETS])
    propagation = models.CharField(max_length=2, choices=[(code, code) for code in PROPAGATIONS])
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    motor = models.CharField(max_length=3, choices=[(code, code) for code in MOTOR], blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient"], condition=Q(status="standing"), name="opm_line_one_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.onset} {self.propagation} {self.motor}"


class VisitDraft(models.Model):
    """What a clinician has typed so far of a visit, field by field as it was typed. ``visit_id``: of the visit that it
    becomes, so that saving twice is one visit. ``revision`` counts its changes: a page that has seen an earlier one is
    not the only one open."""

    patient = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="visit_drafts")
    author = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    visit_id = models.UUIDField()
    typed = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "author"], name="visit_draft_once_per_author")]

    def __str__(self) -> str:
        return f"visit begun {self.begun_at:%Y-%m-%d}"
